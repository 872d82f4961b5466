"""Reads of the imports room."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.imports.models import ImportBatch, ImportRow
from marketplace.imports.policies import may_see_import
from marketplace.imports.terms import WRONG, BatchState, Outcome

RECENT = 20


def get_batch(session: Session, batch_id: int, *, by: Person) -> ImportBatch:
    """One import of the person's own."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None or not may_see_import(by, batch):
        raise NotFound()
    return batch


def imports_of(session: Session, person_id: int) -> list[ImportBatch]:
    """The person's latest imports."""
    rows = select(ImportBatch).where(ImportBatch.by_id == person_id).order_by(col(ImportBatch.id).desc())
    return list(session.exec(rows.limit(RECENT)))


def earlier_import(session: Session, batch: ImportBatch) -> ImportBatch | None:
    """The last time that the same person imported exactly this file."""
    same = select(ImportBatch).where(ImportBatch.sha256 == batch.sha256, ImportBatch.by_id == batch.by_id, ImportBatch.kind == batch.kind)
    before = same.where(ImportBatch.state == BatchState.done, col(ImportBatch.id) < batch.id)
    return session.exec(before.order_by(col(ImportBatch.id).desc())).first()


def next_rows(session: Session, batch_id: int, outcomes: Iterable[Outcome], limit: int) -> list[ImportRow]:
    """The next rows in one of the states, in the order of the sheet."""
    rows = select(ImportRow).where(ImportRow.batch_id == batch_id, col(ImportRow.outcome).in_(list(outcomes)))
    return list(session.exec(rows.order_by(col(ImportRow.number)).limit(limit)))


def outcomes_of(session: Session, batch_id: int) -> dict[Outcome, int]:
    """How many rows there are of each outcome."""
    rows = select(ImportRow.outcome, func.count()).where(ImportRow.batch_id == batch_id).group_by(col(ImportRow.outcome))
    return {Outcome(outcome): count for outcome, count in session.exec(rows)}


def wrong_rows(session: Session, batch_id: int, *, offset: int = 0, limit: int | None = None) -> list[ImportRow]:
    """Rows with errors, in the order of the sheet."""
    rows = select(ImportRow).where(ImportRow.batch_id == batch_id, col(ImportRow.outcome).in_(WRONG)).order_by(col(ImportRow.number))
    return list(session.exec(rows.offset(offset).limit(limit) if limit else rows))


def rows_with_keys(session: Session, batch_id: int, keys: Sequence[str]) -> dict[str, int]:
    """The first row of each key: a second one is a mistake."""
    rows = select(ImportRow.key, func.min(ImportRow.number)).where(ImportRow.batch_id == batch_id, col(ImportRow.key).in_(keys))
    return dict(session.exec(rows.group_by(col(ImportRow.key))).all())
