"""Doors of safety."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from marketplace.accounts.policies import is_suspended
from marketplace.accounts.terms import Role
from marketplace.safety.models import Appeal, Measure, Report
from marketplace.safety.terms import MeasureState, ReportState
from tests.makers import in_days, make_learner, make_mentor, make_mentorship, make_person
from tests.marketplace.safety.makers import make_officer, make_report, make_suspension
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]

MEMBERS = ["/reports", "/reports/1", "/reports/new", "/mine/blocks", "/mine/measures", "/mine/guardian"]
OFFICERS = ["/safety", "/safety/decided", "/safety/measures", "/safety/reports/1", "/safety/appeals/1"]
POSTS = [
    "/reports",
    "/people/1/block",
    "/people/1/block/removal",
    "/mine/measures/1/appeal",
    "/mine/guardian",
    "/minors/1/consent",
    "/safety/reports/1/review",
    "/safety/reports/1/release",
    "/safety/reports/1/decision",
    "/safety/measures/1/lifting",
    "/safety/appeals/1/decision",
]


@on_sqlite
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter) -> None:
    nobody = visitor()
    for path in [*MEMBERS, *OFFICERS, "/minors", "/minors/1"]:
        nobody.visit(path, 303)
        assert nobody.response.headers["Location"].startswith("/sign-in")
    for path in POSTS:
        nobody.post(path)
        assert nobody.response.headers["Location"].startswith("/sign-in")


@on_sqlite
def test_only_officers_and_staff_come_in(session: Session, visitor: Enter) -> None:
    member, auditor = visitor(make_learner(session)), visitor(make_person(session, Role.city_staff))
    for path in OFFICERS:
        member.visit(path, 403)
        auditor.visit(path, 403)
    for path in ["/minors", "/minors/1"]:
        member.visit(path, 403)
    for path in [path for path in POSTS if path.startswith("/safety")]:
        member.post(path, 403)


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_open_empty_in_both_languages(session: Session, visitor: Enter, language: str) -> None:
    officer = visitor(make_officer(session), language)
    for path in ["/safety", "/safety/decided", "/safety/measures", "/reports", "/mine/blocks", "/mine/measures", "/mine/guardian"]:
        assert officer.visit(path).select(".empty"), path


def test_from_a_profile_to_a_suspension_an_appeal_and_its_end(session: Session, visitor: Enter) -> None:
    learner, mentor, officer, second = make_learner(session), make_mentor(session), make_officer(session), make_officer(session, "俞洁")
    reporter = visitor(learner)
    reporter.visit(f"/mentors/{mentor.person_id}")
    reporter.visit(str(reporter.page.select_one("a[href^='/reports/new']")["href"]))
    reporter.submit("main form", kind="harassment", words="他写了很难听的话")
    assert "received" in reporter.follow().get_text()
    session.rollback()
    report = session.exec(select(Report)).one()

    first = visitor(officer)
    first.visit("/safety")
    first.visit(str(first.page.select_one("#cases a")["href"]))
    first.submit("form[action$='/review']")
    first.follow()
    answers = {"verdict": "upheld", "decision": "证据清楚", "measure": "suspension", "reason": "骚扰学员", "until": in_days(30).isoformat()}
    first.submit("form[action$='/decision']", **answers)
    assert "Decided" in first.follow().get_text()

    suspended = visitor(mentor.person)
    suspended.visit("/mine/measures")
    assert "骚扰学员" in suspended.text
    assert officer.name not in suspended.text
    suspended.submit("form[action$='/appeal']", words="那不是我写的")
    session.rollback()
    appeal, measure = session.exec(select(Appeal)).one(), session.exec(select(Measure)).one()
    visitor(officer).visit(f"/safety/appeals/{appeal.id}", 404)

    other = visitor(second)
    other.visit("/safety")
    other.visit(f"/safety/appeals/{appeal.id}")
    other.submit("form[action$='/decision']", verdict="overturned", decision="账号被盗用")
    session.expire_all()
    assert (report.state, measure.state, is_suspended(mentor.person)) == (ReportState.upheld, MeasureState.lifted, False)
    assert "账号被盗用" in suspended.visit("/mine/measures").get_text()


@on_sqlite
def test_a_poor_report_comes_back_with_what_was_typed(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    reporter = visitor(make_learner(session))
    reporter.visit(f"/reports/new?subject=mentor&id={mentor.person_id}")
    reporter.submit("main form", 422, words="他说要先交钱")
    assert reporter.page.select_one("[name=words]").get_text().strip() == "他说要先交钱"
    assert reporter.page.select(".wrong li")
    assert session.exec(select(Report)).all() == []


@on_sqlite
@pytest.mark.parametrize(
    "query", ["", "subject=mentor", "subject=mentor&id=999", "subject=mentor&id=x", "subject=%00&id=1", "subject=request&id=1"]
)
def test_a_report_without_a_place_is_404(session: Session, visitor: Enter, query: str) -> None:
    visitor(make_learner(session)).visit(f"/reports/new?{query}", 404)


@on_sqlite
def test_another_ones_report_is_404(session: Session, visitor: Enter) -> None:
    report = make_report(session, make_person(session), make_mentor(session).person_id)
    visitor(make_learner(session)).visit(f"/reports/{report.id}", 404)


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "upheld", "decision": "证据清楚", "measure": "suspension", "reason": ""},
        {"verdict": "not_upheld", "decision": "查无实据", "measure": "warning", "reason": "请注意"},
        {"verdict": "upheld", "decision": "", "measure": ""},
        {"verdict": "upheld", "decision": "证据清楚", "measure": "suspension", "reason": "骚扰", "until": "2020-01-01"},
    ],
    ids=["no reason", "measure without cause", "no decision", "over already"],
)
def test_a_poor_decision_comes_back(session: Session, visitor: Enter, wrong: dict[str, str]) -> None:
    officer = make_officer(session)
    report = make_report(session, make_person(session), make_mentor(session).person_id)
    handler = visitor(officer)
    handler.visit(f"/safety/reports/{report.id}")
    handler.submit("form[action$='/review']")
    handler.follow()
    handler.submit("form[action$='/decision']", 422, **wrong)
    assert handler.page.select(".wrong li")
    assert handler.page.select_one("[name=decision]").get_text().strip() == wrong["decision"]


@on_sqlite
def test_a_measure_is_lifted_with_a_reason(session: Session, visitor: Enter) -> None:
    officer, mentor = make_officer(session), make_mentor(session)
    measure = make_suspension(session, make_report(session, make_person(session), mentor.person_id), officer)
    handler = visitor(officer)
    handler.visit("/safety/measures")
    handler.submit("form[action$='/lifting']", 422)
    assert handler.page.select(".wrong li")
    handler.submit("form[action$='/lifting']", reason="已改正")
    session.refresh(measure)
    assert measure.state == MeasureState.lifted


@on_sqlite
def test_a_suspended_mentor_is_found_nowhere(session: Session, visitor: Enter) -> None:
    learner, mentor, officer = make_learner(session), make_mentor(session), make_officer(session)
    pair = make_mentorship(session, make_learner(session), mentor)
    make_suspension(session, make_report(session, learner, mentor.person_id), officer)
    reader = visitor(learner)
    for path in ["/mentors", "/for-me", "/search?q=沈静"]:
        assert not reader.visit(path).select(f"a[href='/mentors/{mentor.person_id}']"), path
    assert "takes no requests at present" in reader.visit(f"/mentors/{mentor.person_id}").get_text()
    assert "stands still" in visitor(mentor.person).visit(f"/mentorships/{pair.id}").get_text()


@on_sqlite
def test_the_queue_asks_as_much_for_many_as_for_one(session: Session, visitor: Enter, statements: list[str]) -> None:
    officer, reporter = make_officer(session), make_person(session)
    make_report(session, reporter, make_mentor(session).person_id)
    handler = visitor(officer)
    handler.visit("/safety")
    statements.clear()
    handler.visit("/safety")
    alone = len(statements)
    for _ in range(4):
        make_report(session, reporter, make_mentor(session).person_id)
    session.commit()
    statements.clear()
    handler.visit("/safety")
    assert len(statements) == alone
