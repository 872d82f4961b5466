"""Doors of a mentor's year: pause, review, retirement, record and certificate."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.terms import Role
from marketplace.mentoring.actions import confirm_profile, issue_certificate, log_session
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.queries import service_by_year
from marketplace.mentoring.terms import MentorState
from tests.makers import in_days, make_mentor, make_mentorship, make_person, make_trial
from tests.marketplace.mentoring.mentor_makers import make_county_staff, make_reviewed
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


def make_served(session: Session, *, sessions: int = 3, minutes: int = 45) -> Mentor:
    """A mentor with sessions held today."""
    mentor = make_mentor(session)
    pair = make_trial(session, make_person(session), mentor)
    for _ in range(sessions):
        log_session(session, pair.id or 0, by=mentor.person, held_on=clock.today(), minutes=minutes, topics="成本表")
    return mentor


def test_a_pause_shows_the_day_of_return_to_everybody(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    she = visitor(mentor.person)
    she.visit("/mentoring/pause")
    she.submit("form[action='/mentoring/pause']", until=in_days(20).isoformat())
    assert "pauses until" in visitor().visit(f"/mentors/{mentor.person_id}").get_text()
    assert not visitor(make_person(session)).page.select("a[href$='/requests/new']")


@pytest.mark.parametrize("until", ["", "2001-01-01", "2999-01-01", "soon"])
def test_a_pause_without_a_good_day_comes_back(session: Session, visitor: Enter, until: str) -> None:
    page = visitor(make_mentor(session).person).post("/mentoring/pause", 422, until=until)
    assert page.select_one("#until-wrong")


def test_a_review_goes_from_the_mentor_to_the_staff(session: Session, visitor: Enter) -> None:
    mentor, staff = make_reviewed(session), make_county_staff(session)
    she = visitor(mentor.person)
    she.visit("/mentoring/review")
    she.submit("form[action='/mentoring/review']")
    officer = visitor(staff)
    officer.visit("/mentoring/reviews")
    officer.submit(f"form[action='/mentoring/reviews/{mentor.person_id}/confirmation']")
    assert officer.follow().select_one(".empty")
    assert "Nothing is to be done now" in she.visit("/mentoring/review").get_text()


def test_staff_pause_at_the_review_with_a_reason(session: Session, visitor: Enter) -> None:
    mentor = make_reviewed(session)
    officer = visitor(make_county_staff(session))
    address = f"/mentoring/reviews/{mentor.person_id}/pause"
    assert officer.post(address, 422).select_one("#reason-wrong")
    officer.visit(address)
    officer.submit(f"form[action='{address}']", reason="请先来中心谈一次")
    assert "请先来中心谈一次" in visitor(mentor.person).visit("/mentoring/pause").get_text()


def test_reviews_take_the_same_statements_for_one_and_for_three(session: Session, visitor: Enter, statements: list[str]) -> None:
    staff, counts = make_person(session, Role.city_staff), []
    for more in (1, 2):
        for _ in range(more):
            confirm_profile(session, by=make_reviewed(session).person)
        officer = visitor(staff)
        statements.clear()
        officer.visit("/mentoring/reviews")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_retiring_asks_for_each_pair(session: Session, visitor: Enter) -> None:
    mentor = make_mentor(session)
    pair = make_mentorship(session, make_person(session, name="林晓"), mentor)
    she = visitor(mentor.person)
    assert she.post("/mentoring/retirement", 422, sure="y").select_one(f"#pair-{pair.id}-wrong")
    she.visit("/mentoring/retirement")
    she.submit("form[action='/mentoring/retirement']", **{f"pair-{pair.id}": "hand_over", "sure": "y"})
    session.expire_all()
    assert session.get_one(Mentor, mentor.person_id).state == MentorState.retired
    assert "林晓" in visitor(make_county_staff(session)).visit("/mentoring/reviews").get_text()


def test_the_record_counts_what_was_logged(session: Session) -> None:
    mentor = make_served(session, sessions=10, minutes=30)
    service = service_by_year(session, mentor.person_id)[clock.today().year]
    assert (service.sessions, service.minutes, service.learners, service.months) == (10, 300, 1, 1)
    assert service.meets_benchmark


def test_short_sessions_do_not_count_for_the_benchmark(session: Session, visitor: Enter) -> None:
    mentor = make_served(session, sessions=10, minutes=20)
    assert "0 of 10" in visitor(mentor.person).visit("/mentoring/record").get_text()


def test_a_certificate_can_be_printed_and_checked_by_anybody(session: Session, visitor: Enter) -> None:
    mentor, year = make_served(session), clock.today().year
    she = visitor(mentor.person)
    she.visit("/mentoring/record")
    she.submit(f"form[action='/mentoring/record/{year}/certificate']")
    paper = she.follow()
    assert paper.select_one("svg.qr")
    certificate = issue_certificate(session, year, by=mentor.person)
    page = visitor().visit(f"/certificates/{certificate.code}")
    assert [one.get_text() for one in page.select("#counts dd")] == ["3", "135", "1", "1"]
    assert mentor.person.email not in str(page)


def test_unchanged_counts_give_the_same_certificate_and_new_ones_another(session: Session) -> None:
    mentor, year = make_served(session), clock.today().year
    first = issue_certificate(session, year, by=mentor.person)
    assert issue_certificate(session, year, by=mentor.person) is first
    pair = make_mentorship(session, make_person(session), mentor)
    log_session(session, pair.id or 0, by=mentor.person, held_on=clock.today() - timedelta(days=1), minutes=60, topics="定价")
    if (clock.today() - timedelta(days=1)).year == year:
        assert issue_certificate(session, year, by=mentor.person).code != first.code


def test_a_year_without_sessions_has_no_certificate(session: Session, visitor: Enter) -> None:
    she = visitor(make_served(session).person)
    she.post("/mentoring/record/2001/certificate", 409)
    she.visit("/mentoring/record/2001/certificate", 404)
    visitor().visit("/certificates/nothing", 404)


def test_the_record_is_for_herself_and_the_staff_of_her_county(session: Session, visitor: Enter) -> None:
    mentor = make_served(session)
    address = f"/mentors/{mentor.person_id}/record"
    assert visitor(make_county_staff(session)).visit(address).select("tbody tr")
    visitor(make_county_staff(session, "330402")).visit(address, 404)
    visitor(make_person(session)).visit(address, 403)
    visitor(make_person(session)).visit("/mentoring/record", 403)


def test_a_record_without_sessions_says_so(session: Session, visitor: Enter) -> None:
    assert visitor(make_mentor(session).person).visit("/mentoring/record").select_one(".empty")
