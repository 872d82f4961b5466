"""iCalendar files (RFC 5545): what a person's own calendar understands, as an attachment or as a feed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from icalendar import STATUS, Calendar, Event, vCalAddress, vText

from marketplace import clock

CONTENT_TYPE = "text/calendar; charset=utf-8"
HOUSE = "qihang.invalid"

# No value may hold a control character (RFC 5545, 3.1).
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class CalendarEvent:
    """One appointment. ``uid`` is the same for as long as it is the same appointment, and ``sequence`` rises with every change to it;
    ``address`` is the whole address of its page."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str
    place: str
    address: str
    sequence: int = 0
    cancelled: bool = False

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("a calendar event needs aware times")
        if self.ends_at < self.starts_at:
            raise ValueError("a calendar event cannot end before it starts")


def calendar_file(events: Sequence[CalendarEvent], name: str) -> bytes:
    """The file of these events; ``name`` is what a calendar program calls it. Where all are called off, the file says so as a whole."""
    calendar = Calendar()
    calendar.add("PRODID", "-//Qihang//Qihang//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "CANCEL" if events and all(event.cancelled for event in events) else "PUBLISH")
    # The newer name and the one that today's programs read.
    for name_property in ("NAME", "X-WR-CALNAME"):
        calendar.add(name_property, vText(_clean(name)))
    for event in events:
        calendar.add_component(_component(event))
    return calendar.to_ical()


def as_payload(event: CalendarEvent) -> dict[str, Any]:
    """The event as plain JSON, for the outbox."""
    return asdict(event) | {"starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat()}


def from_payload(payload: Mapping[str, Any]) -> CalendarEvent:
    """The event that ``as_payload`` wrote."""
    times = {name: datetime.fromisoformat(payload[name]) for name in ("starts_at", "ends_at")}
    return CalendarEvent(**{**payload, **times})


def _component(event: CalendarEvent) -> Event:
    component = Event()
    component.add("UID", _clean(event.uid if "@" in event.uid else f"{event.uid}@{HOUSE}"))
    component.add("DTSTAMP", clock.now())
    component.add("DTSTART", event.starts_at.astimezone(UTC))
    component.add("DTEND", event.ends_at.astimezone(UTC))
    component.add("SEQUENCE", event.sequence)
    component.add("STATUS", STATUS.CANCELLED if event.cancelled else STATUS.CONFIRMED)
    component.add("ORGANIZER", _organiser())
    component.add("SUMMARY", _clean(event.title))
    for name, text in (("DESCRIPTION", event.description), ("LOCATION", event.place), ("URL", "".join(event.address.split()))):
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
