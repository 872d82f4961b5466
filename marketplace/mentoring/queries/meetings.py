"""Reads of meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.mentoring.models import Meeting, Mentor, Mentorship
from marketplace.mentoring.queries.mentorships import get_mentorship
from marketplace.mentoring.terms import OPEN_MEETINGS, TOGETHER, MeetingState


@dataclass(frozen=True)
class Appointments:
    """What is agreed on, what waits for an answer, and what was held and is not logged yet."""

    to_come: Sequence[Meeting]
    proposed: Sequence[Meeting]
    to_log: Sequence[Meeting]


def appointments_of(session: Session, mentorship_id: int) -> Appointments:
    """The open meetings of a pair, earliest first."""
    rows = select(Meeting).where(Meeting.mentorship_id == mentorship_id, col(Meeting.state).in_(OPEN_MEETINGS))
    now = clock.now()
    found = session.exec(rows.order_by(col(Meeting.starts_at), col(Meeting.id))).all()
    agreed = [meeting for meeting in found if meeting.state == MeetingState.accepted]
    return Appointments(
        to_come=[meeting for meeting in agreed if meeting.ends_at and meeting.ends_at > now],
        proposed=[meeting for meeting in found if meeting.state == MeetingState.proposed],
        to_log=[meeting for meeting in agreed if meeting.ends_at and meeting.ends_at <= now],
    )


def get_meeting(session: Session, meeting_id: int, *, by: Person) -> tuple[Meeting, Mentorship]:
    """A meeting of a pair one is part of."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound()
    return meeting, get_mentorship(session, meeting.mentorship_id, by=by)


def agreed_meetings(session: Session, person_id: int) -> Sequence[tuple[Meeting, Mentorship]]:
    """All appointments of a person that stand, for her calendar."""
    mine = (col(Mentorship.learner_id) == person_id) | (col(Mentorship.mentor_id) == person_id)
    agreed = (MeetingState.accepted, MeetingState.held)
    people = (joinedload(Mentorship.learner), joinedload(Mentorship.mentor).joinedload(Mentor.person))  # type: ignore[arg-type]
    rows = select(Meeting, Mentorship).join(Mentorship).options(*people).where(mine, col(Meeting.state).in_(agreed))
    return [(meeting, pair) for meeting, pair in session.exec(rows) if meeting.state == MeetingState.held or pair.state in TOGETHER]
