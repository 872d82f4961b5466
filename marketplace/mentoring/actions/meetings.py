"""Meetings: times are proposed, the other takes one, or proposes others; what is agreed on goes into both calendars."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_minor
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentorships import held, lock, other_of, tell_one
from marketplace.mentoring.appointments import appointment
from marketplace.mentoring.models import Meeting, Mentorship
from marketplace.mentoring.queries import get_mentorship
from marketplace.mentoring.terms import MOST_TIMES, OPEN_MEETINGS, TOGETHER, MeetingFormat, MeetingState

SUBJECT = "meeting"
FURTHEST = timedelta(days=366)


class TimesWrong(Refusal):
    """One to three times that are still to come."""

    def __init__(self) -> None:
        super().__init__(N_("Propose one to three different times that are still to come, within a year."))


class AnsweredMeanwhile(Refusal):
    """The other was faster, or this is not one's own to answer."""

    def __init__(self) -> None:
        super().__init__(N_("This meeting was changed or answered a moment ago. Look at it once more."))


class NotAlone(Refusal):
    """Who is younger than 18 meets nobody alone in a private place."""

    def __init__(self) -> None:
        super().__init__(N_("One of you is younger than 18: meet in one of the service bodies, or in a group, and say so here."))


def propose_meeting(session: Session, mentorship_id: int, times: Sequence[datetime], content: Mapping[str, Any], *, by: Person) -> Meeting:
    """Propose one to three times. ``content`` holds minutes, format, place, body and is_group."""
    mentorship = held(session, mentorship_id, by, TOGETHER)
    meeting = Meeting(mentorship_id=mentorship_id, proposed_by_id=by.id or 0, times=_checked(times), at=clock.now(), **content)
    _check_place(mentorship, meeting)
    session.add(meeting)
    session.flush()
    write_history(session, SUBJECT, meeting.id or 0, was=None, becomes=MeetingState.proposed, by_id=by.id)
    _tell_other(session, mentorship, meeting, "meeting_proposed", by)
    return meeting


def propose_other_times(session: Session, meeting_id: int, times: Sequence[datetime], content: Mapping[str, Any], *, by: Person) -> Meeting:
    """Answer with other times, or move what was agreed on: the other has to take one anew. The appointment stays the same one."""
    mentorship, meeting = _held_meeting(session, meeting_id, by, OPEN_MEETINGS)
    meeting.sqlmodel_update({**content, "times": _checked(times), "proposed_by_id": by.id or 0, "starts_at": None})
    meeting.sequence += 1
    _check_place(mentorship, meeting)
    _become(session, meeting, MeetingState.proposed, by.id)
    _tell_other(session, mentorship, meeting, "meeting_moved", by)
    return meeting


def accept_meeting(session: Session, meeting_id: int, starts_at: datetime | None, *, by: Person) -> Meeting:
    """Take one of the times that the other proposed."""
    mentorship, meeting = _held_meeting(session, meeting_id, by, (MeetingState.proposed,))
    if meeting.proposed_by_id == by.id or starts_at is None or starts_at not in meeting.beginnings or starts_at <= clock.now():
        raise AnsweredMeanwhile()
    meeting.starts_at = starts_at
    _become(session, meeting, MeetingState.accepted, by.id)
    # Both get it: the one who took the time wants it in her calendar, too.
    for person in (mentorship.learner, mentorship.mentor.person):
        _tell(session, mentorship, meeting, "meeting_accepted", person)
    return meeting


def decline_meeting(session: Session, meeting_id: int, *, by: Person) -> Meeting:
    """None of the times fits, and no other is proposed."""
    mentorship, meeting = _held_meeting(session, meeting_id, by, (MeetingState.proposed,))
    if meeting.proposed_by_id == by.id:
        raise AnsweredMeanwhile()
    _become(session, meeting, MeetingState.declined, by.id)
    _tell_other(session, mentorship, meeting, "meeting_declined", by)
    return meeting


def call_off_meeting(session: Session, meeting_id: int, *, by: Person) -> Meeting:
    """Take a proposal back, call an appointment off, or say that it did not take place."""
    mentorship, meeting = _held_meeting(session, meeting_id, by, OPEN_MEETINGS)
    _call_off(session, mentorship, meeting, by.id)
    return meeting


def call_off_open_meetings(session: Session, mentorship: Mentorship, *, by_id: int | None) -> None:
    """The pair ends: nothing stays in their calendars. For a pair that is held."""
    rows = select(Meeting).where(Meeting.mentorship_id == mentorship.id, col(Meeting.state).in_(OPEN_MEETINGS))
    for meeting in list(session.exec(rows.order_by(col(Meeting.id)))):
        _call_off(session, mentorship, meeting, by_id)


def _call_off(session: Session, mentorship: Mentorship, meeting: Meeting, by_id: int | None) -> None:
    is_to_come = meeting.starts_at is None or meeting.starts_at > clock.now()
    meeting.sequence += 1
    _become(session, meeting, MeetingState.cancelled, by_id)
    for person in (mentorship.learner, mentorship.mentor.person):
        if person.id != by_id and is_to_come:
            _tell(session, mentorship, meeting, "meeting_cancelled", person)


def _held_meeting(session: Session, meeting_id: int, by: Person, states: Sequence[MeetingState]) -> tuple[Mentorship, Meeting]:
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound()
    mentorship = lock(session, get_mentorship(session, meeting.mentorship_id, by=by), TOGETHER)
    session.refresh(meeting)
    if meeting.state not in states:
        raise AnsweredMeanwhile()
    return mentorship, meeting


def _checked(times: Sequence[datetime]) -> list[str]:
    now = clock.now()
    kept = sorted(set(times))
    if not 1 <= len(kept) <= MOST_TIMES or len(kept) < len(times) or any(not now < time < now + FURTHEST for time in kept):
        raise TimesWrong()
    return [time.isoformat() for time in kept]


def _check_place(mentorship: Mentorship, meeting: Meeting) -> None:
    is_with_young = is_minor(mentorship.learner, clock.today()) or is_minor(mentorship.mentor.person, clock.today())
    if is_with_young and meeting.format == MeetingFormat.in_person and not meeting.body and not meeting.is_group:
        raise NotAlone()


def _become(session: Session, meeting: Meeting, state: MeetingState, by_id: int | None) -> None:
    write_history(session, SUBJECT, meeting.id or 0, was=meeting.state, becomes=state, by_id=by_id)
    meeting.state = state
    session.add(meeting)
    session.flush()


def _tell_other(session: Session, mentorship: Mentorship, meeting: Meeting, kind: str, by: Person) -> None:
    _tell(session, mentorship, meeting, kind, other_of(mentorship, by))


def _tell(session: Session, mentorship: Mentorship, meeting: Meeting, kind: str, person: Person) -> None:
    event = appointment(mentorship, meeting, person) if meeting.starts_at else None
    tell_one(session, mentorship, kind, to=person, key=f"{meeting.id}.{meeting.sequence}", event=event, anchor="#meetings")
