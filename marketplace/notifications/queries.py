"""Reads of the notifications room."""

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from marketplace.notifications.models import Notification

# Asked for by every page that a signed-in person reads, so it is made once.
_UNSEEN = (
    select(func.count()).select_from(Notification).where(Notification.person_id == bindparam("person"), col(Notification.seen_at).is_(None))
)


def unseen_count(session: Session, person_id: int) -> int:
    """How much the person has not opened yet."""
    return int(session.connection().execute(_UNSEEN, {"person": person_id}).scalar_one())


def notification_count(session: Session, person_id: int) -> int:
    """How much the person was told at all."""
    return session.exec(select(func.count()).select_from(Notification).where(Notification.person_id == person_id)).one()


def notifications_of(session: Session, person_id: int, offset: int, limit: int) -> list[Notification]:
    """What the person was told, latest first."""
    mine = select(Notification).where(Notification.person_id == person_id)
    return list(session.exec(mine.order_by(col(Notification.at).desc(), col(Notification.id).desc()).offset(offset).limit(limit)))
