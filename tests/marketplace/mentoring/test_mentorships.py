"""A mentorship from its first goal to its ending."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.errors import NotFound
from marketplace.history import history_of
from marketplace.mentoring import actions
from marketplace.mentoring.actions import (
    add_goal,
    close_mentorship,
    end_early,
    log_session,
    run_mentoring_clock,
    set_goal_met,
    start_closing,
)
from marketplace.mentoring.actions.goals import TooManyMilestones
from marketplace.mentoring.actions.mentorships import MentorshipOver, NotNow, StandsStill
from marketplace.mentoring.actions.sessions import InTheFuture, LogIsClosed
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.queries import closings_of, seats_left, takes_late_words
from marketplace.mentoring.terms import EndReason, MentorshipState, VentureStatus
from marketplace.outbox import OutboxRow
from tests.makers import in_days, make_mentor, make_mentorship, make_person, make_trial
from tests.marks import on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_person(session), make_mentor(session, seats=1))


def test_goals_are_added_met_given_up_and_opened_again(session: Session, pair: Mentorship) -> None:
    goal = add_goal(session, pair.id, by=pair.learner, text="ten orders", due_on=in_days(30))
    assert set_goal_met(session, goal.id, by=pair.mentor.person, met=True).met_on == clock.today()
    given_up = actions.give_goal_up(session, goal.id, by=pair.learner)
    assert (given_up.met_on, given_up.missed_on) == (None, clock.today())
    opened = set_goal_met(session, goal.id, by=pair.learner, met=False)
    assert (opened.met_on, opened.missed_on) == (None, None)


def test_milestones_are_ticked_and_unticked_and_are_not_endless(session: Session, pair: Mentorship) -> None:
    goal = pair.goals[0]
    first = actions.add_milestone(session, goal.id, by=pair.learner, text="a list of costs")
    actions.set_milestone_done(session, first.id, by=pair.mentor.person, done=True)
    assert first.done_on == clock.today()
    actions.set_milestone_done(session, first.id, by=pair.learner, done=False)
    assert first.done_on is None
    for number in range(11):
        actions.add_milestone(session, goal.id, by=pair.learner, text=f"step {number}")
    with pytest.raises(TooManyMilestones):
        actions.add_milestone(session, goal.id, by=pair.learner, text="one too many")


def test_a_next_step_says_who_and_until_when_and_is_ticked_off(session: Session, pair: Mentorship) -> None:
    step = actions.set_next_step(session, pair.id, by=pair.mentor.person, text="call two mills", who="learner", due_on=in_days(7))
    assert (step.person_id, step.due_on) == (pair.learner_id, in_days(7))
    assert actions.set_step_done(session, step.id, by=pair.learner, done=True).done_on == clock.today()


def test_a_session_is_logged_by_either_side(session: Session, pair: Mentorship) -> None:
    for person, days in ((pair.learner, -2), (pair.mentor.person, -1)):
        log_session(session, pair.id, by=person, held_on=in_days(days), minutes=45, topics="prices")
    assert [held.held_on for held in pair.sessions] == [in_days(0), in_days(-1), in_days(-2)]


def test_a_session_in_the_future_is_not_logged(session: Session, pair: Mentorship) -> None:
    with pytest.raises(InTheFuture):
        log_session(session, pair.id, by=pair.learner, held_on=in_days(1), minutes=45, topics="prices")


def test_ones_own_log_is_mended_within_a_week_and_the_old_words_are_kept(session: Session, pair: Mentorship) -> None:
    logged = log_session(session, pair.id, by=pair.learner, held_on=in_days(-1), minutes=45, topics="prices")
    actions.change_session(session, logged.id, by=pair.learner, held_on=in_days(-2), minutes=60, topics="prices and rent")
    assert (logged.minutes, logged.topics) == (60, "prices and rent")
    assert "45 min: prices" in history_of(session, "mentoring_session", logged.id)[-1].reason
    with pytest.raises(LogIsClosed):
        actions.change_session(session, logged.id, by=pair.mentor.person, held_on=in_days(-2), minutes=5, topics="mine")
    with clock.stopped_at(clock.now() + timedelta(days=7)), pytest.raises(LogIsClosed):
        actions.remove_session(session, logged.id, by=pair.learner)
    assert actions.remove_session(session, logged.id, by=pair.learner) == pair.id


def test_the_first_word_opens_the_closing_and_the_second_completes_it(session: Session, pair: Mentorship) -> None:
    assert close_mentorship(session, pair.id, by=pair.learner, useful=5, word="thanks").state == MentorshipState.closing
    assert close_mentorship(session, pair.id, by=pair.mentor.person, useful=4, word="good luck").state == MentorshipState.completed
    assert not pair.one_sided
    assert [row.becomes for row in history_of(session, "mentorship", pair.id)] == ["trial", "active", "closing", "completed"]


def test_a_word_holds_goals_recommendation_and_where_the_business_stands(session: Session, pair: Mentorship) -> None:
    goal = pair.goals[0].id
    said = {"useful": 5, "recommend": 9, "goals_met": [goal, 9999], "venture": VentureStatus.trading, "thanks": "for the mills"}
    close_mentorship(session, pair.id, by=pair.learner, **said)
    close_mentorship(session, pair.id, by=pair.mentor.person, **said)
    mine, theirs = sorted(closings_of(session, pair.id), key=lambda one: one.person_id != pair.learner_id)
    assert (mine.goals_met, mine.recommend, mine.venture, mine.thanks) == ([goal], 9, VentureStatus.trading, "for the mills")
    assert theirs.venture is None


def test_a_second_thought_on_ones_own_word_completes_nothing(session: Session, pair: Mentorship) -> None:
    close_mentorship(session, pair.id, by=pair.learner, useful=5, word="thanks")
    close_mentorship(session, pair.id, by=pair.learner, useful=3, word="well")
    assert (pair.state, [said.useful for said in closings_of(session, pair.id)]) == (MentorshipState.closing, [3])


@pytest.mark.parametrize("words", [0, 1])
def test_one_word_or_none_is_enough_after_fourteen_days(session: Session, pair: Mentorship, words: int) -> None:
    actions.start_closing(session, pair.id, by=pair.learner)
    if words:
        close_mentorship(session, pair.id, by=pair.mentor.person, useful=4, word="")
    with clock.stopped_at(pair.closing_since + timedelta(days=14, seconds=-1)):
        assert run_mentoring_clock(session) == 0
    with clock.stopped_at(pair.closing_since + timedelta(days=14)):
        assert (run_mentoring_clock(session), run_mentoring_clock(session)) == (1, 0)
    assert (pair.state, pair.one_sided) == (MentorshipState.completed, True)


def test_either_side_ends_it_without_the_other(session: Session, pair: Mentorship) -> None:
    end_early(session, pair.id, by=pair.mentor.person, code=EndReason.no_time, reason="no time any more")
    assert (pair.state, pair.end_code, pair.end_reason) == (MentorshipState.ended_early, EndReason.no_time, "no time any more")
    assert history_of(session, "mentorship", pair.id)[-1].by_id == pair.mentor_id


def test_after_an_early_end_both_may_say_their_word_for_a_fortnight(session: Session, pair: Mentorship) -> None:
    end_early(session, pair.id, by=pair.mentor.person, code=EndReason.moved)
    close_mentorship(session, pair.id, by=pair.learner, useful=4, word="a pity")
    assert (pair.state, takes_late_words(pair, closings_of(session, pair.id))) == (MentorshipState.ended_early, True)
    with clock.stopped_at(pair.ended_at + timedelta(days=14)), pytest.raises(MentorshipOver):
        close_mentorship(session, pair.id, by=pair.mentor.person, useful=4)
    close_mentorship(session, pair.id, by=pair.mentor.person, useful=4)
    with pytest.raises(MentorshipOver):
        close_mentorship(session, pair.id, by=pair.learner, useful=1, word="after I read yours")


def test_an_ending_gives_the_seat_back_and_tells_the_index(session: Session, pair: Mentorship) -> None:
    assert seats_left(session, [pair.mentor]) == {pair.mentor_id: 0}
    before = len(session.exec(select(OutboxRow).where(OutboxRow.topic == "search")).all())
    end_early(session, pair.id, by=pair.learner, reason="a new plan")
    assert seats_left(session, [pair.mentor]) == {pair.mentor_id: 1}
    assert len(session.exec(select(OutboxRow).where(OutboxRow.topic == "search")).all()) == before + 1


def acts(session: Session, pair: Mentorship):
    """Everything that can be done in a pair that is not over."""
    me, goal = pair.learner, pair.goals[0].id
    return (
        lambda: add_goal(session, pair.id, by=me, text="one more"),
        lambda: set_goal_met(session, goal, by=me, met=True),
        lambda: actions.give_goal_up(session, goal, by=me),
        lambda: actions.add_milestone(session, goal, by=me, text="a step"),
        lambda: actions.set_next_step(session, pair.id, by=me, text="a step"),
        lambda: log_session(session, pair.id, by=me, held_on=in_days(-1), minutes=30, topics="late"),
        lambda: actions.propose_agreement(session, pair.id, {}, by=me),
        lambda: actions.decline_start(session, pair.id, by=me),
        lambda: actions.pause_mentorship(session, pair.id, by=me, until=in_days(5)),
        lambda: actions.propose_end(session, pair.id, by=me, day=in_days(300)),
        lambda: actions.start_closing(session, pair.id, by=me),
        lambda: actions.write_message(session, pair.id, "late", [], None, by=me),
        lambda: actions.save_note(session, pair.id, "late", by=me, read=0),
        lambda: end_early(session, pair.id, by=me, reason="again"),
    )


def test_nothing_is_added_to_an_ended_mentorship(session: Session, pair: Mentorship) -> None:
    close_mentorship(session, pair.id, by=pair.learner, useful=5)
    close_mentorship(session, pair.id, by=pair.mentor.person, useful=5)
    for act in (*acts(session, pair), lambda: close_mentorship(session, pair.id, by=pair.learner, useful=5, word="late")):
        with pytest.raises(MentorshipOver):
            act()


def test_nothing_is_written_while_a_report_is_looked_into_and_all_goes_on_after(session: Session, pair: Mentorship) -> None:
    actions.freeze_mentorships(session, pair.learner_id, by=None, reason="report")
    for act in acts(session, pair):
        with pytest.raises(StandsStill):
            act()
    actions.thaw_mentorships(session, pair.learner_id, by=None, reason="nothing in it")
    assert pair.state == MentorshipState.active
    add_goal(session, pair.id, by=pair.learner, text="one more")


def test_a_trial_is_neither_paused_nor_closed(session: Session) -> None:
    trial = make_trial(session, make_person(session), make_mentor(session))
    for act in (
        lambda: actions.pause_mentorship(session, trial.id, by=trial.learner, until=in_days(5)),
        lambda: actions.start_closing(session, trial.id, by=trial.learner),
        lambda: close_mentorship(session, trial.id, by=trial.learner, useful=5),
    ):
        with pytest.raises(NotNow):
            act()


def test_a_stranger_finds_no_mentorship_and_no_goal(session: Session, pair: Mentorship) -> None:
    stranger = make_person(session)
    with pytest.raises(NotFound):
        add_goal(session, pair.id, by=stranger, text="mine")
    with pytest.raises(NotFound):
        set_goal_met(session, pair.goals[0].id, by=stranger, met=True)
    with pytest.raises(NotFound):
        set_goal_met(session, 999, by=pair.learner, met=True)


def test_every_step_of_a_pair_says_who_did_it_and_why(session: Session) -> None:
    pair = make_mentorship(session, make_person(session), make_mentor(session))
    start_closing(session, pair.id, by=pair.learner)
    end_early(session, pair.id, by=pair.mentor.person, code=EndReason.moved)
    rows = history_of(session, "mentorship", pair.id)
    assert [(row.becomes, row.by_id) for row in rows][-2:] == [("closing", pair.learner_id), ("ended_early", pair.mentor_id)]
    assert rows[-1].reason == EndReason.moved
    assert all(row.by_id for row in rows)
