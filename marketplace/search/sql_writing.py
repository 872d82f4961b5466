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
from marketplace.search.rows import Entry, Row, entry_of, spoken_of
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


def fill(connection: Connection, storage: Storage, tables: Tables, documents: Iterable[Document]) -> int:
    """Fill new tables; returns the number of documents. Raises ValueError if one comes twice."""
    seen: set[Key] = set()
    levels: Levels = {}
    spoken: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    tables.create(connection, storage)
    for batch in _batches(documents):
        entries = [entry_of(document) for document in batch]
        numbered = list(enumerate(entries, start=len(seen) + 1))
        _note(seen, entries)
        _insert(connection, storage, tables, numbered)
        for entry in entries:
            _add_levels(levels, entry)
            spoken.update(entry.row.spoken)
            tags.update(set(entry.row.tags))
    storage.insert(connection, tables.words, (_word(word, bits, spoken[word], len(seen)) for word, bits in levels.items()))
    storage.insert(connection, tables.tags, tags.items())
    storage.insert(connection, tables.tag_keys, _tag_keys(tags))
    tables.finish(connection, storage)
    return len(seen)


def _note(seen: set[Key], entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.row.key in seen:
            raise ValueError(f"{entry.row.kind} {entry.row.id} comes twice.")
        seen.add(entry.row.key)


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
        gone = [(change, *key) for change, key in enumerate(deleted, start=first + len(entries)) if key in old]
        self._storage.insert(self._connection, self._tables.rows, [(*row, None, 0, "{}", "{}", "[]", "[]") for row in gone])
        self._remember(numbered, last)
        self._count_words(entries, old.values(), last)
        self._count_tags(entries, old.values())

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
        self._run(f"DELETE FROM {self._tables.recent} WHERE change <= :before", {"before": last - RECENT})

    def _count_words(self, entries: Sequence[Entry], old: Iterable[Old], last: int) -> None:
        levels: Levels = {}
        for entry in entries:
            _add_levels(levels, entry)
        new = [_word(word, bits, 0, last) for word, bits in levels.items() if bits & ~self._known.get(word, 0)]
        if new:
            self._run(_NEW_WORD.format(table=self._tables.words), [dict(zip(_WORD, row, strict=True)) for row in new])
        spoken = Counter(word for entry in entries for word in entry.row.spoken)
        spoken.subtract(word for one in old for word in spoken_of(one.titles + one.tags))
        moved = [{"word": word, "more": more, "change": last} for word, more in spoken.items() if more]
        if moved:
            self._run(_SPOKEN.format(table=self._tables.words), moved)

    def _count_tags(self, entries: Sequence[Entry], old: Iterable[Old]) -> None:
        tags = Counter(tag for entry in entries for tag in dict.fromkeys(entry.row.tags))
        tags.subtract(tag for one in old for tag in dict.fromkeys(one.tags))
        for tag, more in tags.items():
            named = {"tag": tag, "more": more}
            if more and not self._run(f"UPDATE {self._tables.tags} SET used = used + :more WHERE tag = :tag", named).rowcount:
                self._storage.insert(self._connection, self._tables.tags, [(tag, more)])
                self._storage.insert(self._connection, self._tables.tag_keys, _tag_keys([tag]))

    def _run(self, statement: str, values: Mapping[str, object] | Sequence[Mapping[str, object]]) -> sa.CursorResult[tuple[object, ...]]:
        return self._connection.execute(sa.text(statement), values)


_WORD = ("word", "levels", "spoken", "pinyin", "initials", "blurred", "change")
_NEW_WORD = (
    "INSERT INTO {table} VALUES (:word, :levels, :spoken, :pinyin, :initials, :blurred, :change) "
    "ON CONFLICT (word) DO UPDATE SET levels = {table}.levels | excluded.levels, change = excluded.change"
)
_SPOKEN = (
    "UPDATE {table} SET spoken = spoken + :more, "
    "change = CASE WHEN (spoken > 0) <> (spoken + :more > 0) THEN :change ELSE change END WHERE word = :word"
)


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


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    left = iter(documents)
    while batch := list(islice(left, BATCH)):
        yield batch
