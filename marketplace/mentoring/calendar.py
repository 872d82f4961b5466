"""What the mentoring room puts into a person's calendar: the meetings on which a pair agreed."""

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.calendar_files import CalendarEvent
from marketplace.mentoring.appointments import appointment
from marketplace.mentoring.queries import agreed_meetings


def meeting_events(session: Session, person_id: int) -> list[CalendarEvent]:
    """The person's meetings, on either side."""
    reader = session.get_one(Person, person_id)
    return [appointment(pair, meeting, reader) for meeting, pair in agreed_meetings(session, person_id)]
