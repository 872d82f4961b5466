"""Trials: the agreement, its confirmations, and what time does to a pair."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.mentoring import actions
from marketplace.mentoring.actions.agreements import ChangedMeanwhile, NothingToConfirm
from marketplace.mentoring.actions.mentorships import NotNow
from marketplace.mentoring.actions.pauses import EndOutOfReach, NothingProposed, PauseTooLong
from marketplace.mentoring.models import MentoringRequest, Mentorship, Waiting
from marketplace.mentoring.queries import seats_left, watched_pairs
from marketplace.mentoring.terms import Flag, MentorshipState, RequestState, WaitingReason
from marketplace.notifications.models import Notification
from tests.makers import AGREEMENT, make_learner, make_mentor, make_mentorship, make_person, make_trial


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


@pytest.fixture
def trial(session: Session) -> Mentorship:
    return make_trial(session, make_learner(session), make_mentor(session, seats=1))


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_learner(session), make_mentor(session, seats=1))


def told(session: Session, person: Person, kind: str) -> int:
    """How often she was told of it."""
    return len(session.exec(select(Notification).where(Notification.person_id == person.id, Notification.kind == kind)).all())


def after(pair: Mentorship, **time: int):
    return clock.stopped_at(pair.began_at + timedelta(**time))


def wait_of(session: Session, pair: Mentorship) -> Waiting:
    return session.exec(select(Waiting).where(Waiting.person_id == pair.learner_id)).one()


def test_changing_the_agreement_takes_the_others_confirmation_back(session: Session, trial: Mentorship) -> None:
    first = actions.propose_agreement(session, trial.id, AGREEMENT, by=trial.learner)
    actions.confirm_agreement(session, trial.id, first.version, by=trial.mentor.person)
    changed = actions.propose_agreement(session, trial.id, AGREEMENT | {"months": 3}, by=trial.mentor.person)
    assert (changed.version, changed.learner_confirmed_at) == (2, None)
    assert changed.mentor_confirmed_at is not None


def test_one_confirms_only_what_one_has_read(session: Session, trial: Mentorship) -> None:
    with pytest.raises(NothingToConfirm):
        actions.confirm_agreement(session, trial.id, 1, by=trial.learner)
    actions.propose_agreement(session, trial.id, AGREEMENT, by=trial.learner)
    actions.propose_agreement(session, trial.id, AGREEMENT | {"months": 12}, by=trial.learner)
    with pytest.raises(ChangedMeanwhile):
        actions.confirm_agreement(session, trial.id, 1, by=trial.mentor.person)


def test_confirmed_by_both_it_has_a_last_day_and_holds(session: Session, pair: Mentorship) -> None:
    assert pair.ends_on == clock.months_after(clock.today(), 6)
    with pytest.raises(NotNow):
        actions.propose_agreement(session, pair.id, AGREEMENT, by=pair.learner)


def test_a_trial_begins_with_the_last_of_agreement_and_first_session(session: Session, trial: Mentorship) -> None:
    actions.log_session(session, trial.id, by=trial.learner, held_on=clock.today(), minutes=30, topics="first words")
    actions.propose_agreement(session, trial.id, AGREEMENT, by=trial.mentor.person)
    assert trial.state == MentorshipState.trial
    actions.confirm_agreement(session, trial.id, 1, by=trial.learner)
    assert trial.state == MentorshipState.active
    assert told(session, trial.learner, "pair_started") == 1


def test_reminders_come_at_seven_and_fourteen_days_once_each(session: Session, trial: Mentorship) -> None:
    counts = []
    for days in (6, 7, 8, 14, 20):
        with after(trial, days=days):
            actions.run_mentorships_clock(session)
            actions.run_mentorships_clock(session)
        counts.append(told(session, trial.learner, "trial_reminder"))
    assert counts == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(("answers", "priority"), [(False, 1), (True, 0)])
def test_a_trial_that_nobody_started_ends_after_three_weeks_without_a_fault(
    session: Session, trial: Mentorship, answers: bool, priority: int
) -> None:
    if answers:
        actions.propose_agreement(session, trial.id, AGREEMENT, by=trial.learner)
    with after(trial, days=21, seconds=-1):
        actions.run_mentorships_clock(session)
        assert trial.state == MentorshipState.trial
    with after(trial, days=21):
        # Others of this database may be due as well.
        assert actions.run_mentorships_clock(session) >= 1
        assert actions.run_mentorships_clock(session) == 0
    assert trial.state == MentorshipState.not_started
    assert seats_left(session, [trial.mentor]) == {trial.mentor_id: 1}
    assert (wait_of(session, trial).reason, wait_of(session, trial).priority) == (WaitingReason.not_started, priority)


def test_a_learner_who_wants_nobody_else_does_not_wait(session: Session, trial: Mentorship) -> None:
    actions.decline_start(session, trial.id, by=trial.learner, wants_another=False)
    assert session.exec(select(Waiting).where(Waiting.person_id == trial.learner_id)).all() == []


def test_when_the_mentor_does_not_start_the_learner_stands_in_front(session: Session, trial: Mentorship) -> None:
    actions.decline_start(session, trial.id, by=trial.mentor.person, wants_another=False)
    assert wait_of(session, trial).priority == 0
    assert told(session, trial.learner, "pair_not_started") == 1


@pytest.mark.parametrize("days", [0, 61])
def test_a_pause_has_a_day_of_return_within_sixty_days(session: Session, pair: Mentorship, days: int) -> None:
    with pytest.raises(PauseTooLong):
        actions.pause_mentorship(session, pair.id, by=pair.learner, until=clock.today() + timedelta(days=days))


def test_the_clock_brings_a_pair_back_after_a_reminder(session: Session, pair: Mentorship) -> None:
    actions.pause_mentorship(session, pair.id, by=pair.learner, until=clock.today() + timedelta(days=30))
    assert seats_left(session, [pair.mentor]) == {pair.mentor_id: 0}
    for days, state, reminders in ((26, "paused", 0), (27, "paused", 1), (29, "paused", 1), (30, "active", 1)):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            actions.run_mentorships_clock(session)
            assert (pair.state, told(session, pair.mentor.person, "pair_back_soon")) == (state, reminders)


def test_a_later_last_day_needs_both_and_stays_within_two_years(session: Session, pair: Mentorship) -> None:
    later = clock.months_after(clock.today(), 20)
    with pytest.raises(EndOutOfReach):
        actions.propose_end(session, pair.id, by=pair.learner, day=clock.months_after(clock.today(), 24) + timedelta(days=2))
    with pytest.raises(EndOutOfReach):
        actions.propose_end(session, pair.id, by=pair.learner, day=pair.ends_on)
    actions.propose_end(session, pair.id, by=pair.learner, day=later)
    with pytest.raises(NotNow):
        actions.agree_to_end(session, pair.id, by=pair.learner)
    actions.agree_to_end(session, pair.id, by=pair.mentor.person)
    assert pair.ends_on == later
    with pytest.raises(NothingProposed):
        actions.drop_proposed_end(session, pair.id, by=pair.mentor.person)


def test_two_weeks_before_the_last_day_the_clock_asks_for_the_closing_words(session: Session, pair: Mentorship) -> None:
    for before, state in ((15, "active"), (14, "closing")):
        with clock.stopped_at(_noon(pair.ends_on - timedelta(days=before))):
            actions.run_mentorships_clock(session)
            assert pair.state == state
    assert told(session, pair.learner, "pair_closing") == told(session, pair.mentor.person, "pair_closing") == 1


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=clock.CITY_ZONE)


def test_silence_is_flagged_and_asked_about_once_in_a_spell(session: Session) -> None:
    pair = make_mentorship(session, make_learner(session, region="330421"), make_mentor(session))
    staff = make_person(session, Role.county_staff, region="330421")
    flags = []
    for days in (29, 30, 45, 90, 91):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            actions.run_mentorships_clock(session)
            flags.append((watched_pairs(session, staff)[0].flag, told(session, pair.learner, "pair_silent")))
    assert flags == [(None, 0), (Flag.quiet, 0), (Flag.at_risk, 0), (Flag.overdue, 1), (Flag.overdue, 1)]
    with clock.stopped_at(clock.now() + timedelta(days=92)):
        actions.log_session(session, pair.id, by=pair.learner, held_on=clock.today(), minutes=30, topics="again")
        assert watched_pairs(session, staff)[0].flag is None


def test_a_handed_over_learner_stands_in_front_with_a_note_for_the_next_mentor(session: Session, pair: Mentorship) -> None:
    actions.transfer_mentorship(session, pair.id, by=make_person(session, Role.city_staff), handover="costs are done")
    assert (pair.state, pair.handover) == (MentorshipState.transferred, "costs are done")
    assert (wait_of(session, pair).reason, wait_of(session, pair).priority) == (WaitingReason.mentor_left, 0)


def test_the_next_mentor_and_the_learner_get_a_proposal_with_the_pairs_goal(session: Session, pair: Mentorship) -> None:
    following = make_mentor(session)
    staff = make_person(session, Role.city_staff)
    actions.transfer_mentorship(session, pair.id, by=staff, handover="costs are done", next_id=following.person_id)
    proposed = session.exec(select(MentoringRequest).where(MentoringRequest.mentor_id == following.person_id)).one()
    assert (proposed.state, proposed.learner_id, proposed.goal) == (RequestState.proposed, pair.learner_id, pair.goals[0].text)
