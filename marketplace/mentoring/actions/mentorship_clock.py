"""What time does to pairs: reminders, trials that never began, pauses that are over, closings, and meetings nobody answered."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.history import write_history
from marketplace.mentoring.actions.agreements import learner_answered, not_started
from marketplace.mentoring.actions.endings import complete, open_closing
from marketplace.mentoring.actions.meetings import call_off_open_meetings
from marketplace.mentoring.actions.mentorships import tell_both
from marketplace.mentoring.actions.pauses import back_from_pause
from marketplace.mentoring.models import Meeting, MentoringSession, Mentorship
from marketplace.mentoring.terms import (
    ASK_TO_CLOSE_DAYS,
    CLOSING_BEFORE_DAYS,
    CLOSING_DAYS,
    PAUSE_REMINDER_DAYS,
    TRIAL_DAYS,
    TRIAL_REMINDERS,
    MeetingState,
    MentorshipState,
)


def run_mentorships_clock(session: Session) -> int:
    """Do all that is due; returns how many pairs changed their state. Running it twice changes nothing."""
    _let_old_proposals_go(session)
    return sum(_STEPS[MentorshipState(pair.state)](session, pair) for pair in _held_due(session) if pair.state in _STEPS)


def _held_due(session: Session) -> Sequence[Mentorship]:
    """Pairs for which something may be due, locked: all learners first and in order, so that no two people wait for each other."""
    numbers = session.exec(select(Mentorship.id, Mentorship.learner_id).where(_is_due())).all()
    if not numbers:
        return ()
    learners = sorted({learner for _, learner in numbers})
    session.exec(select(Person.id).where(col(Person.id).in_(learners)).order_by(col(Person.id)).with_for_update()).all()
    rows = (
        select(Mentorship)
        .where(col(Mentorship.id).in_([number for number, _ in numbers]))
        .order_by(col(Mentorship.mentor_id), col(Mentorship.id))
    )
    return session.exec(rows.with_for_update().execution_options(populate_existing=True)).all()


def _is_due() -> ColumnElement[bool]:
    now, today = clock.now(), clock.today()
    state = col(Mentorship.state)
    trial = (state == MentorshipState.trial) & (col(Mentorship.began_at) <= now - timedelta(days=TRIAL_REMINDERS[0]))
    paused = (state == MentorshipState.paused) & (col(Mentorship.paused_until) <= today + timedelta(days=PAUSE_REMINDER_DAYS))
    running = state.in_((MentorshipState.active, MentorshipState.paused))
    over = running & (col(Mentorship.ends_on) <= today + timedelta(days=CLOSING_BEFORE_DAYS))
    closing = (state == MentorshipState.closing) & (col(Mentorship.closing_since) <= now - timedelta(days=CLOSING_DAYS))
    met = select(MentoringSession.id).where(
        MentoringSession.mentorship_id == Mentorship.id, col(MentoringSession.held_on) > today - timedelta(days=ASK_TO_CLOSE_DAYS)
    )
    silent = (state == MentorshipState.active) & (col(Mentorship.began_at) <= now - timedelta(days=ASK_TO_CLOSE_DAYS)) & ~met.exists()
    return trial | paused | over | closing | silent


def _trial(session: Session, pair: Mentorship) -> bool:
    age = clock.now() - pair.began_at
    if age >= timedelta(days=TRIAL_DAYS):
        # Who never gave a sign of life waits like everybody; who did stands in front. Nobody is at fault.
        priority = 0 if learner_answered(session, pair) else 1
        call_off_open_meetings(session, pair, by_id=None)
        not_started(session, pair, by_id=None, priority=priority)
        tell_both(session, pair, "pair_not_started", key="")
        return True
    # Only the latest reminder that is due: who was away for a week does not get two at once.
    passed = [days for days in TRIAL_REMINDERS if age >= timedelta(days=days)]
    if passed:
        tell_both(session, pair, "trial_reminder", key=f"{passed[-1]}", values={"days": TRIAL_DAYS - passed[-1]})
    return False


def _paused(session: Session, pair: Mentorship) -> bool:
    today = clock.today()
    if pair.paused_until and pair.paused_until <= today:
        back_from_pause(session, pair, by_id=None)
        _close_in_time(session, pair, today)
        return True
    if pair.paused_until and pair.paused_until <= today + timedelta(days=PAUSE_REMINDER_DAYS):
        tell_both(session, pair, "pair_back_soon", key=pair.paused_until.isoformat(), values={"day": pair.paused_until.isoformat()})
    return _close_in_time(session, pair, today)


def _active(session: Session, pair: Mentorship) -> bool:
    if _close_in_time(session, pair, clock.today()):
        return True
    last = session.exec(select(func.max(MentoringSession.held_on)).where(MentoringSession.mentorship_id == pair.id)).one()
    began = pair.began_at.astimezone(clock.CITY_ZONE).date()
    if (last or began) <= clock.today() - timedelta(days=ASK_TO_CLOSE_DAYS):
        # Once in each spell of silence: a session in between begins a new one.
        tell_both(session, pair, "pair_silent", key=f"{last or began}", values={"days": ASK_TO_CLOSE_DAYS})
    return False


def _close_in_time(session: Session, pair: Mentorship, today: date) -> bool:
    if pair.ends_on is None or pair.ends_on > today + timedelta(days=CLOSING_BEFORE_DAYS):
        return False
    open_closing(session, pair, by_id=None)
    return True


def _closing(session: Session, pair: Mentorship) -> bool:
    complete(session, pair, by_id=None)
    return True


_STEPS: dict[MentorshipState, Callable[[Session, Mentorship], bool]] = {
    MentorshipState.trial: _trial,
    MentorshipState.paused: _paused,
    MentorshipState.active: _active,
    MentorshipState.closing: _closing,
}


def _let_old_proposals_go(session: Session) -> None:
    """Proposed meetings whose last time is over: nobody can take one of them any more."""
    now = clock.now()
    rows = select(Meeting).where(Meeting.state == MeetingState.proposed, col(Meeting.at) <= now)
    old = [meeting for meeting in session.exec(rows) if max(meeting.beginnings) <= now]
    for meeting in sorted(old, key=lambda one: one.id or 0):
        session.refresh(meeting, with_for_update=True)
        if meeting.state == MeetingState.proposed:
            write_history(
                session, "meeting", meeting.id or 0, was=meeting.state, becomes=MeetingState.cancelled, by_id=None, reason="no time taken"
            )
            meeting.state = MeetingState.cancelled
            session.add(meeting)
    session.flush()
