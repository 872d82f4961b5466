"""What was seen."""

from sqlalchemy import update
from sqlmodel import Session, col

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.notifications.models import Notification
from marketplace.notifications.queries import own_notification


def see_notification(session: Session, notification_id: int, *, by: Person) -> Notification:
    """Open one of one's own: it is seen from now on."""
    found = own_notification(session, notification_id, by.id or 0)
    found.seen_at = found.seen_at or clock.now()
    session.add(found)
    session.flush()
    return found


def mark_seen(session: Session, notification_id: int, *, seen: bool, by: Person) -> Notification:
    """Say of one of one's own that it is read, or that one wants to come back to it."""
    found = see_notification(session, notification_id, by=by)
    found.seen_at = found.seen_at if seen else None
    session.flush()
    return found


def see_all(session: Session, *, by: Person) -> None:
    """Nothing is new any more."""
    mine = update(Notification).where(col(Notification.person_id) == by.id, col(Notification.seen_at).is_(None))
    session.execute(mine.values(seen_at=clock.now()))
