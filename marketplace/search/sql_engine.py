"""The engine in the database: written in the transaction of the row, good to hundreds of thousands of documents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TypeVar

from psycopg.errors import UndefinedTable
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from marketplace.search.answering import answer
from marketplace.search.engine import Document, Hits, IndexBusy, IndexUnusable, Key, Query, Suggestion
from marketplace.search.postgres_storage import PostgresStorage
from marketplace.search.rows import entry_of
from marketplace.search.signature import signature
from marketplace.search.sql_generation import Generation, refreshed
from marketplace.search.sql_reading import Reading
from marketplace.search.sql_storage import State, Storage, Tables, drop_others, is_there, prepare, read_state, start_building, take, use
from marketplace.search.sql_writing import Change, Filling, batches
from marketplace.search.sqlite_storage import SqliteStorage

STORAGE = "sql 3"
Answer = TypeVar("Answer")


class SqlEngine:
    """``SearchEngine`` over tables of a database. Threads and processes share it; each call has its own connection."""

    def __init__(self, engine: Engine) -> None:
        is_postgres = engine.dialect.name == "postgresql"
        self._storage: Storage = PostgresStorage() if is_postgres else SqliteStorage()
        self._writes = engine.execution_options(writes=True)
        # What is read in one search has to be of one moment.
        self._reads = engine.execution_options(isolation_level="REPEATABLE READ") if is_postgres else engine
        self._refreshing = Lock()
        self._known: Generation | None = None

    def search(self, query: Query) -> Hits:
        """Answer a query, see ``SearchEngine``."""
        return self._asked(lambda reading: answer(reading, query))

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Titles and tags that begin like ``prefix``."""
        return self._asked(lambda reading: reading.begin_with(prefix, limit))

    def generation(self) -> str:
        """The set of tables in use and the number of the last change."""
        return self._asked(lambda reading: reading.generation.name)

    def revisions(self) -> dict[Key, int]:
        """The revision of every document in the index."""
        return self._asked(lambda reading: reading.revisions())

    def is_usable(self) -> bool:
        """Whether searches will be answered."""
        try:
            self.generation()
        except (IndexUnusable, DBAPIError):
            return False
        return True

    def apply(self, documents: Sequence[Document], deleted: Sequence[Key]) -> None:
        """Bring the index up to date in a transaction of its own, see ``SearchEngine``."""
        with self._writing() as connection:
            self.apply_within(connection, documents, deleted)

    def apply_within(self, connection: Connection, documents: Sequence[Document], deleted: Sequence[Key]) -> None:
        """Bring the index up to date in the transaction of ``connection``; of two versions the last counts."""
        changed = {document.key: document for document in documents}
        gone = [key for key in dict.fromkeys(deleted) if key not in changed]
        _usable(read_state(connection) if is_there(connection) else None)
        if not changed and not gone:
            return
        entries = [entry_of(document) for document in changed.values()]
        state = _usable(take(connection, len(entries) + len(gone)))
        known = self._known
        levels = known.words.levels if known and known.epoch == state.epoch else {}
        Change(connection, self._storage, Tables(state.epoch), levels).apply(entries, gone, state.number)
        if state.building:
            Change(connection, self._storage, Tables(state.building), {}).apply(entries, gone, state.number)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill new tables beside the old ones, which serve until the new ones take their place.

        Writers wait for a batch at most: what they change meanwhile goes into both. Give an iterable
        that reads the database only when asked, so that no change falls between.
        """
        tables = Tables.new()
        with self._writing() as connection:
            prepare(connection, self._storage)
            tables.create(connection, self._storage)
            start_building(connection, tables.epoch)
        filling = Filling(self._storage, tables)
        try:
            for batch in batches(documents):
                entries = [entry_of(document) for document in batch]
                with self._writing() as connection:
                    filling.add(connection, entries, self._number(connection, tables, len(entries)))
            with self._writing() as connection:
                count = filling.finish(connection, self._number(connection, tables, 0))
                use(connection, tables.epoch, signature(STORAGE))
        finally:
            self._clear(tables)
        return count

    def _number(self, connection: Connection, tables: Tables, changes: int) -> int:
        """New numbers for what is being built. Raises ``IndexBusy`` if somebody else has begun to build."""
        state = take(connection, changes)
        if state.building != tables.epoch:
            raise IndexBusy("Another process rebuilds the search index.")
        return state.number

    def _clear(self, built: Tables) -> None:
        """Remove tables that are neither in use nor being filled by somebody else."""
        # A search that still reads them is not waited for: the next rebuild removes them.
        with suppress(OperationalError), self._writes.begin() as connection:
            if take(connection, 0).building == built.epoch:
                # It failed.
                start_building(connection, "")
            drop_others(connection, take(connection, 0))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _busy(), self._writes.begin() as connection:
            yield connection

    def _asked(self, ask: Callable[[Reading], Answer]) -> Answer:
        """An answer from the newest generation; asked once more if its tables were exchanged meanwhile."""
        try:
            return self._asked_once(ask)
        except DBAPIError as error:
            if not _is_missing(error):
                raise
        try:
            return self._asked_once(ask)
        except DBAPIError as error:
            if not _is_missing(error):
                raise
            raise IndexUnusable("Tables of the search index are missing.") from error

    def _asked_once(self, ask: Callable[[Reading], Answer]) -> Answer:
        with self._reads.connect() as connection:
            generation = self._newest(connection)
            while generation is None:
                # Another thread knows a later change than this transaction can see.
                connection.rollback()
                generation = self._newest(connection)
            return ask(Reading(generation, connection, self._storage))

    def _newest(self, connection: Connection) -> Generation | None:
        state = _usable(read_state(connection))
        known = self._known
        if known and (known.epoch, known.number) == (state.epoch, state.number):
            return known
        with self._refreshing:
            known = self._known
            if not known or known.epoch != state.epoch or known.number < state.number:
                self._known = known = refreshed(connection, state, known)
            return known if known.number == state.number else None


def _usable(state: State | None) -> State:
    if state is None or not state.epoch:
        raise IndexUnusable("There is no search index in the database.")
    if state.signature != signature(STORAGE):
        raise IndexUnusable("The search index was built with other words or another version.")
    return state


def _is_missing(error: DBAPIError) -> bool:
    return isinstance(error.orig, UndefinedTable) or "no such table" in str(error.orig)


@contextmanager
def _busy() -> Iterator[None]:
    """Say that somebody else writes, where the database says that it is locked."""
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error):
            raise IndexBusy("Another process writes to the database.") from error
        raise
