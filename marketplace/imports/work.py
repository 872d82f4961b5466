"""What the worker does with a file, piece by piece: its rows are read, checked, and after a yes written.

Each piece is one transaction that ends by asking for the next one, so that a crash loses at most the piece in hand, mail
and index are served in between, and a piece that is delivered twice finds its rows done.
"""

import time
from collections.abc import Sequence
from typing import Any

import structlog
from flask import Flask
from sqlalchemy import Engine, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.db import open_session, transaction
from marketplace.errors import N_, Refusal
from marketplace.imports.actions import fail_import, go_on, held_batch, move
from marketplace.imports.cells import meant
from marketplace.imports.checking import SHOWN, findings
from marketplace.imports.kinds import Kind
from marketplace.imports.models import ImportBatch, ImportFile, ImportRow
from marketplace.imports.queries import next_rows, outcomes_of
from marketplace.imports.reading import read_rows
from marketplace.imports.refusals import Unreadable
from marketplace.imports.terms import CHUNK, GOOD, BatchState, Outcome
from marketplace.outbox import OutboxRow
from marketplace.web.i18n import in_both

log = structlog.get_logger()

LONGEST_KEY = 60
PAUSE = 0.15
TAKEN = N_("Somebody else wrote an entry with this key at the same time. Send the row again.")


def deliver_imports(app: Flask, rows: Sequence[OutboxRow]) -> None:
    """Do the next piece of each import named in ``rows``."""
    for row in rows:
        _do_next(app, row.payload["id"])


def _do_next(app: Flask, batch_id: int) -> None:
    engine: Engine = app.extensions["engine"]
    with open_session(engine, writes=False) as session:
        batch, file = session.get(ImportBatch, batch_id), session.get(ImportFile, batch_id)
    if batch is None or not batch.is_busy:
        return
    kind: Kind = app.extensions["imports"][batch.kind]
    if file is not None:
        _take_rows(app, kind, engine, batch_id, file.data)
    elif batch.state == BatchState.checking:
        _check(app, kind, engine, batch_id)
    else:
        _write(app, kind, engine, batch_id)
        _make_way(engine)


def _make_way(engine: Engine) -> None:
    # Who waits for SQLite's lock asks for it every tenth of a second: without a pause it would be taken again each time.
    if engine.dialect.name == "sqlite":
        time.sleep(PAUSE)


def _take_rows(app: Flask, kind: Kind, engine: Engine, batch_id: int, data: bytes) -> None:
    with app.app_context():
        try:
            rows = read_rows(data, kind.columns)
        except Unreadable as refusal:
            with transaction(engine) as session:
                if batch := _still(session, batch_id, BatchState.checking):
                    fail_import(session, batch, in_both(refusal.msgid, **refusal.values))
            return
    with transaction(engine) as session:
        batch, file = _still(session, batch_id, BatchState.checking), session.get(ImportFile, batch_id)
        if batch is None or file is None:
            return
        session.delete(file)
        if rows:
            session.execute(insert(ImportRow), [_row(batch_id, number, cells) for number, cells in rows])
        batch.total = len(rows)
        session.add(batch)
        go_on(session, batch)


def _row(batch_id: int, number: int, cells: dict[str, Any]) -> dict[str, Any]:
    key = meant(cells.get("key", ""))[:LONGEST_KEY]
    return {"batch_id": batch_id, "number": number, "key": key, "outcome": Outcome.waiting, "cells": cells, "errors": []}


def _check(app: Flask, kind: Kind, engine: Engine, batch_id: int) -> None:
    # Understanding takes longest, so it is done before the write lock is taken.
    with app.app_context(), open_session(engine, writes=False) as session:
        rows = next_rows(session, batch_id, [Outcome.waiting], CHUNK)
        sender = session.get_one(Person, session.get_one(ImportBatch, batch_id).by_id)
        found = findings(app, kind, session, sender, rows) if rows else []
    with transaction(engine) as session:
        batch = _still(session, batch_id, BatchState.checking)
        if batch is None:
            return
        if found:
            session.execute(update(ImportRow), found)
        _count_checked(session, batch)
        if batch.done < batch.total:
            go_on(session, batch)
        else:
            move(session, batch, BatchState.checked, by_id=None)


def _count_checked(session: Session, batch: ImportBatch) -> None:
    counts = outcomes_of(session, batch.id or 0)
    batch.done = batch.total - counts.get(Outcome.waiting, 0)
    batch.bad = counts.get(Outcome.bad, 0)
    batch.good = batch.done - batch.bad


def _write(app: Flask, kind: Kind, engine: Engine, batch_id: int) -> None:
    with app.app_context(), transaction(engine) as session:
        batch = _still(session, batch_id, BatchState.running)
        if batch is None:
            return
        sender = session.get_one(Person, batch.by_id)
        for row in next_rows(session, batch_id, GOOD, CHUNK):
            _write_row(kind, session, row, by=sender, option=batch.option or "")
        session.flush()
        _count_written(session, batch)
        if batch.done < batch.good:
            go_on(session, batch)
        else:
            move(session, batch, BatchState.done, by_id=None)


def _write_row(kind: Kind, session: Session, row: ImportRow, *, by: Person, option: str) -> None:
    try:
        with session.begin_nested():
            row.outcome = kind.write(session, row.content or {}, by=by, option=option)
    except Refusal as refusal:
        _refuse(row, in_both(refusal.msgid, **refusal.values))
    except IntegrityError:
        log.exception("import.row", batch=row.batch_id, row=row.number)
        _refuse(row, in_both(TAKEN))
    session.add(row)


def _refuse(row: ImportRow, said: dict[str, str]) -> None:
    row.outcome, row.errors = Outcome.refused, [{"column": "key", "value": row.key[:SHOWN], **said}]


def _count_written(session: Session, batch: ImportBatch) -> None:
    counts = outcomes_of(session, batch.id or 0)
    batch.created, batch.updated = counts.get(Outcome.created, 0), counts.get(Outcome.updated, 0)
    batch.unchanged, batch.refused = counts.get(Outcome.unchanged, 0), counts.get(Outcome.refused, 0)
    batch.done = batch.created + batch.updated + batch.unchanged + batch.refused


def _still(session: Session, batch_id: int, state: BatchState) -> ImportBatch | None:
    # Held, so that two workers take turns and a piece is never done twice.
    batch = held_batch(session, batch_id)
    return batch if batch and batch.state == state else None
