"""What time does to pairs: reminders, trials that never began, pauses that are over, closings, and meetings nobody answered."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, case
from sqlmodel import Session, col, func, select

from marketplace import clock
from marketplace.errors import Refusal
from marketplace.history import HistoryRow, write_history
from marketplace.mentoring.actions.agreements import learner_answered, not_started
from marketplace.mentoring.actions.endings import complete, end_frozen, open_closing
from marketplace.mentoring.actions.meetings import call_off_open_meetings
from marketplace.mentoring.actions.mentorships import SUBJECT, lock, tell_both
from marketplace.mentoring.actions.pauses import back_from_pause
from marketplace.mentoring.models import Meeting, MentoringSession, Mentorship
from marketplace.mentoring.terms import (
    ASK_TO_CLOSE_DAYS,
    CLOSING_BEFORE_DAYS,
    CLOSING_DAYS,
    FROZEN_DAYS,
    LIVE,
    PAUSE_REMINDER_DAYS,
    TRIAL_DAYS,
    TRIAL_REMINDERS,
    MeetingState,
    MentorshipState,
)

Step = Callable[[Session], bool]


def run_mentorships_clock(session: Session) -> int:
    """Take all steps of pairs that are due in one transaction; returns how many pairs changed their state. Twice changes nothing."""
    for take in list(proposals_gone_by(session)):
        take(session)
    return sum(take(session) for take in list(pairs_due(session)))


def pairs_due(session: Session) -> Iterator[Step]:
    """One step for each pair for which something may be due."""
    numbers = session.exec(select(Mentorship.id).where(_is_due()).order_by(col(Mentorship.id)))
    return (lambda session, number=number: _pair(session, number) for number in numbers)  # type: ignore[misc]


def _pair(session: Session, number: int) -> bool:
    pair = session.get_one(Mentorship, number)
    try:
        lock(session, pair, LIVE)
    except Refusal:
        # It was ended since it was found.
        return False
    # Where somebody did in the meantime what was due, the steps below find nothing to do.
    is_due = session.exec(select(Mentorship.id).where(Mentorship.id == number, _is_due())).first()
    return is_due is not None and _STEPS[MentorshipState(pair.state)](session, pair)


def _is_due() -> ColumnElement[bool]:
    now, today = clock.now(), clock.today()
    state = col(Mentorship.state)
    trial = (state == MentorshipState.trial) & (_stood_still_until() <= now - timedelta(days=TRIAL_REMINDERS[0]))
    paused = (state == MentorshipState.paused) & (col(Mentorship.paused_until) <= today + timedelta(days=PAUSE_REMINDER_DAYS))
    running = state.in_((MentorshipState.active, MentorshipState.paused))
    over = running & (col(Mentorship.ends_on) <= today + timedelta(days=CLOSING_BEFORE_DAYS))
    closing = (
        (state == MentorshipState.closing)
        & (col(Mentorship.closing_since) <= now - timedelta(days=CLOSING_DAYS))
        & (_stood_still_until() <= now - timedelta(days=CLOSING_DAYS))
    )
    frozen = (state == MentorshipState.suspended) & (now - timedelta(days=FROZEN_DAYS) >= _FROZEN_AT)
    met = select(MentoringSession.id).where(
        MentoringSession.mentorship_id == Mentorship.id, col(MentoringSession.held_on) > today - timedelta(days=ASK_TO_CLOSE_DAYS)
    )
    silent = (state == MentorshipState.active) & (col(Mentorship.began_at) <= now - timedelta(days=ASK_TO_CLOSE_DAYS)) & ~met.exists()
    return trial | paused | over | closing | frozen | silent


def _last_step(step: ColumnElement[bool]) -> ScalarSelect[datetime]:
    """When the pair last took such a step."""
    steps = select(func.max(HistoryRow.at)).where(HistoryRow.subject == SUBJECT, HistoryRow.subject_id == Mentorship.id, step)
    return steps.correlate(Mentorship).scalar_subquery()


_FROZEN_AT = _last_step(col(HistoryRow.becomes) == MentorshipState.suspended)
_THAWED_AT = _last_step(col(HistoryRow.was) == MentorshipState.suspended)


def _stood_still_until() -> ColumnElement[datetime]:
    """Since when the pair's clocks run: from its beginning, or anew since it last stood still."""
    return case((_THAWED_AT.is_(None), col(Mentorship.began_at)), else_=_THAWED_AT)


def _trial(session: Session, pair: Mentorship) -> bool:
    thawed = session.exec(select(_THAWED_AT).where(Mentorship.id == pair.id)).one()
    age = clock.now() - (thawed or pair.began_at)
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


def _frozen(session: Session, pair: Mentorship) -> bool:
    end_frozen(session, pair)
    return True


_STEPS: dict[MentorshipState, Callable[[Session, Mentorship], bool]] = {
    MentorshipState.trial: _trial,
    MentorshipState.paused: _paused,
    MentorshipState.active: _active,
    MentorshipState.closing: _closing,
    MentorshipState.suspended: _frozen,
}


def proposals_gone_by(session: Session) -> Iterator[Step]:
    """Proposed meetings whose last time is over: nobody can take one of them any more."""
    rows = session.exec(select(Meeting).where(Meeting.state == MeetingState.proposed).order_by(col(Meeting.id)))
    old = [meeting.id for meeting in rows if max(meeting.beginnings) <= clock.now()]
    return (lambda session, number=number: _let_go(session, number) for number in old)  # type: ignore[misc]


def _let_go(session: Session, number: int) -> bool:
    meeting = session.get_one(Meeting, number, with_for_update=True, populate_existing=True)
    if meeting.state != MeetingState.proposed or max(meeting.beginnings) > clock.now():
        return False
    write_history(session, "meeting", number, was=meeting.state, becomes=MeetingState.cancelled, by_id=None, reason="no time taken")
    meeting.state = MeetingState.cancelled
    session.add(meeting)
    session.flush()
    return True
