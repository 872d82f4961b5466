"""Who looked at whose data: noted with each page, kept in the ledger, shown to the person and to auditors."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlmodel import Session, select

from marketplace.accounts.access_log import CHAIN, access_of, accesses_of, keep_accesses
from marketplace.accounts.terms import Role
from marketplace.ledger import LedgerRow, first_break
from marketplace.safety.actions import review_report
from tests.makers import make_learner, make_mentor, make_mentorship, make_person, make_request
from tests.marketplace.safety.makers import make_minor, make_officer, make_report, make_suspension
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]


def looks(session: Session) -> list[tuple[int | None, list[int], str]]:
    session.rollback()
    session.expire_all()
    rows = session.exec(select(LedgerRow).order_by(LedgerRow.id))
    return [(row.by_id, row.entry["people"], row.entry["reason"]) for row in rows if row.chain.startswith(CHAIN)]


def test_a_mentor_who_opens_a_request_is_seen_by_the_learner(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    visitor(mentor.person).visit(f"/requests/{asked.id}")
    assert looks(session) == [(mentor.person_id, [learner.id], "request")]
    reader = visitor(learner)
    reader.visit("/mine/access")
    assert "mentor" in reader.text
    assert "letter of the request" in reader.text


def test_looking_at_oneself_is_no_look(session: Session, visitor: Enter) -> None:
    learner = make_learner(session)
    asked = make_request(session, learner, make_mentor(session))
    visitor(learner).visit(f"/requests/{asked.id}")
    assert looks(session) == []


def test_an_answer_that_is_not_granted_is_a_look_too(session: Session, visitor: Enter) -> None:
    asked = make_request(session, make_learner(session), make_mentor(session))
    visitor(asked.mentor.person).post(f"/requests/{asked.id}/decline", 422)
    assert len(looks(session)) == 1


@on_sqlite
def test_contact_is_named_only_where_it_is_shown(session: Session, visitor: Enter) -> None:
    pair = make_mentorship(session, make_learner(session), make_mentor(session))
    mentor = visitor(pair.mentor.person)
    mentor.visit(f"/mentorships/{pair.id}")
    mentor.submit("#contact form", 200)
    session.rollback()
    fields = [row.entry["fields"] for row in session.exec(select(LedgerRow).order_by(LedgerRow.id))]
    assert fields == [["name", "mentorship"], ["name", "contact", "mentorship"]]


@on_sqlite
def test_staff_pages_note_whom_they_list(session: Session, visitor: Enter) -> None:
    minor, staff = make_minor(session), make_person(session, Role.county_staff, region="330483")
    clerk = visitor(staff)
    clerk.visit("/minors")
    clerk.visit(f"/minors/{minor.id}")
    assert looks(session) == [(staff.id, [minor.id], "minor")] * 2
    rows, total = accesses_of(session, minor.id, 0, 10)
    assert (total, rows[0].entry["as"], rows[0].entry["region"]) == (2, "county_staff", "330483")


@on_sqlite
def test_a_case_shows_who_looked_to_the_person_only_when_it_was_upheld(session: Session, visitor: Enter) -> None:
    mentor, officer = make_mentor(session), make_officer(session)
    report = make_report(session, make_person(session), mentor.person_id)
    review_report(session, report.id, by=officer)
    visitor(officer).visit(f"/safety/reports/{report.id}")
    session.rollback()
    assert accesses_of(session, mentor.person_id, 0, 10)[1] == 0
    assert accesses_of(session, report.reporter_id, 0, 10)[1] == 1
    make_suspension(session, report, officer)
    assert accesses_of(session, mentor.person_id, 0, 10)[1] == 1


def test_a_changed_row_breaks_the_chain_and_the_auditor_reads_it(session: Session, app: Flask, visitor: Enter) -> None:
    learner, staff = make_learner(session), make_person(session, Role.city_staff)
    keep_accesses(session, [access_of(staff, [learner.id], ["name"], "matching")] * 2)
    auditor = visitor(make_person(session, Role.auditor))
    auditor.visit("/access-log")
    assert "nothing was changed" in auditor.text
    row = session.exec(select(LedgerRow)).first()
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    for statement in ["DROP TRIGGER ledger_no_update"] if on_sqlite else ["ALTER TABLE ledger DISABLE TRIGGER USER"]:
        session.execute(text(statement))
    session.execute(text(f"UPDATE ledger SET by_id = {learner.id} WHERE id = {row.id}"))
    session.commit()
    assert first_break(session, row.chain) is not None
    session.rollback()
    auditor.visit("/access-log")
    assert "broken at row 1" in auditor.text


@on_sqlite
def test_the_auditor_looks_for_one_person_and_for_one_who_looked(session: Session, visitor: Enter) -> None:
    one, other, staff = make_learner(session), make_learner(session), make_person(session, Role.city_staff)
    keep_accesses(session, [access_of(staff, [person.id], ["name"], "matching") for person in (one, other)])
    auditor = visitor(make_person(session, Role.auditor))
    assert len(auditor.visit(f"/access-log?person={one.id}").select("tbody tr")) == 1
    assert len(auditor.visit(f"/access-log?by={staff.id}").select("tbody tr")) == 2
    assert auditor.visit(f"/access-log?by={one.id}").select(".empty")
    assert len(auditor.visit("/access-log?person=x&month=nonsense").select("tbody tr")) == 2


@on_sqlite
def test_only_auditors_read_the_log(session: Session, visitor: Enter) -> None:
    visitor(make_person(session, Role.city_staff)).visit("/access-log", 403)
    for path in ["/access-log", "/mine/access", "/mine/who-can-see"]:
        nobody = visitor()
        nobody.visit(path, 303)
        assert nobody.response.headers["Location"].startswith("/sign-in")


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_empty_pages_say_so(session: Session, visitor: Enter, language: str) -> None:
    learner = make_learner(session)
    reader = visitor(learner, language)
    assert reader.visit("/mine/access").select(".empty")
    assert reader.visit("/mine/who-can-see").select(".empty")
    assert visitor(make_person(session, Role.auditor), language).visit("/access-log").select(".empty")


@on_sqlite
def test_an_unknown_word_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="shoe size"):
        access_of(make_person(session), [1], ["shoe size"], "request")


def test_who_can_see_follows_from_what_one_did(session: Session, visitor: Enter) -> None:
    learner, mentor, other = make_learner(session), make_mentor(session), make_mentor(session, name="顾伟")
    make_request(session, learner, other)
    reader = visitor(learner)
    reader.visit("/mine/who-can-see")
    assert "mobile number or e-mail" not in reader.text
    make_mentorship(session, learner, mentor)
    reader = visitor(learner)
    rows = [" ".join(row.get_text(" ").split()) for row in reader.visit("/mine/who-can-see").select("tbody tr")]
    assert any(row.startswith("mobile number or e-mail Shen Jing") for row in rows)
    assert any(row.startswith("letter of the request") for row in rows)


@on_sqlite
def test_the_log_opens_on_this_month_without_a_complaint(session: Session, visitor: Enter) -> None:
    page = visitor(make_person(session, Role.auditor)).visit("/access-log")
    assert not page.select(".wrong")
    assert len(page.select("#month option[selected]")) == 1
