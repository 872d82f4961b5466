"""Those who are 14 to 17, and those who are younger."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.guardians import name_guardian
from marketplace.accounts.models import Guardian, Person
from marketplace.accounts.policies import is_minor, may_have_account
from marketplace.accounts.queries import guardian_of, has_guardian_consent, minors_of
from marketplace.accounts.terms import ConsentState, ConsentWay, Role
from marketplace.errors import NotFound, Refusal
from marketplace.history import history_of
from marketplace.mentoring.actions import add_mentor, run_mentoring_clock, send_request
from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.terms import RequestState
from marketplace.notifications.models import Notification
from marketplace.safety.actions import answer_for_guardian
from tests.makers import LETTER, PASSWORD, make_learner, make_mentor, make_mentorship, make_person, make_request, mentor_content
from tests.marketplace.safety.makers import GUARDIAN, make_minor
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
PLAIN = {"name": "王小小", "contact": "minor@example.org", "password": PASSWORD}
SAID = {"given": True, "said_by": "王建国，父亲", "way": ConsentWay.phone, "said_on": date(2026, 11, 1)}


def sixteen() -> date:
    return clock.months_after(clock.today().replace(day=1), -16 * 12)


def as_minor(**changes: str) -> dict[str, str]:
    guardian = {f"guardian_{name}": value for name, value in GUARDIAN.items()}
    return {**PLAIN, "age": "minor", "birth_month": sixteen().isoformat(), **guardian, **changes}


@pytest.mark.parametrize(
    ("day", "minor"), [(date(2026, 3, 1), True), (date(2026, 3, 31), True), (date(2026, 4, 1), False), (date(2030, 1, 1), False)]
)
def test_restricted_mode_ends_by_itself_with_the_month_of_the_18th_birthday(day: date, minor: bool) -> None:
    assert is_minor(Person(name="小", birth_month=date(2008, 3, 1)), day) == minor


def test_the_youngest_is_14() -> None:
    assert may_have_account(date(2012, 11, 1), date(2026, 11, 1))
    assert not may_have_account(date(2012, 12, 1), date(2026, 11, 30))


def test_under_14_nothing_is_stored(session: Session, visitor: Enter) -> None:
    page = visitor().post("/accounts", 422, **PLAIN, age="child")
    assert "Nothing you typed was kept" in page.select_one(".wrong").get_text()
    session.rollback()
    assert session.exec(select(Person)).all() == []


def test_who_is_16_signs_up_with_a_guardian_and_nothing_is_personalised(session: Session, visitor: Enter) -> None:
    newcomer = visitor()
    newcomer.visit("/sign-up")
    newcomer.submit("main form", **as_minor())
    session.rollback()
    person = session.exec(select(Person)).one()
    guardian = guardian_of(session, person.id)
    assert (person.birth_month, person.personalised) == (sixteen(), False)
    assert (guardian.name, guardian.contact, guardian.state) == ("王建国", "13800000000", ConsentState.waiting)
    assert not has_guardian_consent(session, person)


def test_of_an_adult_no_month_of_birth_is_kept(session: Session, visitor: Enter) -> None:
    visitor().post("/accounts", **as_minor(age="adult"))
    session.rollback()
    person = session.exec(select(Person)).one()
    assert (person.birth_month, person.personalised, has_guardian_consent(session, person)) == (None, True, True)
    assert session.exec(select(Guardian)).all() == []


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {"birth_month": ""},
        {"birth_month": "2001-01-01"},
        {"guardian_name": ""},
        {"guardian_contact": ""},
        {"guardian_contact": "no number"},
        {"guardian_region": "999999"},
    ],
    ids=str,
)
def test_a_poor_sign_up_of_a_minor_comes_back(session: Session, visitor: Enter, wrong: dict[str, str]) -> None:
    page = visitor().post("/accounts", 422, **as_minor(**wrong))
    (name,) = wrong
    assert page.select(f"#{name}-wrong li")
    assert page.select_one("#name")["value"] == "王小小"
    assert session.exec(select(Person)).all() == []


def test_a_minor_has_no_public_profile(session: Session) -> None:
    with pytest.raises(Refusal):
        add_mentor(session, make_minor(session), mentor_content())


def test_a_request_waits_for_the_guardian_and_goes_on_after_a_yes(session: Session) -> None:
    minor, mentor, staff = make_minor(session), make_mentor(session), make_person(session, Role.county_staff, region="330483")
    asked = make_request(session, minor, mentor)
    assert asked.state == RequestState.awaiting_guardian
    answer_for_guardian(session, minor.id, by=staff, **SAID)
    assert has_guardian_consent(session, minor)
    run_mentoring_clock(session)
    assert asked.state == RequestState.pending
    assert [row.becomes for row in history_of(session, "guardian", minor.id)] == ["waiting", "given"]


def test_without_the_guardian_no_choice_of_the_list_is_ever_asked(session: Session) -> None:
    minor, first, second = make_minor(session), make_mentor(session), make_mentor(session)
    send_request(session, first.person_id, LETTER, by=minor, others={second.person_id: ()})
    for days in (14, 28):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            run_mentoring_clock(session)
    states = session.exec(select(MentoringRequest.state).where(MentoringRequest.learner_id == minor.id))
    assert set(states) == {RequestState.withdrawn}
    assert session.exec(select(Notification).where(col(Notification.person_id).in_([first.person_id, second.person_id]))).all() == []


def test_contact_is_shown_to_neither_side_of_a_pair_with_a_minor(session: Session, visitor: Enter) -> None:
    minor, mentor, staff = make_minor(session), make_mentor(session), make_person(session, Role.city_staff)
    answer_for_guardian(session, minor.id, by=staff, **SAID)
    pair = make_mentorship(session, minor, mentor)
    for one, other in ((minor, mentor.person), (mentor.person, minor)):
        reader = visitor(one)
        page = reader.visit(f"/mentorships/{pair.id}")
        assert "never those of somebody younger than 18" in page.select_one("#contact").get_text()
        assert other.email not in str(reader.post(f"/mentorships/{pair.id}/contact", 409))
    grown = make_mentorship(session, make_learner(session), mentor)
    reader = visitor(grown.learner)
    reader.visit(f"/mentorships/{grown.id}")
    assert mentor.person.email in reader.submit("#contact form", 200).get_text()


def test_staff_see_the_minors_of_their_own_county_only(session: Session, visitor: Enter) -> None:
    minor = make_minor(session)
    own, other = make_person(session, Role.county_staff, region="330483"), make_person(session, Role.county_staff, region="330402")
    assert [guardian.person_id for guardian in minors_of(session, {"330483"})] == [minor.id]
    assert minors_of(session, {"330402"}) == []
    with pytest.raises(NotFound):
        answer_for_guardian(session, minor.id, by=other, **SAID)
    visitor(other).visit(f"/minors/{minor.id}", 404)
    assert visitor(own).visit("/minors").select(f"a[href='/minors/{minor.id}']")


def test_staff_record_what_was_said_who_how_and_when(session: Session, visitor: Enter) -> None:
    minor, staff = make_minor(session), make_person(session, Role.county_staff, region="330483")
    caller = visitor(staff)
    caller.visit(f"/minors/{minor.id}")
    caller.submit("form[action$='/consent']", 422, said_by="王建国，父亲")
    assert caller.page.select_one("#said_by")["value"] == "王建国，父亲"
    caller.submit("form[action$='/consent']", answer="refused", way="phone", said_on="2026-11-02")
    session.rollback()
    guardian = guardian_of(session, minor.id)
    session.refresh(guardian)
    assert (guardian.state, guardian.said_by, guardian.way, guardian.said_on) == ("refused", "王建国，父亲", "phone", date(2026, 11, 2))
    assert guardian.recorded_by_id == staff.id


def test_after_a_no_somebody_else_is_named_and_after_a_yes_nobody(session: Session, visitor: Enter) -> None:
    minor, staff = make_minor(session), make_person(session, Role.city_staff)
    answer_for_guardian(session, minor.id, by=staff, **(SAID | {"given": False}))
    page = visitor(minor)
    page.visit("/mine/guardian")
    page.submit("main form", name="李梅", contact="13900000000", region="330483")
    session.rollback()
    session.expire_all()
    assert guardian_of(session, minor.id).state == ConsentState.waiting
    answer_for_guardian(session, minor.id, by=staff, **SAID)
    with pytest.raises(Refusal):
        name_guardian(session, GUARDIAN, by=minor)


def test_who_turned_18_needs_nobody_and_leaves_the_list(session: Session) -> None:
    minor = make_minor(session)
    staff = make_person(session, Role.city_staff)
    minor.birth_month = date(2005, 1, 1)
    session.flush()
    assert has_guardian_consent(session, minor)
    assert minors_of(session, None) == []
    with pytest.raises(Refusal):
        answer_for_guardian(session, minor.id, by=staff, **SAID)
