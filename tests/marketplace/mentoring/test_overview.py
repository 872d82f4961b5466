"""The staff's one screen: what it counts, who stands behind the numbers, and who may read what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.terms import Role
from marketplace.mentoring.actions import (
    log_session,
    pause_mentor,
    propose_pairs,
    put_on_waiting_list,
    run_mentoring_clock,
)
from marketplace.mentoring.actions.impressions import Shown, note_impressions
from marketplace.mentoring.exposure import exposure
from marketplace.mentoring.queries.overview import overview, people_behind
from marketplace.mentoring.terms import MENTOR_FIGURES, PAIR_FIGURES, WAIT_FIGURES, Figure, WaitingReason
from tests.makers import make_learner, make_mentor, make_mentorship, make_person, make_request, make_trial
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
HOME, AWAY = "330483", "330481"


def total(session: Session, figure: Figure) -> int:
    return overview(session, None).total.amounts[figure]


@pytest.mark.parametrize(
    ("days", "figure"), [(29, Figure.paired), (30, Figure.quiet), (44, Figure.quiet), (45, Figure.at_risk), (120, Figure.at_risk)]
)
def test_a_pair_that_does_not_meet_gets_quiet_and_then_is_at_risk(session: Session, days: int, figure: Figure) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=days)):
        make_trial(session, make_learner(session), make_mentor(session))
    amounts = overview(session, None).total.amounts
    assert {one for one in PAIR_FIGURES if amounts[one]} - {Figure.not_begun} == {Figure.paired, figure}


def test_a_trial_without_a_meeting_has_not_begun(session: Session) -> None:
    make_trial(session, make_learner(session), make_mentor(session))
    assert total(session, Figure.not_begun) == 1
    make_mentorship(session, make_learner(session), make_mentor(session))
    assert (total(session, Figure.not_begun), total(session, Figure.paired)) == (1, 2)


def test_a_session_makes_a_pair_one_that_meets(session: Session) -> None:
    mentor = make_mentor(session)
    with clock.stopped_at(clock.now() - timedelta(days=60)):
        pair = make_mentorship(session, make_learner(session), mentor)
    log_session(session, pair.id or 0, by=mentor.person, held_on=clock.today(), minutes=60, topics="成本")
    amounts = overview(session, None).total.amounts
    assert (amounts[Figure.meeting], amounts[Figure.at_risk]) == (1, 0)


def test_ages_say_the_middle_the_longest_and_the_late(session: Session) -> None:
    for days in (1, 3, 9):
        with clock.stopped_at(clock.now() - timedelta(days=days, hours=1)):
            put_on_waiting_list(session, make_learner(session).id or 0, reason=WaitingReason.asked)
    ages = overview(session, None).ages[Figure.needs_person]
    assert (ages.n, ages.median, ages.oldest, ages.late) == (3, 3, 9, 1)
    assert [row.days(clock.now()) for row in people_behind(session, Figure.needs_person, None, only_late=True)] == [9]


def test_who_lost_a_mentor_is_counted_twice_over(session: Session) -> None:
    put_on_waiting_list(session, make_learner(session).id or 0, reason=WaitingReason.mentor_left, priority=0)
    put_on_waiting_list(session, make_learner(session).id or 0, reason=WaitingReason.asked)
    assert (total(session, Figure.needs_person), total(session, Figure.rematch)) == (2, 1)


def test_places_are_taken_kept_or_free(session: Session) -> None:
    mentor = make_mentor(session, seats=4)
    make_mentorship(session, make_learner(session), mentor)
    propose_pairs(session, [(make_learner(session).id or 0, mentor.person_id)], by=None)
    amounts = overview(session, None).total.amounts
    assert [amounts[one] for one in (Figure.seats, Figure.taken, Figure.held, Figure.free, Figure.proposed)] == [4, 1, 1, 2, 1]


def test_a_mentor_whose_last_request_ran_out_is_silent(session: Session) -> None:
    mentor = make_mentor(session)
    with clock.stopped_at(clock.now() - timedelta(days=30)):
        make_request(session, make_learner(session), mentor)
    run_mentoring_clock(session)
    assert total(session, Figure.silent) == 1
    make_mentorship(session, make_learner(session), mentor)
    assert total(session, Figure.silent) == 0


def test_a_paused_mentor_has_no_free_places(session: Session) -> None:
    mentor = make_mentor(session)
    pause_mentor(session, mentor, until=None, by_clock=False, by=mentor.person)
    amounts = overview(session, None).total.amounts
    assert (amounts[Figure.paused_open], amounts[Figure.free], amounts[Figure.mentors]) == (1, 0, 0)


def test_every_number_is_as_long_as_its_list(session: Session) -> None:
    mentor = make_mentor(session, seats=3)
    make_mentorship(session, make_learner(session), mentor)
    make_request(session, make_learner(session, region=AWAY), mentor)
    put_on_waiting_list(session, make_learner(session).id or 0, reason=WaitingReason.asked)
    seen = overview(session, None)
    for figure in (*PAIR_FIGURES, *WAIT_FIGURES):
        assert seen.total.amounts[figure] == len(people_behind(session, figure, None)) == sum(line.amounts[figure] for line in seen.lines)


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_list_opens_and_says_when_it_is_empty(session: Session, visitor: Enter, language: str) -> None:
    staff = visitor(make_person(session, Role.city_staff), language)
    staff.visit("/mentoring/overview")
    assert staff.page.select_one(".empty a[href='/mentors']")
    for figure in Figure:
        staff.visit(f"/mentoring/overview/{figure}")
        assert staff.page.select_one(".empty")


@on_sqlite
def test_county_staff_see_their_county_alone(session: Session, visitor: Enter) -> None:
    make_request(session, make_learner(session, region=AWAY), make_mentor(session))
    staff = visitor(make_person(session, Role.county_staff, region=HOME))
    staff.visit(f"/mentoring/overview/pending?county={AWAY}")
    assert staff.page.select_one(".empty")
    there = visitor(make_person(session, Role.county_staff, region=AWAY))
    there.visit("/mentoring/overview/pending")
    assert "王小明" in there.text


@on_sqlite
def test_city_staff_choose_a_county(session: Session, visitor: Enter) -> None:
    make_request(session, make_learner(session), make_mentor(session))
    staff = visitor(make_person(session, Role.city_staff))
    staff.visit(f"/mentoring/overview?county={AWAY}")
    assert staff.page.select_one(".empty")
    staff.visit(f"/mentoring/overview?county={HOME}")
    assert staff.page.select_one("#waits a[href='/mentoring/overview/pending?county=330483']")


@on_sqlite
def test_auditors_read_numbers_instead_of_names(session: Session, visitor: Enter) -> None:
    learner = make_learner(session)
    make_request(session, learner, make_mentor(session))
    auditor = visitor(make_person(session, Role.auditor, name="审计"))
    auditor.visit("/mentoring/overview/pending")
    assert "王小明" not in auditor.text
    assert f"No. {learner.id}" in auditor.text


@on_sqlite
def test_no_list_shows_how_to_reach_anybody(session: Session, visitor: Enter) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    make_mentorship(session, learner, mentor)
    staff = visitor(make_person(session, Role.city_staff))
    staff.visit("/mentoring/overview/paired")
    assert "@" not in staff.page.select_one("main").get_text()  # type: ignore[union-attr]


@on_sqlite
@pytest.mark.parametrize("path", ["/mentoring/overview", "/mentoring/overview/paired", "/mentoring/exposure"])
def test_the_screen_is_for_staff_and_auditors(session: Session, visitor: Enter, path: str) -> None:
    visitor().visit(path, 303)
    visitor(make_learner(session)).visit(path, 403)


@on_sqlite
def test_a_number_that_is_not_there_is_not_found(session: Session, visitor: Enter) -> None:
    visitor(make_person(session, Role.city_staff)).visit("/mentoring/overview/nonsense", 404)


@on_sqlite
@pytest.mark.parametrize("path", ["/mentoring/overview", "/mentoring/overview/pending", "/mentoring/overview/free", "/mentoring/exposure"])
def test_the_number_of_statements_does_not_grow(session: Session, visitor: Enter, statements: list[str], path: str) -> None:
    staff = make_person(session, Role.city_staff)
    counts = []
    for _ in range(2):
        for _ in range(3):
            make_request(session, make_learner(session), make_mentor(session))
        reader = visitor(staff)
        statements.clear()
        reader.visit(path)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def show(session: Session, mentor_id: int, times: int) -> None:
    for _ in range(times):
        note_impressions(session, "mentor", [Shown(mentor_id, 1, 1.0, False)], None, by=make_learner(session))


def test_exposure_counts_what_was_really_seen(session: Session) -> None:
    often, never = make_mentor(session), make_mentor(session, kind="MK2", region=AWAY)
    show(session, often.person_id, 3)
    make_mentorship(session, make_learner(session), often)
    seen = exposure(session, None)
    assert (seen.total.shown, seen.total.never, seen.total.asked, seen.total.yes, seen.total.top) == (3, 1, 1, 1, 1.0)
    assert [one.mentor.person_id for one in seen.never] == [never.person_id]
    assert [(one.key, one.shown) for one in seen.kinds] == [("MK1", 3), ("MK2", 0)]


def test_the_advice_follows_from_the_numbers(session: Session) -> None:
    mentors = [make_mentor(session) for _ in range(3)]
    assert exposure(session, None).advice == "nothing"
    show(session, mentors[0].person_id, 1)
    assert exposure(session, None).advice == "never"
    for one in mentors[1:]:
        show(session, one.person_id, 1)
    assert exposure(session, None).advice == "even"
    show(session, mentors[0].person_id, 4)
    assert exposure(session, None).advice == "top"


def test_what_was_seen_long_ago_is_no_exposure(session: Session) -> None:
    mentor = make_mentor(session)
    with clock.stopped_at(clock.now() - timedelta(days=31)):
        show(session, mentor.person_id, 2)
    assert exposure(session, None).total.shown == 0


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_exposure_page_says_what_to_do(session: Session, visitor: Enter, language: str) -> None:
    staff = make_person(session, Role.city_staff)
    empty = visitor(staff, language)
    assert empty.visit("/mentoring/exposure").select_one(".empty")
    mentor = make_mentor(session)
    show(session, make_mentor(session).person_id, 2)
    seen = visitor(staff, language).visit("/mentoring/exposure")
    assert seen.select_one("#advice.warn")
    assert seen.select_one(f"#never a[href='/mentors/{mentor.person_id}']")


def test_figures_are_of_one_sort_each() -> None:
    assert sorted([*PAIR_FIGURES, *WAIT_FIGURES, *MENTOR_FIGURES]) == sorted(Figure)
