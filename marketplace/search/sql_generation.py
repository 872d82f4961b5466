"""One generation of the SQL engine's index, in memory: columns and vocabulary; postings are read when asked for.

A newer generation is made from an older one and the rows that have changed since, so that one added
entry costs one row, however many there are.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection

from marketplace.search.columns import Columns
from marketplace.search.lexemes import parted
from marketplace.search.postings_cache import PostingsCache
from marketplace.search.scoring import Postings
from marketplace.search.sql_storage import State, Tables
from marketplace.search.sql_writing import RECENT
from marketplace.search.text import Sound, domain_words
from marketplace.search.vocabulary import Lexicon

BATCH = 20_000
# After that many the columns are made anew, without those that are gone.
MOST_CHANGES = 20_000
# Lexemes of changed documents, by their written words: the change and the level.
Recent = dict[str, list[tuple[int, int]]]


class Line(NamedTuple):
    """What the columns need of a row."""

    change: int
    kind: str
    id: int
    length: int
    facets: Mapping[str, tuple[str, ...]]
    numbers: dict[str, float]


@dataclass
class Words:
    """The vocabulary. Generations share the tables, which only gain; the lexicon is each one's own."""

    levels: dict[str, int] = field(default_factory=dict)
    sounds: dict[str, Sound] = field(default_factory=dict)
    spoken: frozenset[str] = frozenset()
    lexicon: Lexicon = field(default_factory=lambda: Lexicon((), ()))


@dataclass(frozen=True)
class Generation:
    """What a process knows of the index at one of its changes."""

    epoch: str
    number: int
    changes: NDArray[np.int64]
    columns: Columns
    words: Words
    recent: Recent
    cache: PostingsCache
    read_at: int
    last_death: int = 0

    @property
    def name(self) -> str:
        """The name of the generation."""
        return f"{self.epoch}.{self.number}"

    def positions_of(self, changes: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """Positions of the documents with these numbers, and which of them live in this generation."""
        if not len(self.changes):
            return np.zeros(len(changes), np.int32), np.zeros(len(changes), bool)
        at = np.minimum(np.searchsorted(self.changes, changes), len(self.changes) - 1)
        living = (self.changes[at] == changes) & self.columns.alive[at]
        return at.astype(np.int32), living

    def brought_up(self, base: str, postings: Postings, at: int) -> Postings:
        """Postings that were read at an earlier change, with what has come and gone since."""
        since = [(change, level) for change, level in self.recent.get(base, ()) if at < change <= self.number]
        if since:
            changes, levels = np.array(since, np.int64).T
            positions, living = self.positions_of(changes)
            postings = Postings(
                np.concatenate([postings.positions, positions[living]]),
                np.concatenate([postings.levels, levels[living].astype(np.uint8)]),
            )
        if self.last_death > at:
            living = self.columns.alive[postings.positions]
            postings = Postings(postings.positions[living], postings.levels[living])
        return postings


def loaded(connection: Connection, state: State) -> Generation:
    """Everything, read anew."""
    tables = Tables(state.epoch)
    columns = Columns.empty()
    changes = [np.empty(0, np.int64)]
    for lines in _batches(_lines(connection, tables, since=-1)):
        columns = columns.grown(lines)
        changes.append(np.array([line.change for line in lines], np.int64))
    words = _grown(Words(), _changed_words(connection, tables, since=-1))
    return Generation(state.epoch, state.number, np.concatenate(changes), columns, words, {}, PostingsCache(), state.number)


def refreshed(connection: Connection, state: State, known: Generation | None) -> Generation:
    """The generation of ``state``, from what is known if that is near enough."""
    if known is None or known.epoch != state.epoch or not known.number < state.number <= known.number + RECENT:
        return loaded(connection, state)
    if state.number > known.read_at + MOST_CHANGES:
        return loaded(connection, state)
    tables = Tables(state.epoch)
    lines = list(_lines(connection, tables, since=known.number))
    gone = _positions_gone(connection, tables, known)
    columns = known.columns.without(gone) if gone else known.columns
    recent = _since(connection, f"SELECT change, lexemes FROM {tables.recent}", known.number).all()
    words = _grown(known.words, _changed_words(connection, tables, since=known.number))
    for change, lexemes in recent:
        for base, level in map(parted, lexemes.split()):
            known.recent.setdefault(base, []).append((change, level))
    return replace(
        known,
        number=state.number,
        columns=columns.grown(lines) if lines else columns,
        changes=np.concatenate([known.changes, np.array([line.change for line in lines], np.int64)]),
        words=words,
        last_death=state.number if gone else known.last_death,
    )


def _positions_gone(connection: Connection, tables: Tables, known: Generation) -> list[int]:
    """Positions of the documents that were replaced or taken out since."""
    names = _since(connection, f"SELECT kind, id FROM {tables.rows}", known.number)
    ids = known.columns.ids
    found: list[int] = []
    for kind, number in names:
        places = np.flatnonzero((ids == number) & known.columns.alive).tolist()
        found += [place for place in places if known.columns.key_of(place) == (kind, number)]
    return found


def _lines(connection: Connection, tables: Tables, *, since: int) -> Iterator[Line]:
    asked = f"SELECT change, kind, id, length, facets, numbers FROM {tables.rows}"
    for rows in _since(connection, asked, since, "AND revision IS NOT NULL").partitions(BATCH):
        *plain, facets, numbers = zip(*rows, strict=True)
        # Lists of values serve as well as tuples.
        yield from map(Line, *plain, _parsed(facets), _parsed(numbers))


def _parsed(texts: Sequence[str]) -> list[Any]:
    """Many small JSON texts, read as one."""
    parsed: list[Any] = json.loads(f"[{','.join(texts)}]")
    return parsed


def _changed_words(connection: Connection, tables: Tables, *, since: int) -> Any:
    asked = f"SELECT word, levels, spoken, pinyin, initials, blurred FROM {tables.words}"
    return _since(connection, asked, since, order="word")


def _since(connection: Connection, asked: str, since: int, more: str = "", order: str = "change") -> Any:
    statement = sa.text(f"{asked} WHERE change > :since {more} ORDER BY {order}")
    # Everything does not fit into memory at once.
    return connection.execute(statement, {"since": since}, execution_options={"stream_results": since < 0})


def _grown(words: Words, rows: Iterable[Any]) -> Words:
    """The vocabulary with changed words; the same lexicon if it has no new one and none is spoken anew."""
    domain = frozenset(domain_words())
    new: list[str] = []
    spoken = set(words.spoken)
    for word, levels, times, *sound in rows:
        if word not in words.levels:
            new.append(word)
        words.levels[word] = levels
        if sound[0] is not None:
            words.sounds[word] = Sound(*sound)
            (spoken.add if times > 0 or word in domain else spoken.discard)(word)
    if not new and spoken == words.spoken:
        return words
    lexicon = Lexicon([*words.lexicon.ordered, *new], spoken, words.sounds.__getitem__)
    return Words(words.levels, words.sounds, frozenset(spoken), lexicon)


def _batches(lines: Iterator[Line]) -> Iterator[Sequence[Line]]:
    while batch := list(islice(lines, BATCH)):
        yield batch
