"""Where the SQL engine keeps its index: tables in the same database, all derived, made anew by every rebuild.

``search_state`` has one row: which set of tables is in use (its epoch), by which rules it was built,
and the number of the last change. Each changed document gets the next number; who holds the row
for writing is the only writer, so numbers become visible in their order. A set of tables is

* ``rows``: what is known of each document without its texts; a row without revision says "gone";
* ``lexemes``: words and pairs, FTS5 on SQLite, ``tsvector`` and GIN on PostgreSQL;
* ``words``: the vocabulary, the levels each word occurs with, and how it sounds;
* ``recent``: the lexemes of the last changes, for processes that have the rest in memory;
* ``keys``, ``tags``, ``tag_keys``: what suggestions are looked up by.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from psycopg.errors import UndefinedTable
from sqlalchemy import Connection

STATE = "search_state"
PREFIX = "search_index_"
PARTS = ("rows", "lexemes", "words", "recent", "keys", "tags", "tag_keys")
Changes = NDArray[np.int64]

COLUMNS = {
    "rows": "change {number} PRIMARY KEY, kind TEXT, id {number}, revision {number}, length {number}, "
    "facets TEXT, numbers TEXT, titles TEXT, tags TEXT",
    "words": "word TEXT {exact} PRIMARY KEY, levels {number}, spoken {number}, pinyin TEXT, initials TEXT, blurred TEXT, change {number}",
    "recent": "change {number} PRIMARY KEY, lexemes TEXT",
    "keys": "key TEXT {exact}, place {number}, change {number}, title {number}",
    "tags": "tag TEXT {exact} PRIMARY KEY, used {number}",
    "tag_keys": "key TEXT {exact}, place {number}, tag TEXT",
}
INDEXES = {
    "keys": "INDEX {name} ON {table} (key)",
    "tag_keys": "INDEX {name} ON {table} (key)",
}


class Storage(Protocol):
    """What the two databases do differently."""

    number: str
    exact: str

    def create_lexemes(self, connection: Connection, table: str) -> None:
        """Make the empty table of lexemes."""

    def finish_lexemes(self, connection: Connection, table: str) -> None:
        """Make it quick to search, once it is filled."""

    def add_lexemes(self, connection: Connection, table: str, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add the lexemes of documents, each by its change."""

    def remove_lexemes(self, connection: Connection, table: str, changes: Sequence[int]) -> None:
        """Forget documents; who reads leaves them out in any case."""

    def read(self, connection: Connection, table: str, lexemes: Sequence[str]) -> list[Changes]:
        """The changes that have each lexeme, in any order."""

    def insert(self, connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert many rows at once."""


@dataclass(frozen=True)
class State:
    """The row of ``search_state``; ``building`` is the epoch of the tables that a rebuild is filling, if one is."""

    epoch: str
    signature: str
    number: int
    building: str


@dataclass(frozen=True)
class Tables:
    """The names of one set of tables."""

    epoch: str

    def __getattr__(self, part: str) -> str:
        if part not in PARTS:
            raise AttributeError(part)
        return f"{PREFIX}{self.epoch}_{part}"

    @classmethod
    def new(cls) -> "Tables":
        """A set that no other process uses."""
        return cls(secrets.token_hex(4))

    def create(self, connection: Connection, storage: Storage) -> None:
        """Make the empty tables, without what slows filling."""
        for part, columns in COLUMNS.items():
            defined = columns.format(number=storage.number, exact=storage.exact)
            connection.exec_driver_sql(f"CREATE TABLE {getattr(self, part)} ({defined})")
        connection.exec_driver_sql(f"CREATE UNIQUE INDEX {self.rows}_by ON {self.rows} (kind, id)")
        storage.create_lexemes(connection, self.lexemes)

    def finish(self, connection: Connection, storage: Storage) -> None:
        """Make what makes reading quick."""
        for part, index in INDEXES.items():
            table = getattr(self, part)
            connection.exec_driver_sql("CREATE " + index.format(name=f"{table}_by", table=table))
        storage.finish_lexemes(connection, self.lexemes)


def read_state(connection: Connection) -> State | None:
    """The state of the index; None if none was ever built, and then the transaction is broken."""
    if not connection.in_transaction():
        connection.begin()
    # Asked at every search, and by the driver in a third of the time.
    cursor = connection.connection.cursor()
    try:
        cursor.execute(f"SELECT epoch, signature, number, building FROM {STATE}")
        row = cursor.fetchone()
    except (sqlite3.OperationalError, UndefinedTable):
        return None
    finally:
        cursor.close()
    return State(*row) if row else None


def is_there(connection: Connection) -> bool:
    """Whether an index was ever built; asked without harm to the transaction."""
    return sa.inspect(connection).has_table(STATE)


def take(connection: Connection, changes: int) -> State:
    """Become the only writer until the transaction ends, with this many new numbers; the last of them is returned."""
    update = sa.text(f"UPDATE {STATE} SET number = number + :changes RETURNING epoch, signature, number, building")
    return State(*connection.execute(update, {"changes": changes}).one())


def prepare(connection: Connection, storage: Storage) -> None:
    """Have a row of state to hold, and hold it."""
    columns = f"id {storage.number} PRIMARY KEY, epoch TEXT, signature TEXT, number {storage.number}, building TEXT"
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {STATE} ({columns})")
    connection.exec_driver_sql(f"INSERT INTO {STATE} VALUES (1, '', '', 0, '') ON CONFLICT (id) DO NOTHING")
    take(connection, 0)


def start_building(connection: Connection, epoch: str) -> None:
    """From now on every change goes into these tables too."""
    connection.execute(sa.text(f"UPDATE {STATE} SET building = :epoch"), {"epoch": epoch})


def use(connection: Connection, epoch: str, signature: str) -> None:
    """Put a filled set of tables to use."""
    update = sa.text(f"UPDATE {STATE} SET epoch = :epoch, signature = :signature, building = ''")
    connection.execute(update, {"epoch": epoch, "signature": signature})


def drop_others(connection: Connection, state: State) -> None:
    """Remove the sets that are neither in use nor being filled."""
    names = sa.inspect(connection).get_table_names()
    old = {name.removeprefix(PREFIX).split("_")[0] for name in names if name.startswith(PREFIX)}
    for tables in map(Tables, sorted(old - {state.epoch, state.building})):
        for part in PARTS:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {getattr(tables, part)}")
