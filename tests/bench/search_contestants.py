"""The engines of the house and their peers, asked the same questions."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import sqlalchemy as sa

from marketplace.db import make_engine
from marketplace.search import Document, Query, SearchEngine, folder, sql_engine
from marketplace.search.facets import FacetTable
from marketplace.search.levels import WEIGHTS
from marketplace.search.lexemes import base_of
from marketplace.search.rows import entry_of
from marketplace.search.sql_engine import SqlEngine
from marketplace.search.whoosh_engine import WhooshEngine
from tests.bench.search_corpus import FACETS, Corpus, Question, Spool

TOP = 20


class Answer(NamedTuple):
    """What is asked of everybody."""

    ids: list[int]
    total: int
    facets: dict[str, dict[str, int]]
    terms: tuple[str, ...]


class Contestant(Protocol):
    """An engine or a peer."""

    def build(self, corpus: Corpus, spool: Spool) -> None:
        """Store all documents."""

    def ask(self, question: Question) -> Answer:
        """The best twenty, how many there are, and five facets."""

    def add(self, document: Document) -> None:
        """Add one document for good, so that it is found."""

    def size(self) -> int:
        """Bytes on disk."""

    def place(self) -> str:
        """What another process needs to open it."""

    def close(self) -> None:
        """Let go."""


class House:
    """An engine of the house."""

    def __init__(self, engine: SearchEngine, place: str) -> None:
        self.engine, self._place = engine, place

    def build(self, corpus: Corpus, spool: Spool) -> None:
        """With the analysis that was made before."""
        with _analysed(spool):
            self.engine.rebuild(corpus)

    def ask(self, question: Question) -> Answer:
        """By the protocol."""
        hits = self.engine.search(Query(question.text, limit=TOP, literal=True))
        return Answer([number for _, number in hits.ids], hits.total, {name: dict(hits.facets[name]) for name in FACETS}, hits.terms)

    def add(self, document: Document) -> None:
        """By the protocol."""
        self.engine.apply([document], [])

    def size(self) -> int:
        """Of the folder or of the file."""
        return sum(file.stat().st_size for file in Path(self._place).parent.rglob("*") if file.is_file())

    def place(self) -> str:
        """The folder or the address."""
        return self._place

    def close(self) -> None:
        """Give connections back."""
        if isinstance(self.engine, SqlEngine):
            self.engine._writes.dispose()


class OnPostgres(House):
    """The SQL engine on a server."""

    def size(self) -> int:
        """As the server says."""
        engine = make_engine(self._place)
        with engine.connect() as connection:
            size = connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one()
        engine.dispose()
        return int(size)


def open_house(name: str, place: str) -> House:
    """An engine of the house at its place; in another process it starts cold."""
    if name == "whoosh":
        return House(WhooshEngine(Path(place)), place)
    engine = SqlEngine(make_engine(place if name == "sql-postgresql" else f"sqlite:///{place}"))
    return OnPostgres(engine, place) if name == "sql-postgresql" else House(engine, place)


@contextmanager
def _analysed(spool: Spool) -> Iterator[None]:
    analysis: Any = spool.analysis()
    sql_engine.entry_of = folder.entry_of = analysis
    try:
        yield
    finally:
        sql_engine.entry_of = folder.entry_of = entry_of


class BareFts5:
    """FTS5 as it comes: contentless, bm25, the best twenty, all ids, and our facets in numpy."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection = sqlite3.connect(file)
        self._facets = FacetTable()

    def build(self, corpus: Corpus, spool: Spool) -> None:
        """One insert for all."""
        self._connection.execute("CREATE VIRTUAL TABLE found USING fts5(words, content='', tokenize='ascii')")
        batch: list[tuple[int, str]] = []
        facets = []
        for entry in spool:
            batch.append((entry.row.id - 1, written(entry.words)))
            facets.append(entry.row.facets)
            if len(batch) == 5000:
                self._connection.executemany("INSERT INTO found (rowid, words) VALUES (?, ?)", batch)
                self._facets = self._facets.grown(facets, [{}] * len(facets))
                batch, facets = [], []
        self._connection.executemany("INSERT INTO found (rowid, words) VALUES (?, ?)", batch)
        self._facets = self._facets.grown(facets, [{}] * len(facets))
        self._connection.execute("INSERT INTO found (found) VALUES ('optimize')")
        self._connection.commit()

    def ask(self, question: Question) -> Answer:
        """Two questions: the best, and all."""
        wanted = " AND ".join(f"({' OR '.join(map(_both, group.alternatives))})" for group in question.groups)
        best = self._connection.execute("SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT 20", (wanted,)).fetchall()
        every = self._connection.execute("SELECT rowid FROM found WHERE found MATCH ?", (wanted,)).fetchall()
        positions = np.array(every, np.int32).reshape(-1)
        counts = self._facets.narrow({}, {}).count(positions)
        return Answer([place + 1 for (place,) in best], len(positions), {name: counts[name] for name in FACETS}, terms_of(question))

    def add(self, document: Document) -> None:
        """Insert and commit."""
        entry = entry_of(document)
        self._connection.execute("INSERT INTO found (rowid, words) VALUES (?, ?)", (document.id - 1, written(entry.words)))
        self._connection.commit()
        self._facets = self._facets.grown([entry.row.facets], [{}])

    def size(self) -> int:
        """Of the file."""
        return self._file.stat().st_size

    def place(self) -> str:
        """Not opened by others."""
        return ""

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def written(words: dict[str, int]) -> str:
    """Each word as often as it weighs."""
    return " ".join(" ".join([base_of(("words", word))] * max(round(float(WEIGHTS[level])), 1)) for word, level in words.items())


def _both(way: Any) -> str:
    return "(" + " AND ".join(f'"{base_of(("words", word))}"' for word in way.words) + ")"


def terms_of(question: Question) -> tuple[str, ...]:
    """What snippets mark."""
    return tuple(dict.fromkeys(term for group in question.groups for term in group.shown))[:40]


class Cold(NamedTuple):
    """A process that has just started."""

    first: float
    memory: int
    memory_after: int


def start_cold(name: str, place: str, texts: list[str]) -> Cold:
    """In a new process: the first search, and the memory that it and then all questions take."""
    before = _resident()
    began = time.perf_counter()
    house = open_house(name, place)
    house.engine.search(Query(texts[0], limit=TOP))
    first, memory = time.perf_counter() - began, _resident() - before
    for text in texts:
        house.engine.search(Query(text, limit=TOP))
    return Cold(first, memory, _resident() - before)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * 4096
