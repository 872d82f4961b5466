"""The engines of the house and their peers, asked for the best twenty entries of a text."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from marketplace.db import make_engine
from marketplace.search import ENOUGH, Document, Query, SearchEngine
from marketplace.search.lexemes import base_of
from marketplace.search.sql_engine import SqlEngine
from marketplace.search.text import index_terms, query_terms
from marketplace.search.whoosh_engine import WhooshEngine

TOP = 20
Ranking = Callable[[str], list[int]]
PARTS = ("title", "tags", "summary", "body")
# Usual boosts for the peers, those that the house began with; they were not tuned for the peers.
BOOSTS = {"title": 3.0, "tags": 2.0, "summary": 1.5, "body": 1.0}


def house(engine: SearchEngine, documents: Iterable[Document]) -> Ranking:
    """An engine of the house."""
    engine.rebuild(documents)
    return lambda text: [number for _, number in engine.search(Query(text, limit=TOP, enough=ENOUGH)).ids]


def contestants(documents: Sequence[Document], folder: Path) -> dict[str, Ranking]:
    """Everybody, built and ready to be asked."""
    return {
        "house, folder": house(WhooshEngine(folder / "index"), documents),
        "house, SQL": house(SqlEngine(make_engine(f"sqlite:///{folder / 'search.db'}")), documents),
        "Whoosh + jieba": plain_whoosh(documents),
        "FTS5, our words": bare_fts5(documents),
    }


def plain_whoosh(documents: Iterable[Document]) -> Ranking:
    """Whoosh as its users set it up for Chinese: jieba's analyzer, four fields, BM25F; all words, else any."""
    # Only needed here, and slow to import.
    from jieba.analyse import ChineseAnalyzer

    words = ChineseAnalyzer()
    fields = {part: TEXT(analyzer=words, field_boost=BOOSTS[part]) for part in PARTS}
    index = RamStorage().create_index(Schema(id=NUMERIC(stored=True), **fields))
    with index.writer() as writer:
        for document in documents:
            writer.add_document(id=document.id, **{part: "\n".join(getattr(document, part)) for part in PARTS})
    parsers = [MultifieldParser(PARTS, index.schema, group=group) for group in (AndGroup, OrGroup)]

    def rank(text: str) -> list[int]:
        with index.searcher() as searcher:
            answers = ([hit["id"] for hit in searcher.search(parser.parse(text), limit=TOP)] for parser in parsers)
            return next(filter(None, answers), [])

    return rank


def bare_fts5(documents: Iterable[Document]) -> Ranking:
    """FTS5 over the words of our own segmenter: bm25 with weighted columns; all words, else any."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE entries USING fts5({', '.join(PARTS)}, tokenize='ascii')")
    for document in documents:
        written = [" ".join(_lexeme(word) for text in getattr(document, part) for word in index_terms(text)) for part in PARTS]
        connection.execute("INSERT INTO entries (rowid, title, tags, summary, body) VALUES (?, ?, ?, ?, ?)", (document.id, *written))
    weights = ", ".join(str(BOOSTS[part]) for part in PARTS)
    asked = f"SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY bm25(entries, {weights}), rowid LIMIT {TOP}"

    def rank(text: str) -> list[int]:
        words = [f'"{_lexeme(word)}"' for word in query_terms(text)]
        for joined in (" AND ".join(words), " OR ".join(words)):
            with closing(connection.execute(asked, (joined,))) if joined else closing(connection.cursor()) as cursor:
                if found := [number for (number,) in cursor.fetchall()]:
                    return found
        return []

    return rank


def _lexeme(word: str) -> str:
    return base_of(("words", word))
