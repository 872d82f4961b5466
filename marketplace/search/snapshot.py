"""One generation of a Whoosh index, open for reading: its stored rows in memory, its postings on demand."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import TermNotFound

from marketplace.search.columns import Columns
from marketplace.search.engine import Key
from marketplace.search.folder import level_stored, open_reader
from marketplace.search.postings_cache import PostingsCache
from marketplace.search.rows import Row
from marketplace.search.scoring import NOTHING, Asked, Floats, Positions, Postings, merged
from marketplace.search.suggestions import SuggestionTable
from marketplace.search.text import domain_words
from marketplace.search.vocabulary import Lexicon, Vocabulary
from marketplace.search.widening import Finder
from marketplace.search.wishes import Fact

SegmentRows = dict[str, list[Row]]


class Snapshot:
    """What one generation knows. Threads share it; it stays right after the index has moved on.

    Parameters
    ----------
    index : Path
        The index folder.
    generation : str
        Its name for caches.
    known : dict
        Rows of segments that an earlier snapshot has read: segments never change.
    """

    def __init__(self, index: Path, generation: str, known: SegmentRows | None = None) -> None:
        self.generation = generation
        self._reader = open_reader(index)
        # Whoosh's readers move a file position: one thread at a time.
        self._reading = Lock()
        self._read = PostingsCache()
        self.segments, self.rows, self._position = _rows_of(self._reader, known or {})
        self.columns = Columns.empty().grown(self.rows)
        self._terms = frozenset(term.decode() for term in self._lexicon())

    @property
    def living(self) -> Positions:
        """All documents: deleted ones have no place here."""
        return self.columns.living

    @property
    def saturation(self) -> Floats:
        """See ``scoring.Source``."""
        return self.columns.saturation

    def meeting(self, facts: Sequence[Fact]) -> Positions:
        """See ``scoring.Source``."""
        return self.columns.meeting(facts)

    def prefetch(self, asked: Iterable[Asked]) -> None:
        """Nothing to do: the index is at hand."""

    def prefetch_words(self, words: Iterable[str]) -> None:
        """Nothing to do: the index is at hand."""

    def frequency(self, word: str) -> int:
        """How many documents have a word."""
        return len(self._stored("words", word).positions)

    def postings(self, field: str, term: str) -> Postings:
        """Living documents with a term; empty if none has it."""
        found = self._stored(field, term)
        if field == "words":
            return found
        # A pair that is a word of a document is stored as a word only.
        return merged([found, self._stored("words", term)])

    def _stored(self, field: str, term: str) -> Postings:
        if field == "words" and term not in self._terms:
            return NOTHING
        kept = self._read.get((field, term))
        if kept:
            return kept.postings
        with self._reading:
            found = self._read_postings(field, term)
        if len(found.positions):
            # What nobody has is not kept: anybody can type anything.
            self._read.put((field, term), found)
        return found

    def revisions(self) -> dict[Key, int]:
        """The revision of each document."""
        return {row.key: row.revision for row in self.rows}

    @cached_property
    def finder(self) -> Finder:
        """Finds documents of this generation."""
        spoken = {word for row in self.rows for word in row.spoken} | set(domain_words())
        return Finder(self, Vocabulary(Lexicon(self._terms, spoken), self))

    @cached_property
    def suggestions(self) -> SuggestionTable:
        """Titles and tags of this generation."""
        return SuggestionTable(self.rows)

    def _read_postings(self, field: str, term: str) -> Postings:
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return NOTHING
        documents, levels = [], []
        while matcher.is_active():
            documents.append(matcher.id())
            levels.append(level_stored(matcher.weight()))
            matcher.next()
        return Postings(self._position[np.array(documents, np.intp)], np.array(levels, np.uint8))

    def _lexicon(self) -> Iterable[bytes]:
        terms: Iterable[bytes] = self._reader.lexicon("words") if self.rows else ()
        return terms


def _rows_of(reader: Any, known: SegmentRows) -> tuple[SegmentRows, list[Row], NDArray[np.int32]]:
    """Stored rows by segment; those of living documents; and the place of each document number among these."""
    segments: SegmentRows = {}
    living: list[Row] = []
    position = np.full(reader.doc_count_all(), -1, np.int32)
    for leaf, base in reader.leaf_readers() if len(position) else ():
        name = leaf.segment().segment_id()
        rows = known.get(name) or [Row(*leaf.stored_fields(number)["row"]) for number in range(leaf.doc_count_all())]
        segments[name] = rows
        for number, row in enumerate(rows):
            if not leaf.is_deleted(number):
                position[base + number] = len(living)
                living.append(row)
    return segments, living, position
