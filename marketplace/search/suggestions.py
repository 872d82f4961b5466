"""Titles and tags as one types: by characters, by pinyin, by initials."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from marketplace.search.engine import Suggestion
from marketplace.search.rows import Row
from marketplace.search.text import fold, is_chinese, pinyin_keys, query_terms

TAG = "tag"
LONGEST_KEY = 24
AT_START, AT_WORD = 0, 1


class Entry(NamedTuple):
    """A key under which a suggestion is found; the tuple's order is that of the list."""

    key: str
    place: int
    used: int
    suggestion: Suggestion


class SuggestionTable:
    """Sorted keys of all titles and tags of one generation."""

    def __init__(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        tags = Counter(tag for row in rows for tag in dict.fromkeys(row.tags))
        titles = ((Suggestion(title, row.kind, row.id), 1) for row in rows for title in row.titles)
        offered = [*titles, *((Suggestion(tag, TAG), used) for tag, used in tags.items())]
        entries = (Entry(key, place, used, said) for said, used in offered for key, place in keys_of(said.text))
        self._entries = sorted(entries, key=lambda entry: entry.key)
        self._keys = [entry.key for entry in self._entries]

    def begin_with(self, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """At most ``limit`` suggestions, those that begin like this before those with such a word, tags first."""
        wanted = squeezed(prefix)
        if not wanted:
            return ()
        start = bisect_left(self._keys, wanted)
        return ranked(takewhile(lambda entry: entry.key.startswith(wanted), self._entries[start:]), limit)


def ranked(entries: Iterable[Entry], limit: int) -> tuple[Suggestion, ...]:
    """The best suggestions, each once."""
    return tuple(dict.fromkeys(entry.suggestion for entry in sorted(entries, key=_rank)))[:limit]


def _rank(entry: Entry) -> tuple[int, bool, int, int, str, int]:
    said = entry.suggestion
    return entry.place, said.kind != TAG, -entry.used, len(said.text), said.text, said.id or 0


@lru_cache(100_000)
def keys_of(text: str) -> tuple[tuple[str, int], ...]:
    """The text from each of its words on, as written, as pinyin and as initials; remembered over generations."""
    folded, words = squeezed(text), query_terms(text)
    keys = [(folded[:LONGEST_KEY], AT_START)]
    for start, word in enumerate(words):
        place = AT_WORD if start else AT_START
        tail = folded[at:] if (at := folded.find(word)) >= 0 else word
        keys += [(key[:LONGEST_KEY], place) for key in (tail, *_sounds(words[start:]))]
    return tuple(keys)


def _sounds(words: list[str]) -> list[str]:
    """Pinyin and initials of words that begin with a Chinese one."""
    if not is_chinese(words[0]):
        return []
    sounds = [pinyin_keys(word) for word in words if is_chinese(word)]
    return ["".join(full for full, _ in sounds), "".join(initials for _, initials in sounds)]


def squeezed(text: str) -> str:
    """What one types without spaces and case: they make no difference."""
    return "".join(fold(text).split())
