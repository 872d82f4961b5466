"""Meetings as a calendar understands them."""

from datetime import timedelta

from marketplace.accounts.models import Person
from marketplace.calendar_files import CalendarEvent
from marketplace.mentoring.models import Meeting, Mentorship
from marketplace.mentoring.terms import MeetingState

# Said in the reader's own language: a calendar file is read far from the house's pages.
TITLES = {"zh": "与{name}的辅导见面", "en": "Mentoring session with {name}"}


def appointment(mentorship: Mentorship, meeting: Meeting, reader: Person) -> CalendarEvent:
    """The event of a meeting that has a time, for the calendar of one of the two."""
    if meeting.starts_at is None:
        raise ValueError("no time was agreed on")
    other = mentorship.mentor.person if reader.id == mentorship.learner_id else mentorship.learner
    language = "en" if reader.locale.startswith("en") else "zh"
    name = other.name_en or other.name if language == "en" else other.name
    return CalendarEvent(
        uid=f"meeting-{meeting.id}",
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        title=TITLES[language].format(name=name),
        description="",
        place=meeting.place or meeting.body or "",
        address=f"/mentorships/{mentorship.id}#meetings",
        sequence=meeting.sequence,
        cancelled=meeting.state == MeetingState.cancelled,
    )
