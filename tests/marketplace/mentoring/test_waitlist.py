"""The waiting list of a full mentor: strict order, a seat kept for 72 hours, and never more seats than there are."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session

from marketplace import clock
from marketplace.mentoring.actions import (
    accept_request,
    end_early,
    fill_from_waitlist,
    run_mentoring_clock,
    send_request,
    take_offer,
    withdraw_request,
)
from marketplace.mentoring.actions.refusals import AnsweredAlready, SeatsFull
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.queries import expected_seat_days, free_seats, outlook, seat_days, waiting_of, waitlist_places
from marketplace.mentoring.terms import RequestState
from tests.crowd import at_once, one
from tests.makers import LETTER, make_mentor, make_mentorship, make_person, make_request


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


@pytest.fixture
def full(session: Session) -> tuple[Mentor, Mentorship]:
    """A mentor whose only seat is taken."""
    mentor = make_mentor(session, seats=1)
    return mentor, make_mentorship(session, make_person(session), mentor)


def wait_for(session: Session, mentor: Mentor, *, priority: int = 1) -> MentoringRequest:
    request = send_request(session, mentor.person_id, LETTER, by=make_person(session), waits=True)
    request.priority = priority
    session.flush()
    return request


def test_who_wants_to_waits_in_order(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    waiting = [wait_for(session, full[0]) for _ in range(3)]
    assert {request.state for request in waiting} == {RequestState.waitlisted}
    assert waitlist_places(session, waiting) == {request.id: place for place, request in enumerate(waiting, start=1)}


def test_a_free_seat_is_kept_for_the_first(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    mentor, pair = full
    first, second = wait_for(session, mentor), wait_for(session, mentor)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    run_mentoring_clock(session)
    assert (first.state, first.holds_seat, second.state) == (RequestState.offered, True, RequestState.waitlisted)
    assert first.expires_at - clock.now() <= timedelta(hours=72)
    assert free_seats(session, mentor) == 0


def test_who_lost_a_mentor_stands_before_the_others(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    mentor, pair = full
    wait_for(session, mentor)
    urgent = wait_for(session, mentor, priority=0)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    run_mentoring_clock(session)
    assert urgent.state == RequestState.offered


def test_nobody_else_takes_the_kept_seat(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    mentor, pair = full
    wait_for(session, mentor)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    run_mentoring_clock(session)
    with pytest.raises(SeatsFull):
        make_request(session, make_person(session), mentor)


def test_the_one_who_takes_the_offer_keeps_the_seat_until_the_answer(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    mentor, pair = full
    first = wait_for(session, mentor)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    run_mentoring_clock(session)
    take_offer(session, first.id, by=first.learner)
    assert (first.state, first.holds_seat, free_seats(session, mentor)) == (RequestState.pending, True, 0)
    assert accept_request(session, first.id, by=mentor.person).learner_id == first.learner_id
    assert free_seats(session, mentor) == 0


def test_an_offer_that_nobody_takes_goes_to_the_next(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    mentor, pair = full
    first, second = wait_for(session, mentor), wait_for(session, mentor)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    run_mentoring_clock(session)
    with clock.stopped_at(clock.now() + timedelta(hours=73)):
        run_mentoring_clock(session)
    assert (first.state, second.state) == (RequestState.withdrawn, RequestState.offered)
    assert waiting_of(session, first.learner_id) is not None


def test_letting_an_offer_go_frees_the_seat(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    mentor, pair = full
    first = wait_for(session, mentor)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    run_mentoring_clock(session)
    withdraw_request(session, first.id, by=first.learner)
    assert free_seats(session, mentor) == 1
    with pytest.raises(AnsweredAlready):
        take_offer(session, first.id, by=first.learner)


def test_after_ninety_days_without_a_place_the_wait_ends(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    waiting = wait_for(session, full[0])
    with clock.stopped_at(clock.now() + timedelta(days=90)):
        run_mentoring_clock(session)
    assert waiting.state == RequestState.superseded
    assert waiting_of(session, waiting.learner_id) is not None


def test_ten_workers_offer_one_seat_once(session: Session, full: tuple[Mentor, Mentorship], database_url: str) -> None:
    mentor, pair = full
    waiting = [wait_for(session, mentor) for _ in range(4)]
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    session.commit()
    at_once(database_url, [lambda session: fill_from_waitlist(session, mentor.person_id)] * 10)
    session.expire_all()
    assert Counter(request.state for request in waiting) == {RequestState.offered: 1, RequestState.waitlisted: 3}


def test_an_offer_and_an_acceptance_at_once_take_one_seat(session: Session, full: tuple[Mentor, Mentorship], database_url: str) -> None:
    mentor, pair = full
    mentor.seats = 2
    asked = make_request(session, make_person(session), mentor)
    mentor.seats = 1
    wait_for(session, mentor)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    session.commit()
    accept = lambda session: accept_request(session, asked.id, by=one(session, mentor.person_id))  # noqa: E731
    at_once(database_url, [accept, lambda session: fill_from_waitlist(session, mentor.person_id)] * 4)
    session.expire_all()
    assert free_seats(session, session.get_one(Mentor, mentor.person_id)) == 0


def test_the_outlook_tells_place_and_wait(session: Session, full: tuple[Mentor, Mentorship]) -> None:
    wait_for(session, full[0])
    seen = outlook(session, full[0])
    assert (seen.free, seen.place, seen.is_open) == (0, 2, False)
    assert seen.seat_days == expected_seat_days(session, full[0], 2)


@pytest.mark.parametrize(
    ("own", "seats", "place", "days"),
    [([], 1, 1, 100), ([300.0], 2, 1, 75), ([300.0], 2, 2, 150), ([100.0] * 9, 5, 1, 20), ([], 0, 1, 100)],
)
def test_a_seat_takes_the_usual_length_divided_by_the_seats(own: list[float], seats: int, place: int, days: int) -> None:
    assert seat_days(own, 100.0, seats, place) == days
