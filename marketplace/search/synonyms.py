"""Words that mean the same, from ``synonyms.txt``: used when a query is read, never in the index."""

from collections.abc import Iterable
from functools import cache

from marketplace.search.text import notion_lines, query_terms, synonym_lines

Words = tuple[str, ...]


class Synonyms:
    """Groups of words or phrases that answer for each other; a phrase is a tuple of its words.

    ``notions`` are broad words with the narrow ones that answer for them, but not the other way round.
    """

    def __init__(self, groups: Iterable[Iterable[str]], notions: Iterable[tuple[Iterable[str], Iterable[str]]] = ()) -> None:
        self._same: dict[Words, dict[Words, None]] = {}
        self._narrow: dict[Words, dict[Words, None]] = {}
        for broad, narrow in notions:
            under = dict.fromkeys(tuple(query_terms(phrase)) for phrase in narrow)
            for word in broad:
                self._narrow.setdefault(tuple(query_terms(word)), {}).update(under)
        for group in groups:
            phrases = dict.fromkeys(tuple(query_terms(phrase)) for phrase in group)
            for phrase in phrases:
                # A word of two groups has the synonyms of both.
                self._same.setdefault(phrase, {}).update(phrases)
        self._longest = max(map(len, [*self._same, *self._narrow]), default=1)

    def of(self, phrase: Words) -> tuple[Words, ...]:
        """The other phrases that mean the same, in the order of the file."""
        return tuple(other for other in self._same.get(phrase, ()) if other != phrase)

    def under(self, phrase: Words) -> tuple[Words, ...]:
        """What a broad word stands for, in the order of the file."""
        return tuple(other for other in self._narrow.get(phrase, ()) if other != phrase)

    def spans(self, words: Words) -> list[Words]:
        """Cut a query into known phrases (the longest first) and single words."""
        spans: list[Words] = []
        start = 0
        while start < len(words):
            length = self._length_at(words, start)
            spans.append(words[start : start + length])
            start += length
        return spans

    def _length_at(self, words: Words, start: int) -> int:
        longest = min(self._longest, len(words) - start)
        return next(
            (
                length
                for length in range(longest, 1, -1)
                if (phrase := words[start : start + length]) in self._same or phrase in self._narrow
            ),
            1,
        )


@cache
def curated() -> Synonyms:
    """The synonyms of the house."""
    return Synonyms(synonym_lines(), notion_lines())
