"""Pairs that stand still: nobody is caught in one, and time that stood still does not count."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from marketplace import clock
from marketplace.errors import Refusal
from marketplace.mentoring.actions import end_early, freeze_mentorships, run_mentoring_clock, thaw_mentorships
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.queries import seats_left, waiting_of
from marketplace.mentoring.terms import MentorshipState
from tests.makers import make_mentor, make_mentorship, make_person, make_trial
from tests.visitor import Visitor

Enter = Callable[..., Visitor]


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_person(session), make_mentor(session))


def freeze(session: Session, pair: Mentorship, *, suspended: bool = True) -> None:
    """The mentor is suspended, or only a report about her is looked into."""
    pair.mentor.person.suspended_at = clock.now() if suspended else None
    freeze_mentorships(session, pair.mentor_id, by=None, reason="a report")


def test_the_learner_may_leave_a_suspended_mentor(session: Session, pair: Mentorship) -> None:
    freeze(session, pair)
    end_early(session, pair.id or 0, by=pair.learner, wants_another=True)
    waiting = waiting_of(session, pair.learner_id)
    assert (pair.state, waiting and waiting.priority) == (MentorshipState.ended_early, 0)


def test_the_page_offers_that_to_her_alone(session: Session, visitor: Enter, pair: Mentorship) -> None:
    freeze(session, pair)
    assert visitor(pair.learner).visit(f"/mentorships/{pair.id}").select("form[action$='/ending']")
    assert not visitor(pair.mentor.person).visit(f"/mentorships/{pair.id}").select("form[action$='/ending']")


def test_nobody_ends_it_while_a_report_is_looked_into(session: Session, pair: Mentorship) -> None:
    freeze(session, pair, suspended=False)
    for person in (pair.learner, pair.mentor.person):
        with pytest.raises(Refusal):
            end_early(session, pair.id or 0, by=person)


def test_after_thirty_days_it_is_over_and_the_learner_stands_in_front(session: Session, pair: Mentorship) -> None:
    freeze(session, pair)
    with clock.stopped_at(clock.now() + timedelta(days=29)):
        run_mentoring_clock(session)
        assert pair.state == MentorshipState.suspended
    with clock.stopped_at(clock.now() + timedelta(days=30)):
        run_mentoring_clock(session)
    assert pair.state == MentorshipState.ended_early
    assert waiting_of(session, pair.learner_id) is not None
    assert seats_left(session, [pair.mentor])[pair.mentor_id] == pair.mentor.seats


def test_a_trial_that_stood_still_has_its_three_weeks_anew(session: Session) -> None:
    trial = make_trial(session, make_person(session), make_mentor(session))
    with clock.stopped_at(clock.now() + timedelta(days=18)):
        freeze_mentorships(session, trial.mentor_id, by=None, reason="a report")
    with clock.stopped_at(clock.now() + timedelta(days=25)):
        thaw_mentorships(session, trial.mentor_id, by=None, reason="not upheld")
        run_mentoring_clock(session)
        assert trial.state == MentorshipState.trial
    with clock.stopped_at(clock.now() + timedelta(days=47)):
        run_mentoring_clock(session)
    assert trial.state == MentorshipState.not_started
