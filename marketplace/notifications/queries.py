"""Reads of the notifications room."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.calendar_files import CalendarEvent, from_payload
from marketplace.errors import NotFound
from marketplace.notifications.models import NoticeChoices, Notification
from marketplace.notifications.terms import KINDS, Group, MailState, Way
from marketplace.notifications.ways import digest_cut, way_of
from marketplace.outbox import GIVE_UP_AFTER, OutboxRow

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


def mails_to(person: Person) -> bool:
    """Whether there is somebody to write to."""
    return bool(person.email) and person.active and not person.synthetic


def notification_count(session: Session, person_id: int, group: Group | None = None, *, unseen: bool = False) -> int:
    """How much the person was told, at all or of one group."""
    rows = select(func.count()).select_from(Notification).where(*_asked(person_id, group, unseen=unseen))
    return session.exec(rows).one()


def notifications_of(
    session: Session, person_id: int, offset: int, limit: int, group: Group | None = None, *, unseen: bool = False
) -> list[Notification]:
    """What the person was told, latest first."""
    mine = select(Notification).where(*_asked(person_id, group, unseen=unseen))
    return list(session.exec(mine.order_by(col(Notification.at).desc(), col(Notification.id).desc()).offset(offset).limit(limit)))


def _asked(person_id: int, group: Group | None, *, unseen: bool) -> list[ColumnElement[bool]]:
    asked = [col(Notification.person_id) == person_id]
    if group:
        asked.append(col(Notification.kind).in_([name for name, kind in KINDS.items() if kind.group == group]))
    return asked + ([col(Notification.seen_at).is_(None)] if unseen else [])


def own_notification(session: Session, notification_id: int, person_id: int) -> Notification:
    """One that the person was told; another's is as absent as one that never was."""
    found = session.get(Notification, notification_id)
    if found is None or found.person_id != person_id:
        raise NotFound()
    return found


def event_of(session: Session, notification_id: int, person_id: int) -> CalendarEvent:
    """The date that came along with one of the person's notifications."""
    found = own_notification(session, notification_id, person_id)
    if found.event is None:
        raise NotFound()
    return from_payload(found.event)


def choices_of(session: Session, person_id: int) -> NoticeChoices:
    """How the person wants to hear of things; what the house does by itself for who never chose."""
    return session.get(NoticeChoices, person_id) or NoticeChoices(person_id=person_id)


def people_with_digest(session: Session) -> list[int]:
    """Those for whom something waits that belongs into a digest that is due."""
    now = clock.now()
    first: Any = func.min(Notification.at)
    rows: Any = select(Notification.person_id, Notification.kind, first, NoticeChoices.ways)
    rows = rows.outerjoin(NoticeChoices, col(NoticeChoices.person_id) == Notification.person_id)
    rows = rows.where(Notification.mail == MailState.waiting, col(Notification.at) < digest_cut(Way.daily, now))
    found = set()
    # Grouped by person and kind; the ways of a person stand in one row.
    for person_id, kind, since, ways in session.exec(_one_a_kind(rows)):
        way = way_of(ways, KINDS[kind].group)
        if since < digest_cut(Way.weekly if way == Way.weekly else Way.daily, now):
            found.add(person_id)
    return sorted(found)


def _one_a_kind(rows: Any) -> Any:
    return rows.group_by(Notification.person_id, Notification.kind, NoticeChoices.person_id)


def reader_of(session: Session, payload: Mapping[str, Any]) -> Person | None:
    """Whom a mail is for: by number, or by the address where a room wrote no more."""
    if "person_id" in payload:
        return session.get(Person, payload["person_id"])
    return session.exec(select(Person).where(Person.email == payload["to"])).first()


def _troubled() -> list[ColumnElement[bool]]:
    return [col(OutboxRow.topic) == "mail", col(OutboxRow.last_error).is_not(None)]


def troubled_letters(session: Session, offset: int, limit: int) -> list[OutboxRow]:
    """Mails that did not go at the first try, latest first."""
    return list(session.exec(select(OutboxRow).where(*_troubled()).order_by(col(OutboxRow.id).desc()).offset(offset).limit(limit)))


def troubled_count(session: Session) -> int:
    """How many mails did not go at the first try."""
    return session.exec(select(func.count()).select_from(OutboxRow).where(*_troubled())).one()


def mail_counts(session: Session) -> dict[str, int]:
    """Mails on their way, given up, and waiting for a digest."""
    undone = select(func.count()).select_from(OutboxRow).where(OutboxRow.topic == "mail", col(OutboxRow.done_at).is_(None))
    waiting = select(func.count()).select_from(Notification).where(Notification.mail == MailState.waiting)
    return {
        "on_the_way": session.exec(undone.where(col(OutboxRow.attempts) < GIVE_UP_AFTER)).one(),
        "given_up": session.exec(undone.where(col(OutboxRow.attempts) >= GIVE_UP_AFTER)).one(),
        "digest": session.exec(waiting).one(),
    }


def is_told(session: Session, key: str) -> bool:
    """Whether something was told under this key."""
    return session.exec(select(Notification.id).where(Notification.key == key)).first() is not None
