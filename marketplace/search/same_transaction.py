"""The SQL engine's index changes in the transaction of the row it speaks of: both are there, or neither.

Actions post to the outbox as they do for every engine. Just before such a transaction commits, its
own search rows are delivered through its own connection and marked as done. Where this was not set
up, or there is no index yet, the rows stay in the outbox and the worker delivers them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event, update
from sqlalchemy import orm as sa_orm
from sqlalchemy.pool import Pool
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.outbox import OutboxRow
from marketplace.search.engine import Document, IndexUnusable
from marketplace.search.sql_engine import SqlEngine

TOPIC = "search"
Sources = Mapping[str, Callable[[Session, Iterable[int]], Iterable[Document]]]


@dataclass(frozen=True)
class InStep:
    """An index, and where its documents come from."""

    index: SqlEngine
    sources: Sources


# By pool, because an engine and its offspring with other options share it.
_in_step: WeakKeyDictionary[Pool, InStep] = WeakKeyDictionary()


def keep_in_step(engine: Engine, index: SqlEngine, sources: Sources) -> None:
    """From now on every session of ``engine`` (or of its offspring) changes ``index`` before it commits."""
    _in_step[engine.pool] = InStep(index, sources)


def _of(session: sa_orm.Session) -> InStep | None:
    return _in_step.get(session.bind.pool) if isinstance(session.bind, Engine) else None


def _note(session: sa_orm.Session, _context: Any) -> None:
    if _of(session):
        posted = [row for row in session.new if isinstance(row, OutboxRow) and row.topic == TOPIC]
        session.info.setdefault(TOPIC, []).extend(posted)


def _before_commit(session: sa_orm.Session) -> None:
    in_step = _of(session)
    if in_step is None:
        return
    session.flush()
    ids = [row.id for row in session.info.pop(TOPIC, ())]
    if ids:
        _deliver(session, in_step, ids)


def _forget(session: sa_orm.Session) -> None:
    session.info.pop(TOPIC, None)


event.listen(sa_orm.Session, "after_flush", _note)
event.listen(sa_orm.Session, "before_commit", _before_commit)
event.listen(sa_orm.Session, "after_rollback", _forget)


def _deliver(session: sa_orm.Session, in_step: InStep, ids: list[int | None]) -> None:
    # A session of its own on the same connection: what the other one has in memory may be older than its rows.
    with Session(session.connection(), join_transaction_mode="rollback_only") as inner:
        waiting = select(OutboxRow).where(col(OutboxRow.id).in_(ids), col(OutboxRow.done_at).is_(None))
        wanted: dict[str, set[int]] = defaultdict(set)
        for row in inner.exec(waiting):
            wanted[row.payload["kind"]].add(row.payload["id"])
        documents = [document for kind, numbers in wanted.items() for document in in_step.sources[kind](inner, sorted(numbers))]
        gone = {(kind, number) for kind, numbers in wanted.items() for number in numbers} - {each.key for each in documents}
        try:
            in_step.index.apply_within(inner.connection(), documents, sorted(gone))
        except IndexUnusable:
            return
        inner.execute(update(OutboxRow).where(col(OutboxRow.id).in_(ids)).values(done_at=clock.now()))
