"""A mentor's year: pauses, the yearly review, retiring, and the clock that sees to it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.terms import Role
from marketplace.errors import NotAllowed, NotFound, Refusal
from marketplace.history import HistoryRow
from marketplace.mentoring import actions
from marketplace.mentoring.mentor_terms import Handover
from marketplace.mentoring.models import Mentor, Waiting
from marketplace.mentoring.queries import open_reviews, pairs_to_hand_over
from marketplace.mentoring.terms import MentorshipState, MentorState, RequestState
from marketplace.notifications.queries import notifications_of
from tests.makers import in_days, make_mentor, make_mentorship, make_person, make_request
from tests.marketplace.mentoring.mentor_makers import (
    ANSWERS,
    CONTENT,
    SEEN,
    make_county_staff,
    make_reviewed,
    read_all,
)


def test_a_pause_ends_by_itself_on_the_day(session: Session) -> None:
    mentor = make_mentor(session)
    actions.pause_myself(session, by=mentor.person, until=in_days(10))
    with clock.stopped_at(clock.now() + timedelta(days=9)):
        assert actions.run_mentors_clock(session) == 0
    with clock.stopped_at(clock.now() + timedelta(days=10)):
        assert actions.run_mentors_clock(session) == 1
        assert actions.run_mentors_clock(session) == 0
    assert (mentor.state, mentor.paused_until) == (MentorState.published, None)


@pytest.mark.parametrize("days", [0, 181])
def test_a_pause_needs_a_day_within_half_a_year(session: Session, days: int) -> None:
    mentor = make_mentor(session)
    with pytest.raises(Refusal, match="at most 180 days"):
        actions.pause_myself(session, by=mentor.person, until=in_days(days))


def test_a_pause_by_the_clock_ends_by_her_own_word(session: Session) -> None:
    mentor = make_mentor(session)
    actions.pause_mentor(session, mentor, until=None, by_clock=True, by=None)
    assert mentor.paused_by_clock
    actions.resume_myself(session, by=mentor.person)
    assert (mentor.state, mentor.paused_by_clock) == (MentorState.published, False)


def test_who_is_not_public_cannot_pause(session: Session) -> None:
    mentor = make_mentor(session)
    actions.retire_mentor(session, {}, by=mentor.person)
    with pytest.raises(Refusal, match="not public"):
        actions.pause_mentor(session, mentor, until=None, by_clock=False, by=mentor.person)


def test_the_reminder_comes_a_month_before_and_once(session: Session) -> None:
    mentor = make_reviewed(session, in_days=30)
    for _ in range(2):
        actions.run_mentors_clock(session)
    kinds = [row.kind for row in notifications_of(session, mentor.person_id, 0, 9)]
    assert kinds.count("mentor_review_due") == 1


def test_a_review_is_done_by_both(session: Session) -> None:
    mentor, staff = make_reviewed(session), make_county_staff(session)
    assert open_reviews(session, by=staff) == [mentor]
    with pytest.raises(Refusal, match="not confirmed her profile"):
        actions.confirm_review(session, mentor.person_id, by=staff)
    actions.confirm_profile(session, by=mentor.person)
    actions.confirm_review(session, mentor.person_id, by=staff)
    assert mentor.review_due_on == in_days(365)
    assert open_reviews(session, by=staff) == []


def test_a_review_wants_what_was_read_since_it_opened(session: Session) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=300)):
        mentor = make_reviewed(session)
    mentor.review_due_on = in_days(10)
    with pytest.raises(Refusal, match="read the agreement"):
        actions.confirm_profile(session, by=mentor.person)
    read_all(session, mentor.person)
    assert actions.confirm_profile(session, by=mentor.person).review_confirmed_at


def test_there_is_nothing_to_confirm_before_the_review_opens(session: Session) -> None:
    mentor = make_reviewed(session, in_days=31)
    with pytest.raises(NotFound):
        actions.confirm_profile(session, by=mentor.person)


def test_thirty_days_overdue_she_pauses_and_only_the_review_ends_it(session: Session) -> None:
    mentor, staff = make_reviewed(session, in_days=-29), make_county_staff(session)
    assert actions.run_mentors_clock(session) == 0
    mentor.review_due_on = in_days(-30)
    assert actions.run_mentors_clock(session) == 1
    assert (mentor.state, mentor.paused_by_clock) == (MentorState.paused, True)
    with pytest.raises(Refusal, match="yearly review"):
        actions.resume_myself(session, by=mentor.person)
    actions.confirm_profile(session, by=mentor.person)
    assert actions.confirm_review(session, mentor.person_id, by=staff).state == MentorState.published


def test_who_has_done_her_part_is_not_paused_for_the_staff_s_delay(session: Session) -> None:
    mentor = make_reviewed(session)
    actions.confirm_profile(session, by=mentor.person)
    mentor.review_due_on = in_days(-40)
    assert actions.run_mentors_clock(session) == 0


def test_staff_pause_with_a_reason_and_only_they_end_it(session: Session) -> None:
    mentor, staff = make_reviewed(session), make_county_staff(session)
    actions.pause_at_review(session, mentor.person_id, by=staff, reason="请先来中心谈一次")
    with pytest.raises(Refusal, match="centre paused"):
        actions.resume_myself(session, by=mentor.person)
    actions.confirm_profile(session, by=mentor.person)
    assert actions.confirm_review(session, mentor.person_id, by=staff).state == MentorState.published


def test_nobody_reviews_herself_or_another_county(session: Session) -> None:
    mentor = make_reviewed(session)
    with pytest.raises(NotFound):
        actions.pause_at_review(session, mentor.person_id, by=make_county_staff(session, "330402"), reason="不是本县")
    staff = make_person(session, Role.city_staff)
    actions.apply_as_mentor(session, CONTENT, by=staff)
    actions.vet_mentor(session, staff.id or 0, by=make_county_staff(session), **SEEN)
    read_all(session, staff).review_due_on = in_days(5)
    with pytest.raises(NotAllowed):
        actions.pause_at_review(session, staff.id or 0, by=staff, reason="自己")


def test_retiring_wants_a_word_on_each_pair(session: Session) -> None:
    mentor = make_mentor(session)
    pair = make_mentorship(session, make_person(session), mentor)
    with pytest.raises(Refusal, match="ends or is handed over"):
        actions.retire_mentor(session, {}, by=mentor.person)
    assert (mentor.state, pair.ended_at) == (MentorState.published, None)


def test_a_pair_that_is_ended_by_retiring_gives_its_seat_back(session: Session) -> None:
    mentor = make_mentor(session)
    pair = make_mentorship(session, make_person(session), mentor)
    actions.retire_mentor(session, {pair.id or 0: Handover.end}, by=mentor.person)
    assert (mentor.state, pair.state) == (MentorState.retired, MentorshipState.ended_early)


def test_a_pair_that_is_handed_over_goes_on_and_waits_first(session: Session) -> None:
    mentor, learner = make_mentor(session), make_person(session)
    pair = make_mentorship(session, learner, mentor)
    actions.retire_mentor(session, {pair.id or 0: Handover.hand_over}, by=mentor.person)
    waiting = session.exec(select(Waiting).where(Waiting.person_id == learner.id)).one()
    assert (pair.ended_at, waiting.priority, waiting.reason) == (None, 0, "mentor_left")
    assert pairs_to_hand_over(session, by=make_county_staff(session)) == [pair]


def test_requests_that_wait_are_declined_when_she_retires(session: Session) -> None:
    mentor = make_mentor(session)
    asked = make_request(session, make_person(session), mentor)
    actions.retire_mentor(session, {}, by=mentor.person)
    assert asked.state == RequestState.declined


# From which state which may follow; what is not here never happens.
STEPS = {
    (None, "applied"),
    (None, "published"),
    ("applied", "vetted"),
    ("applied", "refused"),
    ("applied", "retired"),
    ("vetted", "published"),
    ("vetted", "retired"),
    ("refused", "applied"),
    ("published", "paused"),
    ("published", "published"),
    ("published", "retired"),
    ("paused", "published"),
    ("paused", "paused"),
    ("paused", "retired"),
    ("retired", "applied"),
}


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_of_chance_takes_only_steps_that_there_are(session: Session, seed: int) -> None:
    chance, now = Random(seed), clock.now()
    people = [make_person(session) for _ in range(4)]
    staff = make_person(session, Role.city_staff)

    def ways(one: Any) -> dict[Callable[[], Any], int]:
        number, back = one.id or 0, clock.today() + timedelta(days=20)
        return {
            lambda: actions.apply_as_mentor(session, CONTENT, by=one): 6,
            lambda: actions.vet_mentor(session, number, by=staff, **SEEN): 6,
            lambda: actions.refuse_mentor(session, number, by=staff, reason="还不够"): 1,
            lambda: actions.withdraw_application(session, by=one): 1,
            lambda: actions.agree(session, by=one): 6,
            lambda: actions.pass_training(session, ANSWERS, by=one): 6,
            lambda: actions.pause_myself(session, by=one, until=back): 3,
            lambda: actions.resume_myself(session, by=one): 2,
            lambda: actions.confirm_profile(session, by=one): 3,
            lambda: actions.confirm_review(session, number, by=staff): 3,
            lambda: actions.pause_at_review(session, number, by=staff, reason="来谈一次"): 1,
            lambda: actions.retire_mentor(session, {}, by=one): 1,
            lambda: actions.run_mentors_clock(session): 3,
        }

    for _ in range(600):
        now += timedelta(days=chance.choice((0, 0, 1, 8)))
        with clock.stopped_at(now), suppress(Refusal):
            possible = ways(chance.choice(people))
            chance.choices([*possible], [*possible.values()])[0]()
    session.flush()
    rows = session.exec(select(HistoryRow).where(HistoryRow.subject == "mentor").order_by(col(HistoryRow.id))).all()
    assert {(row.was, row.becomes) for row in rows} <= STEPS
    assert len({row.becomes for row in rows}) == 6
    last = {row.subject_id: row.becomes for row in rows}
    assert {mentor.person_id: mentor.state.value for mentor in session.exec(select(Mentor)).unique()} == last
