"""Reads of the notifications room."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, func
from sqlmodel import Session, col, select

from marketplace.notifications.models import Notification

# Asked for by every page that a signed-in person reads, so it is made once.
_UNSEEN = (
    select(func.count()).select_from(Notification).where(Notification.person_id == bindparam("person"), col(Notification.seen_at).is_(None))
)


def unseen_count(session: Session, person_id: int) -> int:
    """How much the person has not opened yet."""
    return int(session.connection().execute(_UNSEEN, {"person": person_id}).scalar_one())


def untold(key: Any) -> ColumnElement[bool]:
    """A condition on rows of another table: nothing was told yet under the ``key`` that the row makes."""
    return ~select(Notification.id).where(col(Notification.key) == key).exists()


def notification_count(session: Session, person_id: int) -> int:
    """How much the person was told at all."""
    return session.exec(select(func.count()).select_from(Notification).where(Notification.person_id == person_id)).one()


def notifications_of(session: Session, person_id: int, offset: int, limit: int) -> list[Notification]:
    """What the person was told, latest first."""
    mine = select(Notification).where(Notification.person_id == person_id)
    return list(session.exec(mine.order_by(col(Notification.at).desc(), col(Notification.id).desc()).offset(offset).limit(limit)))


def is_told(session: Session, key: str) -> bool:
    """Whether something was told under this key."""
    return session.exec(select(Notification.id).where(Notification.key == key)).first() is not None
