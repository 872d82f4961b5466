"""tantivy, a peer that is installed for benchmarks only (requirements-bench.lock)."""

import shutil
from pathlib import Path
from typing import Any

import tantivy

from marketplace.search import Document
from marketplace.search.lexemes import base_of
from marketplace.search.rows import entry_of
from tests.bench.search_contestants import TOP, Answer, terms_of, written
from tests.bench.search_corpus import FACETS, Corpus, Question, Spool


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
            writer.add_document(self._document(entry.row.id, written(entry.words), entry.row.facets))
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
        return Answer([int(number) for number in ids], int(found.count or 0), facets, terms_of(question))

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
        writer.add_document(self._document(document.id, written(entry.words), entry.row.facets))
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
