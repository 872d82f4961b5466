"""From the strict answer to looser ones, one honest step after another, until something is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from marketplace.search.engine import Widening
from marketplace.search.facets import Narrowing
from marketplace.search.reading import Group, read, read_pairs, read_parts, with_synonyms
from marketplace.search.scoring import Match, Source, beneath, either, match
from marketplace.search.spelling import respell
from marketplace.search.synonyms import curated
from marketplace.search.text import query_terms
from marketplace.search.vocabulary import Vocabulary

MOST_TERMS = 40
# Shares of what was said, rare words counting more: for answers that do not have all words.
MOST_SAID, LITTLE_SAID, SOME_SAID = 0.4, 0.2, 0.0


@dataclass(frozen=True)
class Found:
    """What a text matches, and by which step."""

    match: Match
    terms: tuple[str, ...] = ()
    widening: Widening | None = None
    corrected: str | None = None

    def within(self, narrowing: Narrowing) -> bool:
        """Whether any of it passes the filters."""
        return len(narrowing.passing(self.match.positions)) > 0


class Finder:
    """Finds what a text asks for among the documents of one generation."""

    def __init__(self, source: Source, vocabulary: Vocabulary) -> None:
        self._source, self._vocabulary = source, vocabulary

    def find(self, text: str, narrowing: Narrowing) -> Found:
        """The first step that finds something under the filters, else the strict answer. A text without words matches all."""
        strict = self._strict(text, narrowing)
        steps = chain([strict], self._respelled(text), self._neighbours(text), self._any_words(text))
        return next((found for found in steps if found.within(narrowing)), strict)

    def fill(self, text: str, found: Found, narrowing: Narrowing, enough: int) -> Found:
        """Less than enough, and below it what has the most telling words; then the short words inside long ones."""
        for groups, share in self._fillings(found.corrected or text):
            hits = len(narrowing.passing(found.match.positions))
            if found.widening == "bigram" or not 0 < hits < enough:
                break
            found = replace(found, match=beneath(found.match, match(groups, self._source, share=share)))
        return found

    def _fillings(self, text: str) -> Iterator[tuple[Sequence[Group], float]]:
        groups = read(text, self._vocabulary, curated())
        if len(groups) > 1:
            yield from ((groups, share) for share in (MOST_SAID, LITTLE_SAID))
        parts = read_parts(text, self._vocabulary, curated())
        if len(parts) > len(groups):
            yield from ((parts, share) for share in (MOST_SAID, LITTLE_SAID))

    def find_anyway(self, text: str, narrowing: Narrowing) -> Found | None:
        """What the words find under looser filters; None if the filters were not to blame."""
        if not query_terms(text):
            return None
        steps = chain([self._strict(text, narrowing)], self._respelled(text))
        found = next((found for found in steps if found.within(narrowing)), None)
        return Found(found.match, found.terms, "filters", found.corrected) if found else None

    def _strict(self, text: str, narrowing: Narrowing) -> Found:
        """All words, or their synonyms where the words themselves are not to be had."""
        as_typed = read(text, self._vocabulary)
        groups = with_synonyms(as_typed, curated())
        plain = match(as_typed, self._source)
        if groups == as_typed:
            return Found(plain, _terms(groups))
        found = Found(either(plain, match(groups, self._source)), _terms(groups))
        if Found(plain).within(narrowing) or not found.within(narrowing):
            return found
        return Found(found.match, found.terms, "synonym")

    def _respelled(self, text: str) -> Iterator[Found]:
        if corrected := respell(text, self._vocabulary):
            groups = read(corrected, self._vocabulary, curated())
            yield Found(match(groups, self._source), _terms(groups), "spelling", corrected)

    def _neighbours(self, text: str) -> Iterator[Found]:
        if groups := read_pairs(text, self._vocabulary):
            yield Found(match(groups, self._source), _terms(groups), "bigram")

    def _any_words(self, text: str) -> Iterator[Found]:
        """The most telling words, then any."""
        groups = read(text, self._vocabulary, curated())
        for share in (MOST_SAID, SOME_SAID) if len(groups) > 1 else ():
            yield Found(match(groups, self._source, share=share), _terms(groups), "any_word")


def _terms(groups: Sequence[Group]) -> tuple[str, ...]:
    shown = dict.fromkeys(term for group in groups for term in group.shown)
    return tuple(shown)[:MOST_TERMS]
