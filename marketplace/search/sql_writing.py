"""How documents get into the tables of the SQL engine, and out of them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from marketplace.search.engine import Document, Key
from marketplace.search.lexemes import base_of, lexeme
from marketplace.search.rows import Entry, Row, spoken_of
from marketplace.search.sql_storage import Storage, Tables
from marketplace.search.suggestions import keys_of
from marketplace.search.text import is_speakable, sound_of

# As many changes as a process may miss before it reads everything again.
RECENT = 2000
BATCH = 1000
Levels = dict[str, int]


class Old(NamedTuple):
    """A document that is replaced or goes."""

    change: int
    titles: tuple[str, ...]
    tags: tuple[str, ...]


class Filling:
    """New tables on their way, batch by batch; what changes meanwhile is written into them too, and is newer."""

    def __init__(self, storage: Storage, tables: Tables) -> None:
        self._storage, self._tables = storage, tables
        self._seen: set[Key] = set()
        self._levels: Levels = {}
        self._spoken: Counter[str] = Counter()
        self._tags: Counter[str] = Counter()

    def add(self, connection: Connection, entries: Sequence[Entry], last: int) -> None:
        """Put in those that are not there yet, numbered up to ``last``. Raises ValueError if one comes twice."""
        for entry in entries:
            if entry.row.key in self._seen:
                raise ValueError(f"{entry.row.kind} {entry.row.id} comes twice.")
            self._seen.add(entry.row.key)
        there = self._there(connection, entries)
        numbered = [(change, entry) for change, entry in enumerate(entries, start=last - len(entries) + 1) if entry.row.key not in there]
        _insert(connection, self._storage, self._tables, numbered)
        for _, entry in numbered:
            _add_levels(self._levels, entry)
            self._spoken.update(entry.row.spoken)
            self._tags.update(set(entry.row.tags))

    def _there(self, connection: Connection, entries: Sequence[Entry]) -> set[Key]:
        there: set[Key] = set()
        asked = sa.text(f"SELECT id FROM {self._tables.rows} WHERE kind = :kind AND id BETWEEN :low AND :high")
        for kind in {entry.row.kind for entry in entries}:
            ids = [entry.row.id for entry in entries if entry.row.kind == kind]
            there |= {(kind, number) for (number,) in connection.execute(asked, {"kind": kind, "low": min(ids), "high": max(ids)})}
        return there

    def finish(self, connection: Connection, last: int) -> int:
        """Write the vocabulary and the tags, make it quick; returns the number of documents."""
        words = [_word(word, bits, self._spoken[word], last) for word, bits in self._levels.items()]
        _count(connection, self._storage, self._tables, words, self._tags)
        self._tables.finish(connection, self._storage)
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {self._tables.rows} WHERE revision IS NOT NULL").scalar_one())


class Change:
    """One batch of changes, in the transaction of whoever writes."""

    def __init__(self, connection: Connection, storage: Storage, tables: Tables, known: Mapping[str, int]) -> None:
        self._connection, self._storage, self._tables, self._known = connection, storage, tables, known

    def apply(self, entries: Sequence[Entry], deleted: Sequence[Key], last: int) -> None:
        """Take the old ones out and put ``entries`` in; the numbers up to ``last`` are theirs, then those of ``deleted``."""
        first = last - len(entries) - len(deleted) + 1
        numbered = list(enumerate(entries, start=first))
        old = self._taken_out([*(entry.row.key for entry in entries), *deleted])
        _insert(self._connection, self._storage, self._tables, numbered)
        gone = [(change, *key) for change, key in enumerate(deleted, start=first + len(entries))]
        self._storage.insert(self._connection, self._tables.rows, [(*row, None, 0, "{}", "{}", "[]", "[]") for row in gone])
        self._remember(numbered, last)
        self._count(entries, old.values(), last)

    def _taken_out(self, keys: Sequence[Key]) -> dict[Key, Old]:
        """The rows that stood there; one that says "gone" is a document without title and tags."""
        found: dict[Key, Old] = {}
        taken = sa.text(f"DELETE FROM {self._tables.rows} WHERE kind = :kind AND id = :id RETURNING change, titles, tags")
        for kind, number in keys:
            row = self._connection.execute(taken, {"kind": kind, "id": number}).first()
            if row is not None:
                found[kind, number] = Old(row.change, tuple(json.loads(row.titles)), tuple(json.loads(row.tags)))
        self._storage.remove_lexemes(self._connection, self._tables.lexemes, [old.change for old in found.values()])
        return found

    def _remember(self, numbered: Sequence[tuple[int, Entry]], last: int) -> None:
        rows = [(change, " ".join(_lexemes(entry))) for change, entry in numbered]
        self._storage.insert(self._connection, self._tables.recent, rows)
        self._connection.execute(sa.text(f"DELETE FROM {self._tables.recent} WHERE change <= :before"), {"before": last - RECENT})

    def _count(self, entries: Sequence[Entry], old: Iterable[Old], last: int) -> None:
        levels: Levels = {}
        for entry in entries:
            _add_levels(levels, entry)
        spoken = Counter(word for entry in entries for word in entry.row.spoken)
        tags = Counter(tag for entry in entries for tag in set(entry.row.tags))
        for one in old:
            spoken.subtract(spoken_of(one.titles + one.tags))
            tags.subtract(set(one.tags))
        new = {word for word, bits in levels.items() if bits & ~self._known.get(word, 0)}
        moved = {word for word, more in spoken.items() if more}
        words = [_word(word, levels.get(word, 0), spoken[word], last) for word in sorted(new | moved)]
        _count(self._connection, self._storage, self._tables, words, {tag: more for tag, more in tags.items() if more})


_WORD = ("word", "levels", "spoken", "pinyin", "initials", "blurred", "change")
_COUNT_WORD = (
    "INSERT INTO {table} AS old VALUES (:word, :levels, :spoken, :pinyin, :initials, :blurred, :change) "
    "ON CONFLICT (word) DO UPDATE SET levels = old.levels | excluded.levels, spoken = old.spoken + excluded.spoken, "
    "change = CASE WHEN (old.levels | excluded.levels) <> old.levels OR (old.spoken > 0) <> (old.spoken + excluded.spoken > 0) "
    "THEN excluded.change ELSE old.change END"
)
_COUNT_TAG = (
    "INSERT INTO {table} AS old VALUES (:tag, :used) ON CONFLICT (tag) DO UPDATE SET used = old.used + excluded.used RETURNING used"
)


def _count(connection: Connection, storage: Storage, tables: Tables, words: Sequence[Sequence[object]], tags: Mapping[str, int]) -> None:
    """Add to the counts of words and tags."""
    if connection.exec_driver_sql(f"SELECT 1 FROM {tables.words} LIMIT 1").first() is None:
        storage.insert(connection, tables.words, words)
    elif words:
        connection.execute(sa.text(_COUNT_WORD.format(table=tables.words)), [dict(zip(_WORD, row, strict=True)) for row in words])
    count = sa.text(_COUNT_TAG.format(table=tables.tags))
    new = [tag for tag, used in tags.items() if connection.execute(count, {"tag": tag, "used": used}).scalar_one() == used]
    # Keys that come twice are shown once.
    storage.insert(connection, tables.tag_keys, _tag_keys(new))


def _insert(connection: Connection, storage: Storage, tables: Tables, numbered: Sequence[tuple[int, Entry]]) -> None:
    storage.insert(connection, tables.rows, (_row(change, entry.row) for change, entry in numbered))
    storage.add_lexemes(connection, tables.lexemes, ((change, _lexemes(entry)) for change, entry in numbered))
    storage.insert(connection, tables.keys, _title_keys(numbered))


def _row(change: int, row: Row) -> tuple[object, ...]:
    texts = (json.dumps(value, ensure_ascii=False) for value in (row.facets, row.numbers, row.titles, row.tags))
    return (change, *row.key, row.revision, row.length, *(text.replace("\x00", "") for text in texts))


def _lexemes(entry: Entry) -> list[str]:
    words = [lexeme(base_of(("words", word)), level) for word, level in entry.words.items()]
    return words + [lexeme(base_of(("pairs", pair)), level) for pair, level in entry.pairs.items()]


def _add_levels(levels: Levels, entry: Entry) -> None:
    for word, level in entry.words.items():
        levels[word] = levels.get(word, 0) | 1 << level


def _word(word: str, levels: int, spoken: int, change: int) -> tuple[object, ...]:
    sound = sound_of(word) if is_speakable(word) else (None, None, None)
    return (word, levels, spoken, *sound, change)


def _title_keys(numbered: Iterable[tuple[int, Entry]]) -> Iterator[tuple[object, ...]]:
    for change, entry in numbered:
        for place_of_title, title in enumerate(entry.row.titles):
            for key, place in dict.fromkeys(keys_of(title)):
                yield key, place, change, place_of_title


def _tag_keys(tags: Iterable[str]) -> Iterator[tuple[object, ...]]:
    return ((key, place, tag) for tag in tags for key, place in dict.fromkeys(keys_of(tag)))


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in lots that are written at once."""
    left = iter(documents)
    while batch := list(islice(left, BATCH)):
        yield batch
