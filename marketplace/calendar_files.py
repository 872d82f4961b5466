"""iCalendar files (RFC 5545): what a person's own calendar understands, as an attachment or as a feed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import STATUS, Calendar, Event, vCalAddress, vDuration, vText

from marketplace import clock

CONTENT_TYPE = "text/calendar; charset=utf-8"
HOUSE = "qihang.invalid"
READ_AGAIN_AFTER = timedelta(hours=6)

# No value may hold a control character (RFC 5545, 3.1).
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class CalendarEvent:
    """One appointment. ``uid`` is the same for as long as it is the same appointment, and ``sequence`` rises with every change to it.

    ``address`` is that of its page; a path of the house is made whole with ``site`` when the file is written. An ``all_day`` event
    takes whole days of the city (``whole_days``) and leaves its person free.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str
    place: str
    address: str
    sequence: int = 0
    cancelled: bool = False
    all_day: bool = False

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("a calendar event needs aware times")
        if self.ends_at < self.starts_at:
            raise ValueError("a calendar event cannot end before it starts")

    @property
    def first_day(self) -> date:
        """The day in the city on which it starts."""
        return self.starts_at.astimezone(clock.CITY_ZONE).date()

    @property
    def last_day(self) -> date:
        """The last day in the city that it touches; its end at midnight touches no further one."""
        end = self.ends_at.astimezone(clock.CITY_ZONE)
        touches_no_more = end.time() == time.min and end > self.starts_at
        return end.date() - timedelta(days=touches_no_more)


def whole_days(first: date, last: date) -> dict[str, Any]:
    """The times of an event that takes the days from ``first`` to ``last``, as arguments of ``CalendarEvent``."""
    starts_at, ends_at = (datetime.combine(day, time.min, tzinfo=clock.CITY_ZONE) for day in (first, last + timedelta(days=1)))
    return {"starts_at": starts_at, "ends_at": ends_at, "all_day": True}


def calendar_file(events: Sequence[CalendarEvent], name: str, site: str = "") -> bytes:
    """The file of these events; ``name`` is what a calendar program calls it. Where all are called off, the file says so as a whole."""
    is_calling_off = events and all(event.cancelled for event in events)
    return _calendar(events, name, site, method="CANCEL" if is_calling_off else "PUBLISH").to_ical()


def feed_file(events: Sequence[CalendarEvent], name: str, site: str = "") -> bytes:
    """The same for an address that programs read again and again."""
    calendar = _calendar(events, name, site, method="PUBLISH")
    calendar.add("REFRESH-INTERVAL", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(READ_AGAIN_AFTER))
    return calendar.to_ical()


def _calendar(events: Sequence[CalendarEvent], name: str, site: str, *, method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", "-//Qihang//Qihang//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    # The newer name and the one that today's programs read.
    for name_property in ("NAME", "X-WR-CALNAME"):
        calendar.add(name_property, vText(_clean(name)))
    for event in events:
        calendar.add_component(_component(event, site))
    return calendar


def as_payload(event: CalendarEvent) -> dict[str, Any]:
    """The event as plain JSON, for the outbox."""
    return asdict(event) | {"starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat()}


def from_payload(payload: Mapping[str, Any]) -> CalendarEvent:
    """The event that ``as_payload`` wrote."""
    times = {name: datetime.fromisoformat(payload[name]) for name in ("starts_at", "ends_at")}
    return CalendarEvent(**{**payload, **times})


def _component(event: CalendarEvent, site: str) -> Event:
    component = Event()
    component.add("UID", _clean(event.uid if "@" in event.uid else f"{event.uid}@{HOUSE}"))
    component.add("DTSTAMP", clock.now())
    component.add("DTSTART", event.first_day if event.all_day else event.starts_at.astimezone(UTC))
    component.add("DTEND", event.last_day + timedelta(days=1) if event.all_day else event.ends_at.astimezone(UTC))
    component.add("TRANSP", "TRANSPARENT" if event.all_day else "OPAQUE")
    component.add("SEQUENCE", event.sequence)
    component.add("STATUS", STATUS.CANCELLED if event.cancelled else STATUS.CONFIRMED)
    component.add("ORGANIZER", _organiser())
    component.add("SUMMARY", _clean(event.title))
    address = "".join(event.address.split())
    whole = site + address if address.startswith("/") else address
    for name, text in (("DESCRIPTION", event.description), ("LOCATION", event.place), ("URL", whole)):
        if text:
            component.add(name, _clean(text))
    return component


def _organiser() -> vCalAddress:
    """A published event needs one (RFC 5546, 3.2.1); an answer to it goes nowhere, as with the house's mail."""
    organiser = vCalAddress(f"mailto:noreply@{HOUSE}")
    organiser.params["CN"] = vText("Qihang")
    return organiser


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n"))
