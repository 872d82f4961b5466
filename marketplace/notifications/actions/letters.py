"""What staff do about a mail that did not go."""

from sqlmodel import Session, col, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history


class SentAlready(Refusal):
    """The mail went, or is not wanted any more."""

    def __init__(self) -> None:
        super().__init__(N_("This mail needs no other try: it was sent, or nobody wants it any more."))


def send_again(session: Session, row_id: int, *, by: Person) -> None:
    """Let the worker try a mail anew, as if it had never failed."""
    row = session.get(outbox.OutboxRow, row_id, with_for_update=True)
    if row is None or row.topic != "mail":
        raise NotFound()
    if row.done_at:
        raise SentAlready()
    _begin_anew(session, row, by=by)


def send_given_up_again(session: Session, *, by: Person) -> int:
    """The same for all that were given up, as after a night without a mail server. Returns how many."""
    given_up = select(outbox.OutboxRow).where(
        outbox.OutboxRow.topic == "mail",
        col(outbox.OutboxRow.done_at).is_(None),
        col(outbox.OutboxRow.attempts) >= outbox.GIVE_UP_AFTER,
    )
    rows = session.exec(given_up.with_for_update()).all()
    for row in rows:
        _begin_anew(session, row, by=by)
    return len(rows)


def _begin_anew(session: Session, row: outbox.OutboxRow, *, by: Person) -> None:
    was = "given_up" if row.attempts >= outbox.GIVE_UP_AFTER else "failing"
    write_history(session, "letter", row.id or 0, was=was, becomes="waiting", by_id=by.id, reason=row.last_error)
    row.attempts, row.due_at = 0, clock.now()
    session.add(row)
    session.flush()
