"""The one way to tell somebody something."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.calendar_files import CalendarEvent, as_payload
from marketplace.notifications.models import NoticeChoices, Notification
from marketplace.notifications.queries import mails_to
from marketplace.notifications.terms import KINDS, MailState, Way
from marketplace.notifications.ways import way_of


def notify(
    session: Session,
    person: Person,
    kind: str,
    values: Mapping[str, Any],
    address: str,
    *,
    key: str | None = None,
    event: CalendarEvent | None = None,
) -> None:
    """Tell a person something in the app, and by mail the way she chose for this group of things.

    A ``key`` that she was told already is not told again. ``event`` goes along as a file for her calendar.
    """
    told = Notification(
        person_id=person.id or 0,
        kind=kind,
        values=dict(values),
        address=address,
        event=as_payload(event) if event else None,
        key=key,
        at=clock.now(),
        mail=_way_by_mail(session, person, kind),
    )
    if _is_new(session, told) and told.mail == MailState.posted:
        _post(session, person, told)


def _way_by_mail(session: Session, person: Person, kind: str) -> MailState:
    what = KINDS[kind]
    if not what.by_mail or not mails_to(person):
        return MailState.app
    chosen = session.get(NoticeChoices, person.id)
    way = way_of(chosen.ways if chosen else None, what.group)
    return {Way.at_once: MailState.posted, Way.app: MailState.app}.get(way, MailState.waiting)


def _is_new(session: Session, told: Notification) -> bool:
    if _known(session, told):
        return False
    try:
        with session.begin_nested():
            session.add(told)
    except IntegrityError:
        # Somebody told it since we looked; anything else that went wrong is not ours to hide.
        if not _known(session, told):
            raise
        return False
    return True


def _known(session: Session, told: Notification) -> bool:
    same = select(Notification.id).where(Notification.person_id == told.person_id, Notification.key == told.key)
    return told.key is not None and session.exec(same).first() is not None


def _post(session: Session, person: Person, told: Notification) -> None:
    letter = {"kind": told.kind, "letter_values": told.values, "address": told.address, "event": told.event}
    payload = {"to": person.email, "person_id": person.id, "template": "notification", "locale": person.locale, "values": letter}
    row = outbox.post(session, "mail", payload, key=f"notification:{told.id}")
    told.outbox_id = row.id if row else None
    session.add(told)
    session.flush()
