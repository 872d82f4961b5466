"""Proposals of staff and of rounds: both confirm, a seat is kept, silence is a no."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.mentoring.actions import (
    avoid_mentor,
    confirm_proposal,
    propose_pairs,
    put_on_waiting_list,
    refuse_proposal,
    run_mentoring_clock,
)
from marketplace.mentoring.actions.refusals import AnsweredAlready, CannotMeet, HasMentor, SeatsFull
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.queries import free_seats, live_mentorship, waiting_of
from marketplace.mentoring.terms import RequestState, WaitingOutcome, WaitingReason
from tests.crowd import at_once, one
from tests.makers import make_mentor, make_mentorship, make_person, make_request


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


def propose(session: Session, learner: Person, mentor: Mentor) -> MentoringRequest:
    (request,) = propose_pairs(session, [(learner.id or 0, mentor.person_id)], by=make_person(session))
    return request


def test_a_proposal_keeps_a_seat_for_seven_days(session: Session) -> None:
    mentor = make_mentor(session, seats=1)
    request = propose(session, make_person(session), mentor)
    assert (request.state, request.expires_at - request.sent_at) == (RequestState.proposed, timedelta(days=7))
    assert free_seats(session, mentor) == 0


def test_two_yeses_make_a_pair(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session, seats=1)
    put_on_waiting_list(session, learner.id or 0, reason=WaitingReason.asked)
    waiting, request = waiting_of(session, learner.id or 0), propose(session, learner, mentor)
    confirm_proposal(session, request.id or 0, by=mentor.person)
    assert live_mentorship(session, learner.id or 0) is None
    confirm_proposal(session, request.id or 0, by=learner)
    assert (request.state, free_seats(session, mentor)) == (RequestState.accepted, 0)
    assert waiting is not None
    assert waiting.outcome == WaitingOutcome.paired


def test_one_yes_twice_is_still_one(session: Session) -> None:
    learner = make_person(session)
    request = propose(session, learner, make_mentor(session))
    confirm_proposal(session, request.id or 0, by=learner)
    confirm_proposal(session, request.id or 0, by=learner)
    assert request.state == RequestState.proposed


@pytest.mark.parametrize("side", ["learner", "mentor"])
def test_either_says_no_and_the_seat_is_free(session: Session, side: str) -> None:
    learner, mentor = make_person(session), make_mentor(session, seats=1)
    request = propose(session, learner, mentor)
    refuse_proposal(session, request.id or 0, by=learner if side == "learner" else mentor.person)
    assert free_seats(session, mentor) == 1
    assert request.ended_at is not None
    assert waiting_of(session, learner.id or 0) is not None


def test_silence_is_a_no_and_who_said_yes_stands_first(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    request = propose(session, learner, mentor)
    confirm_proposal(session, request.id or 0, by=learner)
    with clock.stopped_at(clock.now() + timedelta(days=7)):
        run_mentoring_clock(session)
    waiting = waiting_of(session, learner.id or 0)
    assert request.state == RequestState.expired
    assert waiting is not None
    assert (waiting.reason, waiting.priority) == (WaitingReason.no_match, 0)


def test_what_cannot_be_is_not_proposed(session: Session) -> None:
    learner, mentor, full = make_person(session), make_mentor(session), make_mentor(session, seats=0)
    with pytest.raises(SeatsFull):
        propose(session, learner, full)
    avoid_mentor(session, mentor.person_id, by=learner)
    with pytest.raises(CannotMeet):
        propose(session, learner, mentor)
    make_mentorship(session, learner, make_mentor(session))
    with pytest.raises(HasMentor):
        propose(session, learner, make_mentor(session))


def test_a_proposal_takes_the_place_of_a_request_to_the_same_mentor(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    request = propose(session, learner, mentor)
    assert (asked.state, request.goal) == (RequestState.superseded, asked.goal)


def test_both_confirm_at_once_and_are_paired_once(session: Session, database_url: str) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    request = propose(session, learner, mentor)
    session.commit()
    yes = [
        lambda session, who=who: confirm_proposal(session, request.id or 0, by=one(session, who)) for who in (learner.id, mentor.person_id)
    ]
    assert Counter(map(type, at_once(database_url, yes * 2))) <= Counter({type(None): 4, AnsweredAlready: 3})
    session.rollback()
    assert len(session.exec(select(Mentorship).where(col(Mentorship.learner_id) == learner.id)).all()) == 1


def test_ten_proposals_at_once_keep_one_seat_once(session: Session, database_url: str) -> None:
    mentor, staff = make_mentor(session, seats=1), make_person(session)
    learners = [make_person(session).id or 0 for _ in range(10)]
    session.commit()
    acts = [
        lambda session, number=number: propose_pairs(session, [(number, mentor.person_id)], by=one(session, staff.id))
        for number in learners
    ]
    assert Counter(map(type, at_once(database_url, acts))) == {type(None): 1, SeatsFull: 9}
