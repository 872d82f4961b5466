"""What must leave the database after a commit: search updates, mail, jobs.

A row is written in the same transaction as the fact it announces, so nothing is announced that did not happen and
nothing that happened is forgotten. Delivery is at least once; ``key`` makes a second delivery harmless.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import JSON, Column, Engine, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from marketplace import clock
from marketplace.db import open_session, transaction

log = structlog.get_logger()

BATCH = 200
GIVE_UP_AFTER = 12
# As long as one delivery may take; what a killed worker had in its hands is due again after that.
HELD = timedelta(minutes=2)


class OutboxRow(SQLModel, table=True):
    """One thing to deliver."""

    __tablename__ = "outbox"

    id: int | None = Field(default=None, primary_key=True)
    topic: str = Field(max_length=32, index=True)
    key: str | None = Field(default=None, max_length=120, unique=True, description="at most one row for one event")
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(default_factory=clock.now)
    due_at: datetime = Field(default_factory=clock.now, index=True)
    done_at: datetime | None = Field(default=None, index=True)
    attempts: int = 0
    last_error: str | None = None


Deliver = Callable[[Sequence[OutboxRow]], None]


class Unwanted(Exception):
    """A delivery says this of a row that is not to be delivered any more; why is kept in the row."""


class Later(Exception):
    """A delivery says this of a row for which it is too early; that is no failure."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until}")
        self.until = until


def post(session: Session, topic: str, payload: Mapping[str, Any], *, key: str | None = None) -> OutboxRow | None:
    """Put one thing into the outbox; a ``key`` that is already there is not posted again, and gives None."""
    if key and session.exec(select(OutboxRow.id).where(OutboxRow.key == key)).first():
        return None
    row = OutboxRow(topic=topic, payload=dict(payload), key=key, created_at=clock.now(), due_at=clock.now())
    session.add(row)
    session.flush()
    return row


def waiting(session: Session) -> int:
    """How many rows are not delivered yet."""
    return session.exec(select(func.count()).select_from(OutboxRow).where(col(OutboxRow.done_at).is_(None))).one()


def overdue(session: Session) -> int:
    """How many rows are not delivered though it is time."""
    late = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.done_at).is_(None), col(OutboxRow.due_at) <= clock.now())
    return session.exec(late).one()


def waiting_ids(session: Session, topic: str) -> list[int]:
    """The rows of ``topic`` that are not delivered yet."""
    rows = select(OutboxRow.id).where(OutboxRow.topic == topic, col(OutboxRow.done_at).is_(None))
    return [number or 0 for number in session.exec(rows)]


def settle(engine: Engine, ids: Sequence[int]) -> None:
    """Say that these rows need no delivery any more: what they announce is known by another way."""
    for first in range(0, len(ids), BATCH):
        _mark_done(engine, ids[first : first + BATCH])


def drain(engine: Engine, deliveries: Mapping[str, Deliver], *, one_by_one: Collection[str] = ()) -> int:
    """Deliver all that is due, a batch of each topic in turn, so that none waits for another's end. Returns the number of rows delivered.

    ``one_by_one`` names topics of which a part of a batch may be delivered when the rest fails: a repeat would double it.
    """
    delivered = 0
    while any(
        rounds := [_drain_batch(engine, topic, deliver, 1 if topic in one_by_one else BATCH) for topic, deliver in deliveries.items()]
    ):
        delivered += sum(done for _, done in filter(None, rounds))
    return delivered


def _drain_batch(engine: Engine, topic: str, deliver: Deliver, batch: int) -> tuple[int, int] | None:
    """How many rows were due, and how many of them were delivered; None where nothing was due."""
    rows = _taken(engine, topic, batch)
    if not rows:
        return None
    if len(rows) == 1:
        return 1, _deliver_alone(engine, rows[0], deliver)
    try:
        deliver(rows)
    except Exception:
        # One bad row must not hold up the rest: retry them one by one, later and later.
        log.exception("outbox.failed", topic=topic, rows=len(rows))
        return len(rows), sum(_deliver_alone(engine, row, deliver) for row in rows)
    _mark_done(engine, [row.id or 0 for row in rows])
    return len(rows), len(rows)


def _deliver_alone(engine: Engine, row: OutboxRow, deliver: Deliver) -> int:
    try:
        deliver([row])
    except Unwanted as why:
        _change(engine, row, done_at=clock.now(), last_error=str(why)[:500])
        return 0
    except Later as later:
        _change(engine, row, due_at=later.until)
        return 0
    except Exception as error:
        log.exception("outbox.failed", topic=row.topic, rows=1)
        wait = timedelta(seconds=min(3600, 2 ** (row.attempts + 2)))
        _change(engine, row, attempts=row.attempts + 1, due_at=clock.now() + wait, last_error=str(error)[:500])
        return 0
    _mark_done(engine, [row.id or 0])
    return 1


def _taken(engine: Engine, topic: str, batch: int) -> list[OutboxRow]:
    """What is due, held so that no other worker delivers it at the same time."""
    due = select(OutboxRow).where(
        OutboxRow.topic == topic,
        col(OutboxRow.done_at).is_(None),
        col(OutboxRow.due_at) <= clock.now(),
        col(OutboxRow.attempts) < GIVE_UP_AFTER,
    )
    with open_session(engine, writes=False) as session:
        if session.exec(due.limit(1)).first() is None:
            return []
    with transaction(engine) as session:
        rows = list(session.exec(due.order_by(col(OutboxRow.id)).limit(batch).with_for_update(skip_locked=True)))
        for row in rows:
            row.due_at = clock.now() + HELD
        session.flush()
        session.expunge_all()
    return rows


def _mark_done(engine: Engine, ids: Sequence[int]) -> None:
    with transaction(engine) as session:
        session.execute(update(OutboxRow).where(col(OutboxRow.id).in_(ids)).values(done_at=clock.now()))


def _change(engine: Engine, row: OutboxRow, **values: Any) -> None:
    with transaction(engine) as session:
        session.execute(update(OutboxRow).where(col(OutboxRow.id) == row.id).values(**values))
