"""The wait for a person's help."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.history import history_of
from marketplace.mentoring.actions import run_mentoring_clock
from marketplace.mentoring.actions.waiting import end_waiting, put_on_waiting_list
from marketplace.mentoring.models import Waiting
from marketplace.mentoring.queries import waiting_learners
from marketplace.mentoring.terms import WaitingOutcome, WaitingReason
from tests.makers import make_learner, make_person


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


def test_a_learner_waits_in_the_county_of_her_profile(session: Session) -> None:
    learner = make_learner(session)
    waiting = put_on_waiting_list(session, learner.id, reason=WaitingReason.exhausted, priority=1)
    assert (waiting.region, waiting.priority, waiting.ended_at) == ("330483", 1, None)


def test_she_waits_once_and_can_only_move_forward(session: Session) -> None:
    learner = make_person(session)
    first = put_on_waiting_list(session, learner.id, reason=WaitingReason.exhausted, priority=1)
    assert put_on_waiting_list(session, learner.id, reason=WaitingReason.mentor_left, priority=0) is first
    put_on_waiting_list(session, learner.id, reason=WaitingReason.asked, priority=1)
    assert (first.priority, first.reason) == (0, WaitingReason.mentor_left)
    assert len(session.exec(select(Waiting).where(Waiting.person_id == learner.id)).all()) == 1


def test_a_wait_ends_once_and_a_new_one_may_begin(session: Session) -> None:
    learner = make_person(session)
    first = put_on_waiting_list(session, learner.id, reason=WaitingReason.asked, priority=1)
    end_waiting(session, learner.id, WaitingOutcome.paired)
    end_waiting(session, learner.id, WaitingOutcome.withdrawn)
    assert first.outcome == WaitingOutcome.paired
    assert [row.becomes for row in history_of(session, "waiting", first.id)] == ["waiting", "paired"]
    assert put_on_waiting_list(session, learner.id, reason=WaitingReason.not_started, priority=0).id != first.id


def test_time_never_ends_a_wait(session: Session) -> None:
    learner = make_learner(session)
    waiting = put_on_waiting_list(session, learner.id, reason=WaitingReason.exhausted)
    with clock.stopped_at(clock.now() + timedelta(days=800)):
        run_mentoring_clock(session)
        assert waiting.ended_at is None
        assert waiting in [wait.waiting for wait in waiting_learners(session, {"330483"}, 0, 100)]
