"""What the page of an import shows: counts, errors a page at a time, and a few rows of what would change."""

from typing import Any

from flask import request
from sqlmodel import Session

from marketplace.imports.kinds import Kind
from marketplace.imports.models import ImportBatch, ImportRow
from marketplace.imports.queries import earlier_import, next_rows, outcomes_of, wrong_rows
from marketplace.imports.terms import BatchState, Outcome
from marketplace.web.addresses import row_number
from marketplace.web.paging import PER_PAGE, Page, offset_of

SAMPLE = 5


def preview(session: Session, kind: Kind, batch: ImportBatch) -> dict[str, Any]:
    """The words of the page; while the worker is busy there is only the progress."""
    counts = {} if batch.is_busy else outcomes_of(session, batch.id or 0)
    return {
        "kind": kind,
        "labels": {column.name: column.label for column in kind.columns},
        "counts": counts,
        "wrong": _wrong(session, batch),
        "samples": _samples(session, kind, batch),
        "earlier": earlier_import(session, batch),
    }


def _wrong(session: Session, batch: ImportBatch) -> Page[ImportRow]:
    number = request.args.get("page", 1, type=row_number)
    total = 0 if batch.is_busy else batch.bad + batch.refused
    return Page(wrong_rows(session, batch.id or 0, offset=offset_of(number), limit=PER_PAGE) if total else [], total, number)


def _samples(session: Session, kind: Kind, batch: ImportBatch) -> dict[str, list[tuple[ImportRow, Any]]]:
    if batch.state != BatchState.checked:
        return {}
    rows = {name: next_rows(session, batch.id or 0, [name], SAMPLE) for name in (Outcome.new, Outcome.changed)}
    return {name: [(row, kind.differences(session, row.content or {})) for row in found] for name, found in rows.items() if found}
