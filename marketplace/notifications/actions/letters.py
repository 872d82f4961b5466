"""What staff do about a mail that did not go."""

from sqlmodel import Session

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
    was = "given_up" if row.attempts >= outbox.GIVE_UP_AFTER else "failing"
    write_history(session, "letter", row_id, was=was, becomes="waiting", by_id=by.id, reason=row.last_error)
    row.attempts, row.due_at = 0, clock.now()
    session.add(row)
    session.flush()
