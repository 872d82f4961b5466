"""Reads of the calendars room."""

from sqlmodel import Session, select

from marketplace.accounts.models import Person
from marketplace.calendars.models import CalendarFeed
from marketplace.calendars.tokens import hash_of, token_of
from marketplace.errors import NotFound


def address_of(session: Session, person_id: int, *, secret: str) -> str | None:
    """The path of the person's calendar, or None before it is made, after it is revoked, and after the house's key was changed."""
    feed = session.get(CalendarFeed, person_id)
    token = token_of(person_id, feed.nonce, secret) if feed else ""
    return f"/calendar/{token}.ics" if feed and feed.token_hash == hash_of(token) else None


def person_of_token(session: Session, token: str) -> Person:
    """Whose calendar this is; for everybody else there is nothing here."""
    rows = select(Person).join(CalendarFeed).where(CalendarFeed.token_hash == hash_of(token))
    person = session.exec(rows).first()
    if person is None or not person.active:
        raise NotFound()
    return person
