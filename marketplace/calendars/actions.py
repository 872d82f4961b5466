"""Writes of the calendars room."""

import secrets

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.calendars.models import CalendarFeed
from marketplace.calendars.tokens import hash_of, token_of
from marketplace.history import write_history

SUBJECT = "calendar_feed"


def make_address(session: Session, *, by: Person, secret: str) -> CalendarFeed:
    """Give the person a new secret address; the one before leads nowhere from now on."""
    before, number = _feed_of(session, by), by.id or 0
    feed = before or CalendarFeed(person_id=number, nonce="", token_hash="")
    feed.nonce = secrets.token_hex(16)
    feed.token_hash, feed.made_at = hash_of(token_of(number, feed.nonce, secret)), clock.now()
    session.add(feed)
    write_history(session, SUBJECT, number, was="open" if before else None, becomes="open", by_id=number)
    session.flush()
    return feed


def revoke_address(session: Session, *, by: Person) -> None:
    """Take the address away; revoked twice, it is as revoked as once."""
    feed = _feed_of(session, by)
    if feed is None:
        return
    session.delete(feed)
    write_history(session, SUBJECT, feed.person_id, was="open", becomes="revoked", by_id=by.id)
    session.flush()


def _feed_of(session: Session, person: Person) -> CalendarFeed | None:
    # A button pressed twice does its work one after the other, instead of ending in an error.
    session.exec(select(Person.id).where(Person.id == person.id).with_for_update()).one()
    return session.get(CalendarFeed, person.id)
