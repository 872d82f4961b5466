"""Where a calendar's events come from: each room says what comes up for a person, and the rooms below need not know it."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask, current_app
from flask_babel import force_locale
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.calendar_files import CalendarEvent

# What is over stays this long: programs drop what is no longer there, and somebody may look what last week was.
KEPT = timedelta(days=30)

# The events of one person, given by number, in the language that is spoken just now; addresses are paths. ``since()`` is early enough.
Source = Callable[[Session, int], list[CalendarEvent]]


def offer(app: Flask, source: Source) -> None:
    """Put what one room knows into everybody's calendar."""
    app.extensions.setdefault("calendar_sources", []).append(source)


def since() -> date:
    """Events that ended before this day are in no calendar."""
    return clock.today() - KEPT


def events_of(session: Session, person_id: int) -> list[CalendarEvent]:
    """All events of a person, the soonest first."""
    found = [event for source in current_app.extensions.get("calendar_sources", ()) for event in source(session, person_id)]
    return sorted((event for event in found if event.last_day >= since()), key=lambda event: (event.starts_at, event.uid))


def events_in_own_language(session: Session, person: Person) -> list[CalendarEvent]:
    """The same in the person's own language: a calendar program brings no cookie that says which."""
    with force_locale(person.locale):
        return events_of(session, person.id or 0)


def coming(events: list[CalendarEvent]) -> list[CalendarEvent]:
    """Those that are not over."""
    return [event for event in events if event.ends_at > clock.now()]
