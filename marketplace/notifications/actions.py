"""Writes of the notifications room."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.notifications.models import Notification


def notify(
    session: Session, person: Person, kind: str, values: Mapping[str, Any], address: str, *, key: str | None = None, mail: bool = False
) -> None:
    """Tell a person something in the app and, with ``mail``, by mail. A ``key`` that was told already is not told again."""
    if key and session.exec(select(Notification.id).where(Notification.key == key)).first():
        return
    session.add(Notification(person_id=person.id or 0, kind=kind, values=dict(values), address=address, key=key, at=clock.now()))
    session.flush()
    if mail and person.email and not person.synthetic:
        letter = {"name": person.name, "kind": kind, "letter_values": dict(values), "address": address}
        payload = {"to": person.email, "template": "notification", "locale": person.locale, "values": letter}
        outbox.post(session, "mail", payload, key=f"notification:{key}" if key else None)


def see_notification(session: Session, notification_id: int, *, by: Person) -> Notification:
    """Open one of one's own: it is seen from now on."""
    found = session.get(Notification, notification_id)
    if found is None or found.person_id != by.id:
        raise NotFound()
    found.seen_at = found.seen_at or clock.now()
    session.add(found)
    session.flush()
    return found


def see_all(session: Session, *, by: Person) -> None:
    """Nothing is new any more."""
    mine = update(Notification).where(col(Notification.person_id) == by.id, col(Notification.seen_at).is_(None))
    session.execute(mine.values(seen_at=clock.now()))
