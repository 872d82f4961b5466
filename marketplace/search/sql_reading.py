"""One search of the SQL engine: a generation, and a connection for what it has not read yet."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from marketplace.search.columns import Columns
from marketplace.search.engine import Key, Suggestion
from marketplace.search.levels import PAIR_STEPS
from marketplace.search.lexemes import base_of, lexeme
from marketplace.search.scoring import NOTHING, Asked, Floats, Positions, Postings, merged
from marketplace.search.sql_generation import Generation
from marketplace.search.sql_storage import Storage, Tables
from marketplace.search.suggestions import TAG, Entry, ranked, squeezed
from marketplace.search.vocabulary import Vocabulary
from marketplace.search.widening import Finder
from marketplace.search.wishes import Fact

# The last key of those that begin alike; and how many of them are looked at for one letter.
LAST, MOST_KEYS = "\U0010ffff", 1000


class Reading:
    """A generation as one transaction sees it. The transaction began before the generation was looked up."""

    def __init__(self, generation: Generation, connection: Connection, storage: Storage) -> None:
        self.generation, self._connection, self._storage = generation, connection, storage
        self._tables = Tables(generation.epoch)
        self._mine: dict[Asked, Postings] = {}

    @property
    def columns(self) -> Columns:
        """Its documents."""
        return self.generation.columns

    @property
    def living(self) -> Positions:
        """Positions of the documents that are there."""
        return self.columns.living

    @property
    def saturation(self) -> Floats:
        """See ``scoring.Source``."""
        return self.columns.saturation

    @cached_property
    def finder(self) -> Finder:
        """Finds among the documents."""
        return Finder(self, Vocabulary(self.generation.words.lexicon, self))

    def meeting(self, facts: Sequence[Fact]) -> Positions:
        """See ``scoring.Source``."""
        return self.columns.meeting(facts)

    def prefetch(self, asked: Iterable[Asked]) -> None:
        """Have the postings of all these at hand."""
        stored = {each for field, term in asked for each in ((field, term), ("words", term))}
        missing = [each for each in sorted(stored) if each not in self._mine and not self._is_kept(each)]
        for each, postings in zip(missing, self._read(missing), strict=True):
            self._mine[each] = postings
            if len(postings.positions):
                # What nobody has is not kept: anybody can type anything.
                self.generation.cache.put(each, postings, self.generation.number)

    def prefetch_words(self, words: Iterable[str]) -> None:
        """Have the postings of these words at hand."""
        self.prefetch(("words", word) for word in words)

    def frequency(self, word: str) -> int:
        """How many documents have a word."""
        return len(self._stored(("words", word)).positions)

    def postings(self, field: str, term: str) -> Postings:
        """Documents that have a term; empty if none has it."""
        found = self._stored((field, term))
        if field == "words":
            return found
        # A pair that is a word of a document is stored as a word only.
        return merged([found, self._stored(("words", term))])

    def _stored(self, asked: Asked) -> Postings:
        if asked not in self._mine:
            self.prefetch([asked])
        return self._mine[asked]

    def _is_kept(self, asked: Asked) -> bool:
        """Whether the cache knows a term, at this generation or an earlier one."""
        generation = self.generation
        kept = generation.cache.get(asked)
        if kept is None or kept.at > generation.number:
            return False
        self._mine[asked] = kept.postings
        if kept.at < generation.number:
            self._mine[asked] = generation.brought_up(base_of(asked), *kept)
            generation.cache.put(asked, self._mine[asked], generation.number)
        return True

    def _read(self, asked: Sequence[Asked]) -> list[Postings]:
        wanted = [(place, level) for place, each in enumerate(asked) for level in self._levels_of(each)]
        if not wanted:
            return [NOTHING] * len(asked)
        lexemes = [lexeme(base_of(asked[place]), level) for place, level in wanted]
        parts: list[list[Postings]] = [[] for _ in asked]
        for (place, level), changes in zip(wanted, self._storage.read(self._connection, self._tables.lexemes, lexemes), strict=True):
            positions, living = self.generation.positions_of(changes)
            positions = positions[living]
            parts[place].append(Postings(positions, np.full(len(positions), level, np.uint8)))
        return [merged(each) if each else NOTHING for each in parts]

    def _levels_of(self, asked: Asked) -> Iterable[int]:
        field, term = asked
        if field == "pairs":
            return PAIR_STEPS
        levels = self.generation.words.levels.get(term, 0)
        return [level for level in range(levels.bit_length()) if levels >> level & 1]

    def revisions(self) -> dict[Key, int]:
        """The revision of every document."""
        rows = self._connection.exec_driver_sql(f"SELECT kind, id, revision FROM {self._tables.rows} WHERE revision IS NOT NULL")
        return {(kind, number): revision for kind, number, revision in rows}

    def begin_with(self, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """Titles and tags that begin like ``prefix``."""
        wanted = squeezed(prefix).replace("\x00", "")
        if not wanted:
            return ()
        return ranked([*self._tags(wanted), *self._titles(wanted)], limit)

    def _titles(self, wanted: str) -> Iterable[Entry]:
        asked = (
            f"SELECT found.key, found.place, rows.kind, rows.id, rows.titles, found.title FROM ({_BEGUN}) AS found "
            f"JOIN {self._tables.rows} AS rows ON rows.change = found.change"
        )
        for key, place, kind, number, titles, title in self._ask(asked, self._tables.keys, wanted):
            yield Entry(key, place, 1, Suggestion(json.loads(titles)[title], kind, number))

    def _tags(self, wanted: str) -> Iterable[Entry]:
        asked = (
            f"SELECT found.key, found.place, tags.used, tags.tag FROM ({_BEGUN}) AS found "
            f"JOIN {self._tables.tags} AS tags ON tags.tag = found.tag WHERE tags.used > 0"
        )
        for key, place, used, tag in self._ask(asked, self._tables.tag_keys, wanted):
            yield Entry(key, place, used, Suggestion(tag, TAG))

    def _ask(self, asked: str, table: str, wanted: str) -> Any:
        values = {"first": wanted, "last": wanted + LAST, "most": MOST_KEYS}
        return self._connection.execute(sa.text(asked.format(table=table)), values)


_BEGUN = "SELECT * FROM {table} WHERE key >= :first AND key < :last ORDER BY key LIMIT :most"
