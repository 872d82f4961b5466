"""The ledger: decisions that must be provable later, each chained to the one before it by a digest.

Rows are only ever added: triggers refuse changes and deletions on both databases, and whoever goes around them breaks the
chain. No names, no contacts here: what stands in the ledger can never be taken out again.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

from marketplace import clock

START = "0" * 64
# So many rows are held in memory while a chain is checked.
BATCH = 1000


class LedgerHead(SQLModel, table=True):
    """The end of one chain: the lock under which rows are added, and what shows that rows were cut off the end."""

    __tablename__ = "ledger_head"

    chain: str = Field(primary_key=True, max_length=64)
    number: int = 0
    digest: str = Field(default=START, max_length=64)


class LedgerRow(SQLModel, table=True):
    """One link of a chain; ``digest`` is the SHA-256 of ``previous`` and of all that the row says."""

    __tablename__ = "ledger"
    __table_args__ = (UniqueConstraint("chain", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    chain: str = Field(max_length=64)
    number: int = Field(description="1, 2, 3 ... without a gap")
    at: datetime
    by_id: int | None = Field(default=None, index=True, description="person, or empty for the clock")
    entry: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64)


def canonical(thing: Any) -> bytes:
    """The one way to write a thing as JSON: keys in order, UTF-8, no spaces. Raises ValueError for what JSON has no word for."""
    return json.dumps(thing, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def append(session: Session, chain: str, entry: Mapping[str, Any], *, by_id: int | None = None) -> LedgerRow:
    """Add one row to the end of the chain, in the transaction of what it tells of; others who add to it wait for that."""
    number, previous = _hold_end(session, chain)
    # Read back as the database will give it: pairs become lists, numbers among the keys words.
    row = LedgerRow(
        chain=chain,
        number=number + 1,
        at=clock.now().astimezone(UTC),
        by_id=by_id,
        entry=json.loads(canonical(dict(entry))),
        previous=previous,
        digest="",
    )
    row.digest = digest_of(row)
    session.add(row)
    session.execute(update(LedgerHead).where(col(LedgerHead.chain) == chain).values(number=row.number, digest=row.digest))
    session.flush()
    return row


def _hold_end(session: Session, chain: str) -> tuple[int, str]:
    """Number and digest of the last row, locked until the transaction ends; SQLite locks all writers out anyway."""
    session.flush()
    new = {"chain": chain, "number": 0, "digest": START}
    on_conflict: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}.get(session.get_bind().dialect.name, insert)
    session.execute(on_conflict(LedgerHead).values(new).on_conflict_do_nothing())
    end = select(LedgerHead.number, LedgerHead.digest).where(LedgerHead.chain == chain).with_for_update()
    number, digest = session.exec(end).one()
    return number, digest


def digest_of(row: LedgerRow) -> str:
    """What the row's digest has to be."""
    said = {"at": row.at.astimezone(UTC).isoformat(), "by": row.by_id, "chain": row.chain, "entry": row.entry, "number": row.number}
    return sha256(row.previous.encode() + canonical(said)).hexdigest()


def entries_of(session: Session, chain: str, *, after: int = 0, limit: int | None = None) -> list[LedgerRow]:
    """The rows of a chain behind number ``after``, oldest first."""
    rows = select(LedgerRow).where(LedgerRow.chain == chain, LedgerRow.number > after).order_by(col(LedgerRow.number))
    return list(session.exec(rows if limit is None else rows.limit(limit)))


def chains(session: Session) -> list[str]:
    """The names of all chains, also of those whose head or rows are gone."""
    heads, rows = session.exec(select(LedgerHead.chain)), session.exec(select(LedgerRow.chain).distinct())
    return sorted({*heads, *rows})


def first_break(session: Session, chain: str) -> LedgerRow | None:
    """The first row that does not follow from what stands before it; None where the chain is whole.

    For a row that is missing, one is made up that has its number and no digest; it is not part of the session.
    """
    expected, previous = 1, START
    for row in _in_order(session, chain):
        if row.number != expected:
            return _missing(chain, expected)
        if row.previous != previous or row.digest != digest_of(row):
            return row
        expected, previous = expected + 1, row.digest
    head = session.exec(select(LedgerHead.number, LedgerHead.digest).where(LedgerHead.chain == chain)).first()
    return None if (head or (0, START)) == (expected - 1, previous) else _missing(chain, expected)


def _in_order(session: Session, chain: str) -> Iterator[LedgerRow]:
    """All rows as the database has them now, whatever the session remembers."""
    after = 0
    while True:
        rows = select(LedgerRow).where(LedgerRow.chain == chain, LedgerRow.number > after).order_by(col(LedgerRow.number))
        batch = list(session.exec(rows.limit(BATCH).execution_options(populate_existing=True)))
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1].number


def _missing(chain: str, number: int) -> LedgerRow:
    return LedgerRow(chain=chain, number=number, at=clock.now(), entry={}, previous="", digest="")
