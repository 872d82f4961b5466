"""The session log: written down in a minute, mended within a week."""

from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.agreements import start_if_ready
from marketplace.mentoring.actions.goals import note_next_step
from marketplace.mentoring.actions.mentorships import held
from marketplace.mentoring.models import Meeting, MentoringSession
from marketplace.mentoring.policies import may_change_log
from marketplace.mentoring.terms import MeetingState

SUBJECT = "mentoring_session"
MOST_REASON = 500


class InTheFuture(Refusal):
    """A session is logged after it was held."""

    def __init__(self) -> None:
        super().__init__(N_("A session can be logged once it was held: choose today or an earlier day."))


class LogIsClosed(Refusal):
    """What was logged a week ago stays."""

    def __init__(self) -> None:
        super().__init__(N_("Only the one who logged a session can change it, within seven days. Log another one with what was missing."))


def log_session(
    session: Session,
    mentorship_id: int,
    *,
    by: Person,
    held_on: date,
    minutes: int,
    topics: str,
    next_step: str = "",
    meeting_id: int | None = None,
) -> MentoringSession:
    """Write down a meeting; the appointment it was is held with that. The first one may start the mentorship."""
    mentorship = held(session, mentorship_id, by)
    if held_on > clock.today():
        raise InTheFuture()
    logged = MentoringSession(
        mentorship_id=mentorship_id,
        meeting_id=_meeting_held(session, mentorship_id, meeting_id),
        held_on=held_on,
        minutes=minutes,
        topics=topics,
        next_step=next_step,
        logged_by_id=by.id or 0,
        logged_at=clock.now(),
    )
    session.add(logged)
    session.flush()
    session.expire(mentorship, ["sessions"])
    if next_step:
        note_next_step(session, mentorship, by=by, text=next_step, who="both", due_on=None)
    start_if_ready(session, mentorship, by_id=by.id)
    return logged


def _meeting_held(session: Session, mentorship_id: int, meeting_id: int | None) -> int | None:
    meeting = session.get(Meeting, meeting_id, populate_existing=True) if meeting_id else None
    # The other side may have logged it a moment ago: then this is a session of its own, and nothing is lost.
    if meeting is None or meeting.mentorship_id != mentorship_id or meeting.state != MeetingState.accepted:
        return None
    write_history(session, "meeting", meeting.id or 0, was=meeting.state, becomes=MeetingState.held, by_id=None)
    meeting.state = MeetingState.held
    session.add(meeting)
    session.flush()
    return meeting.id


def change_session(session: Session, session_id: int, *, by: Person, held_on: date, minutes: int, topics: str) -> MentoringSession:
    """Mend one's own log within a week; what stood there before is in the history."""
    logged = _own_log(session, session_id, by)
    if held_on > clock.today():
        raise InTheFuture()
    write_history(session, SUBJECT, session_id, was="logged", becomes="changed", by_id=by.id, reason=_said(logged))
    logged.held_on, logged.minutes, logged.topics = held_on, minutes, topics
    session.add(logged)
    session.flush()
    return logged


def remove_session(session: Session, session_id: int, *, by: Person) -> int:
    """Take one's own log back within a week. Returns the number of its pair, which goes on in the state it has reached."""
    logged = _own_log(session, session_id, by)
    write_history(session, SUBJECT, session_id, was="logged", becomes="removed", by_id=by.id, reason=_said(logged))
    number, meeting_id = logged.mentorship_id, logged.meeting_id
    session.delete(logged)
    session.flush()
    if meeting_id:
        _meeting_to_log(session, meeting_id, by)
    return number


def _meeting_to_log(session: Session, meeting_id: int, by: Person) -> None:
    meeting = session.get_one(Meeting, meeting_id)
    write_history(session, "meeting", meeting_id, was=meeting.state, becomes=MeetingState.accepted, by_id=by.id)
    meeting.state = MeetingState.accepted
    session.add(meeting)
    session.flush()


def _own_log(session: Session, session_id: int, by: Person) -> MentoringSession:
    logged = session.get(MentoringSession, session_id)
    if logged is None:
        raise NotFound()
    held(session, logged.mentorship_id, by)
    if not may_change_log(by, logged):
        raise LogIsClosed()
    return logged


def _said(logged: MentoringSession) -> str:
    return f"{logged.held_on.isoformat()}, {logged.minutes} min: {logged.topics}"[:MOST_REASON]
