"""A mentorship from its first goal to its ending."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.errors import NotFound
from marketplace.history import history_of
from marketplace.mentoring.actions import add_goal, close_mentorship, end_early, log_session, run_mentoring_clock, set_goal_met
from marketplace.mentoring.actions.mentorships import InTheFuture, MentorshipOver
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.queries import seats_left
from marketplace.mentoring.terms import MentorshipState
from marketplace.outbox import OutboxRow
from tests.makers import in_days, make_mentor, make_mentorship, make_person
from tests.marks import on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_person(session), make_mentor(session, seats=1))


def test_goals_are_added_met_and_not_met_after_all(session: Session, pair: Mentorship) -> None:
    goal = add_goal(session, pair.id, by=pair.learner, text="ten orders")
    assert set_goal_met(session, goal.id, by=pair.mentor.person, met=True).met_on == clock.today()
    assert set_goal_met(session, goal.id, by=pair.learner, met=False).met_on is None


def test_a_session_is_logged_by_either_side(session: Session, pair: Mentorship) -> None:
    for person, days in ((pair.learner, -2), (pair.mentor.person, -1)):
        log_session(session, pair.id, by=person, held_on=in_days(days), minutes=45, topics="prices")
    assert [held.held_on for held in pair.sessions] == [in_days(-1), in_days(-2)]


def test_a_session_in_the_future_is_not_logged(session: Session, pair: Mentorship) -> None:
    with pytest.raises(InTheFuture):
        log_session(session, pair.id, by=pair.learner, held_on=in_days(1), minutes=45, topics="prices")


def test_the_first_word_opens_the_closing_and_the_second_completes_it(session: Session, pair: Mentorship) -> None:
    assert close_mentorship(session, pair.id, by=pair.learner, useful=5, word="thanks").state == MentorshipState.closing
    assert close_mentorship(session, pair.id, by=pair.mentor.person, useful=4, word="good luck").state == MentorshipState.completed
    assert [row.becomes for row in history_of(session, "mentorship", pair.id)] == ["active", "closing", "completed"]


def test_a_second_thought_on_ones_own_word_completes_nothing(session: Session, pair: Mentorship) -> None:
    close_mentorship(session, pair.id, by=pair.learner, useful=5, word="thanks")
    close_mentorship(session, pair.id, by=pair.learner, useful=3, word="well")
    assert (pair.state, pair.learner_useful) == (MentorshipState.closing, 3)


def test_one_word_is_enough_after_fourteen_days(session: Session, pair: Mentorship) -> None:
    close_mentorship(session, pair.id, by=pair.mentor.person, useful=4, word="")
    with clock.stopped_at(pair.closing_since + timedelta(days=14, seconds=-1)):
        assert run_mentoring_clock(session) == 0
    with clock.stopped_at(pair.closing_since + timedelta(days=14)):
        assert (run_mentoring_clock(session), run_mentoring_clock(session)) == (1, 0)
    assert pair.state == MentorshipState.completed


def test_either_side_ends_it_without_the_other(session: Session, pair: Mentorship) -> None:
    end_early(session, pair.id, by=pair.mentor.person, reason="no time any more")
    assert (pair.state, pair.end_reason) == (MentorshipState.ended_early, "no time any more")
    assert history_of(session, "mentorship", pair.id)[-1].by_id == pair.mentor_id


def test_an_ending_gives_the_seat_back_and_tells_the_index(session: Session, pair: Mentorship) -> None:
    assert seats_left(session, [pair.mentor]) == {pair.mentor_id: 0}
    before = len(session.exec(select(OutboxRow).where(OutboxRow.topic == "search")).all())
    end_early(session, pair.id, by=pair.learner, reason="a new plan")
    assert seats_left(session, [pair.mentor]) == {pair.mentor_id: 1}
    assert len(session.exec(select(OutboxRow).where(OutboxRow.topic == "search")).all()) == before + 1


def test_nothing_is_added_to_an_ended_mentorship(session: Session, pair: Mentorship) -> None:
    end_early(session, pair.id, by=pair.learner, reason="a new plan")
    acts = (
        lambda: add_goal(session, pair.id, by=pair.learner, text="one more"),
        lambda: set_goal_met(session, pair.goals[0].id, by=pair.learner, met=True),
        lambda: log_session(session, pair.id, by=pair.learner, held_on=in_days(-1), minutes=30, topics="late"),
        lambda: close_mentorship(session, pair.id, by=pair.learner, useful=5, word="late"),
        lambda: end_early(session, pair.id, by=pair.learner, reason="again"),
    )
    for act in acts:
        with pytest.raises(MentorshipOver):
            act()


def test_a_stranger_finds_no_mentorship_and_no_goal(session: Session, pair: Mentorship) -> None:
    stranger = make_person(session)
    with pytest.raises(NotFound):
        add_goal(session, pair.id, by=stranger, text="mine")
    with pytest.raises(NotFound):
        set_goal_met(session, pair.goals[0].id, by=stranger, met=True)
    with pytest.raises(NotFound):
        set_goal_met(session, 999, by=pair.learner, met=True)
