"""What waited becomes one mail a day or a week.

The mail and the marks on what it tells are one transaction: a crash loses nothing and doubles nothing. When it goes, and whether it is
still wanted then, is looked at again at the delivery.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.notifications.models import NoticeChoices, Notification
from marketplace.notifications.queries import mails_to
from marketplace.notifications.terms import DIGEST_WAYS, KINDS, MailState, Way
from marketplace.notifications.ways import digest_cut, way_of


def gather_digests(session: Session, person_id: int) -> int:
    """Write the digests of one person that are due now. Returns how many."""
    # Two workers at once: one gathers, the other one leaves this person to it.
    free = select(Person).where(Person.id == person_id).with_for_update(key_share=True, skip_locked=True)
    person = session.exec(free.execution_options(populate_existing=True)).first()
    if person is None:
        return 0
    by_way = _waiting_by_way(session, person)
    _drop(session, by_way.pop(Way.app))
    return sum(_gather(session, person, way, by_way[way]) for way in DIGEST_WAYS)


def _waiting_by_way(session: Session, person: Person) -> dict[Way, list[Notification]]:
    chosen = session.get(NoticeChoices, person.id)
    by_way: dict[Way, list[Notification]] = {way: [] for way in (*DIGEST_WAYS, Way.app)}
    rows = select(Notification).where(Notification.person_id == person.id, Notification.mail == MailState.waiting)
    for row in session.exec(rows.order_by(col(Notification.at), col(Notification.id))):
        way = way_of(chosen.ways if chosen else None, KINDS[row.kind].group) if mails_to(person) else Way.app
        # Who wants such things at once now still hears of the older ones together.
        by_way[Way.daily if way == Way.at_once else way].append(row)
    return by_way


def _drop(session: Session, rows: Sequence[Notification]) -> None:
    for row in rows:
        row.mail = MailState.unwanted
        session.add(row)
    session.flush()


def _gather(session: Session, person: Person, way: Way, waiting: Sequence[Notification]) -> int:
    cut = digest_cut(way, clock.now())
    due = [row for row in waiting if row.at < cut]
    if not due:
        return 0
    found = [{"kind": row.kind, "letter_values": row.values, "address": row.address, "event": row.event} for row in due]
    values = {"way": way, "found": found}
    payload = {"to": person.email, "person_id": person.id, "template": "digest", "locale": person.locale, "values": values}
    posted = outbox.post(session, "mail", payload, key=f"digest:{way}:{person.id}:{cut:%Y-%m-%d}")
    if posted is None:
        # She had that day's or week's mail before she chose this way; the next one tells her.
        return 0
    for row in due:
        row.mail, row.outbox_id = MailState.posted, posted.id
        session.add(row)
    session.flush()
    return 1
