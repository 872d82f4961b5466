"""The engines of the house and their peers, asked the same questions."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import sqlalchemy as sa
import tantivy

from marketplace.db import make_engine
from marketplace.search import Document, Query, SearchEngine, folder, sql_writing
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
        hits = self.engine.search(Query(question.text, limit=TOP))
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
    sql_writing.entry_of = folder.entry_of = analysis
    try:
        yield
    finally:
        sql_writing.entry_of = folder.entry_of = entry_of


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
            batch.append((entry.row.id - 1, _written(entry.words)))
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
        return Answer([place + 1 for (place,) in best], len(positions), {name: counts[name] for name in FACETS}, _terms(question))

    def add(self, document: Document) -> None:
        """Insert and commit."""
        entry = entry_of(document)
        self._connection.execute("INSERT INTO found (rowid, words) VALUES (?, ?)", (document.id - 1, _written(entry.words)))
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


class Tantivy:
    """tantivy: the same words, its own facets (terms aggregations over fast fields)."""

    def __init__(self, place: Path) -> None:
        self._place = place
        place.mkdir()
        builder = tantivy.SchemaBuilder().add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        builder = builder.add_unsigned_field("id", stored=True, fast=True)
        for name in FACETS:
            builder = builder.add_unsigned_field(name, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(place))
        self._codes: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        self._aggregations = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}

    def build(self, corpus: Corpus, spool: Spool) -> None:
        """One commit for all."""
        writer = self._index.writer(200_000_000, 1)
        for entry in spool:
            writer.add_document(self._document(entry.row.id, _written(entry.words), entry.row.facets))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def _document(self, number: int, words: str, facets: Any) -> tantivy.Document:
        document = tantivy.Document(words=words)
        document.add_unsigned("id", number)
        for name in FACETS:
            for value in facets[name]:
                document.add_unsigned(name, self._codes[name].setdefault(value, len(self._codes[name])))
        return document

    def ask(self, question: Question) -> Answer:
        """One question for the best and the number, one for the facets."""
        wanted = self._all(
            [self._any([self._all([self._term(word) for word in way.words]) for way in g.alternatives]) for g in question.groups]
        )
        searcher = self._index.searcher()
        found = searcher.search(wanted, TOP, count=True)
        ids = searcher.fast_field_values("id", [address for _, address in found.hits])
        counts = searcher.aggregate(wanted, self._aggregations)
        facets = {name: self._named(name, counts[name]["buckets"]) for name in FACETS}
        return Answer([int(number) for number in ids], int(found.count or 0), facets, _terms(question))

    def _named(self, name: str, buckets: list[dict[str, Any]]) -> dict[str, int]:
        names = {code: value for value, code in self._codes[name].items()}
        return {names[int(bucket["key"])]: int(bucket["doc_count"]) for bucket in buckets}

    def _term(self, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "words", base_of(("words", word)))

    def _all(self, queries: list[tantivy.Query]) -> tantivy.Query:
        return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in queries])

    def _any(self, queries: list[tantivy.Query]) -> tantivy.Query:
        return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in queries])

    def add(self, document: Document) -> None:
        """Commit and look again."""
        entry = entry_of(document)
        writer = self._index.writer(20_000_000, 1)
        writer.add_document(self._document(document.id, _written(entry.words), entry.row.facets))
        writer.commit()
        self._index.reload()

    def size(self) -> int:
        """Of the folder."""
        return sum(file.stat().st_size for file in self._place.iterdir())

    def place(self) -> str:
        """Not opened by others."""
        return ""

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._place, ignore_errors=True)


def _written(words: dict[str, int]) -> str:
    """Each word as often as it weighs."""
    return " ".join(" ".join([base_of(("words", word))] * max(round(float(WEIGHTS[level])), 1)) for word, level in words.items())


def _both(way: Any) -> str:
    return "(" + " AND ".join(f'"{base_of(("words", word))}"' for word in way.words) + ")"


def _terms(question: Question) -> tuple[str, ...]:
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
