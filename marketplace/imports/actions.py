"""Writes of the imports room: a file is taken in, confirmed or discarded. What lies between is in ``work.py``."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlmodel import Session, col

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.history import write_history
from marketplace.imports.models import ImportBatch, ImportFile, ImportRow
from marketplace.imports.policies import may_import, may_see_import
from marketplace.imports.terms import KEPT_DAYS, BatchState

SUBJECT = "import"
TOPIC = "import"


@dataclass(frozen=True)
class Upload:
    """A file that was looked at from outside: it can be read, and it has the columns it needs."""

    kind: str
    file_name: str
    data: bytes
    encoding: str
    ignored: tuple[str, ...] = ()


def take_in(session: Session, upload: Upload, *, by: Person) -> ImportBatch:
    """Keep a file and have its rows checked. Nothing is imported yet."""
    if not may_import(by):
        raise NotAllowed()
    batch = ImportBatch(
        kind=upload.kind,
        by_id=by.id or 0,
        file_name=upload.file_name,
        sha256=hashlib.sha256(upload.data).hexdigest(),
        encoding=upload.encoding,
        ignored=list(upload.ignored),
    )
    session.add(batch)
    session.flush()
    session.add(ImportFile(batch_id=batch.id or 0, data=upload.data))
    write_history(session, SUBJECT, batch.id or 0, was=None, becomes=BatchState.checking, by_id=by.id)
    go_on(session, batch)
    return batch


def confirm_import(session: Session, batch_id: int, option: str, *, by: Person) -> ImportBatch:
    """Have the good rows written. A second yes, at the same time or later, is the same yes."""
    batch = _own(session, batch_id, by=by)
    if batch.state in (BatchState.running, BatchState.done):
        return batch
    if batch.state != BatchState.checked:
        raise Refusal(N_("This file cannot be imported now. Look at its page, or send it again."))
    if not batch.good:
        raise Refusal(N_("There is no good row to import. Mend the rows and send the file again."))
    batch.option, batch.done = option, 0
    move(session, batch, BatchState.running, by_id=by.id)
    go_on(session, batch)
    return batch


def discard_import(session: Session, batch_id: int, *, by: Person) -> ImportBatch:
    """Import nothing of a file."""
    batch = _own(session, batch_id, by=by)
    if batch.state not in (BatchState.checking, BatchState.checked):
        raise Refusal(N_("This import is under way or over; it cannot be discarded any more."))
    session.execute(delete(ImportFile).where(col(ImportFile.batch_id) == batch.id))
    move(session, batch, BatchState.discarded, by_id=by.id)
    return batch


def fail_import(session: Session, batch: ImportBatch, why: Mapping[str, str]) -> None:
    """Nothing can come of this file; ``why`` is the sentence in both languages."""
    session.execute(delete(ImportFile).where(col(ImportFile.batch_id) == batch.id))
    batch.failure = dict(why)
    move(session, batch, BatchState.failed, by_id=None)


def move(session: Session, batch: ImportBatch, state: BatchState, *, by_id: int | None) -> None:
    """Change the state and remember it; without ``by_id`` it was the worker."""
    was, batch.state = batch.state, state
    session.add(batch)
    session.flush()
    write_history(session, SUBJECT, batch.id or 0, was=was, becomes=state, by_id=by_id)


def go_on(session: Session, batch: ImportBatch) -> None:
    """Ask the worker for the next piece; the same piece is asked for once."""
    outbox.post(session, TOPIC, {"id": batch.id}, key=f"import-{batch.id}-{batch.state}-{batch.total}-{batch.done}")


def held_batch(session: Session, batch_id: int) -> ImportBatch | None:
    """One import, held until the end of the transaction, as it is now."""
    row = session.execute(
        select(ImportBatch).where(col(ImportBatch.id) == batch_id).with_for_update().execution_options(populate_existing=True)
    )
    return row.scalar_one_or_none()


def remove_old_imports(session: Session) -> int:
    """Forget what was sent a month ago; what was imported stays."""
    old = select(col(ImportBatch.id)).where(col(ImportBatch.created_at) < clock.now() - timedelta(days=KEPT_DAYS))
    ids = list(session.execute(old).scalars())
    for table, column in ((ImportRow, ImportRow.batch_id), (ImportFile, ImportFile.batch_id), (ImportBatch, ImportBatch.id)):
        session.execute(delete(table).where(col(column).in_(ids)))
    return len(ids)


def _own(session: Session, batch_id: int, *, by: Person) -> ImportBatch:
    batch = held_batch(session, batch_id)
    if batch is None or not may_see_import(by, batch):
        raise NotFound()
    return batch
