"""What the training room puts into a person's calendar: the classes in which she has a seat."""

from flask_babel import gettext
from sqlmodel import Session

from marketplace.calendar_files import CalendarEvent, whole_days
from marketplace.calendars.sources import since
from marketplace.training.models import TrainingClass
from marketplace.training.queries import seated_classes
from marketplace.training.terms import ClassState
from marketplace.web.i18n import said


def class_events(session: Session, person_id: int) -> list[CalendarEvent]:
    """The person's classes from the first to the last day; one that was cancelled says so."""
    return [_event(one) for one in seated_classes(session, person_id, since())]


def _event(one: TrainingClass) -> CalendarEvent:
    is_cancelled = one.state == ClassState.cancelled
    return CalendarEvent(
        uid=f"class-{one.id}",
        **whole_days(one.starts_on, one.ends_on),
        title=said(one.course, "title"),
        description=gettext("Class of %(provider)s", provider=said(one.provider)),
        place=said(one, "place") or (gettext("online") if one.online else ""),
        address=f"/classes/{one.id}",
        sequence=int(is_cancelled),
        cancelled=is_cancelled,
    )
