"""From the strict answer to looser ones, one honest step after another, until something is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain

from marketplace.search.engine import Widening
from marketplace.search.facets import Narrowing
from marketplace.search.reading import Group, group_of_wish, is_small_talk, read, read_pairs, read_parts, with_synonyms
from marketplace.search.scoring import Match, Source, beneath, either, match
from marketplace.search.spelling import respell
from marketplace.search.synonyms import curated
from marketplace.search.text import query_terms
from marketplace.search.vocabulary import Vocabulary
from marketplace.search.wishes import Ways, Wish, known_wishes

MOST_TERMS = 40
# One question is read for several steps: enough for the texts of a few threads, and each is read once.
TEXTS_REMEMBERED = 16
# Shares of what was said, rare words counting more: for answers that do not have all words.
MOST_SAID, LITTLE_SAID, SOME_SAID = 0.4, 0.2, 0.0


@dataclass(frozen=True)
class Question:
    """A text as it is understood: its words, and the wishes it says."""

    words: str
    wishes: tuple[Wish, ...] = ()

    @cached_property
    def wished(self) -> tuple[Group, ...]:
        """What is asked for by wishes."""
        return tuple(group_of_wish(wish, curated()) for wish in self.wishes)


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
        # One generation reads a text always the same way.
        self._read = lru_cache(TEXTS_REMEMBERED)(lambda text: read(text, vocabulary))
        self._widened = lru_cache(TEXTS_REMEMBERED)(lambda text: with_synonyms(self._read(text), curated()))

    def question(self, text: str, narrowing: Narrowing) -> Question:
        """What a text asks for, where wishes are understood that something under the filters can fulfil."""

        def can_be(ways: Ways) -> bool:
            return any(len(narrowing.passing(self._source.meeting(facts))) for facts in ways)

        understood = known_wishes().understand(text, can_be)
        # "What is there for veterans": small talk is only looked for where nothing else was said.
        words = "" if understood.wishes and is_small_talk(understood.rest) else understood.rest
        return Question(words, understood.wishes)

    def find(self, asked: Question, narrowing: Narrowing) -> Found:
        """The first step that finds something under the filters, else the strict answer. A question without words matches all."""
        strict = self._strict(asked, narrowing)
        steps = chain([strict], self._respelled(asked), self._neighbours(asked), self._any_words(asked))
        return next((found for found in steps if found.within(narrowing)), strict)

    def fill(self, asked: Question, found: Found, narrowing: Narrowing, enough: int) -> Found:
        """Less than enough, and below it what has the most telling words; then the short words inside long ones."""
        # Looked at first: to read how else to fill is not free.
        if found.widening == "bigram" or not _is_few(found, narrowing, enough):
            return found
        for groups, share in self._fillings(replace(asked, words=found.corrected or asked.words)):
            found = replace(found, match=beneath(found.match, match(groups, self._source, share=share)))
            if not _is_few(found, narrowing, enough):
                break
        return found

    def _fillings(self, asked: Question) -> Iterator[tuple[Sequence[Group], float]]:
        groups = self._widened(asked.words) + asked.wished
        if len(groups) > 1:
            yield from ((groups, share) for share in (MOST_SAID, LITTLE_SAID))
        parts = read_parts(asked.words, self._vocabulary, curated()) + asked.wished
        if len(parts) > len(groups):
            yield from ((parts, share) for share in (MOST_SAID, LITTLE_SAID))

    def find_anyway(self, asked: Question, narrowing: Narrowing) -> Found | None:
        """What the words find under looser filters; None if the filters were not to blame."""
        if not query_terms(asked.words) and not asked.wishes:
            return None
        steps = chain([self._strict(asked, narrowing)], self._respelled(asked))
        found = next((found for found in steps if found.within(narrowing)), None)
        return Found(found.match, found.terms, "filters", found.corrected) if found else None

    def _strict(self, asked: Question, narrowing: Narrowing) -> Found:
        """All words, or their synonyms where the words themselves are not to be had."""
        as_typed, groups = self._read(asked.words) + asked.wished, self._widened(asked.words) + asked.wished
        plain = match(as_typed, self._source)
        if groups == as_typed:
            return Found(plain, _terms(groups))
        found = Found(either(plain, match(groups, self._source)), _terms(groups))
        if Found(plain).within(narrowing) or not found.within(narrowing):
            return found
        return Found(found.match, found.terms, "synonym")

    def _respelled(self, asked: Question) -> Iterator[Found]:
        if corrected := respell(asked.words, self._vocabulary):
            groups = self._widened(corrected) + asked.wished
            yield Found(match(groups, self._source), _terms(groups), "spelling", corrected)

    def _neighbours(self, asked: Question) -> Iterator[Found]:
        if groups := read_pairs(asked.words, self._vocabulary):
            groups += asked.wished
            yield Found(match(groups, self._source), _terms(groups), "bigram")

    def _any_words(self, asked: Question) -> Iterator[Found]:
        """The most telling words and wishes, then any."""
        groups = self._widened(asked.words) + asked.wished
        for share in (MOST_SAID, SOME_SAID) if len(groups) > 1 else ():
            yield Found(match(groups, self._source, share=share), _terms(groups), "any_word")


def _is_few(found: Found, narrowing: Narrowing, enough: int) -> bool:
    return 0 < len(narrowing.passing(found.match.positions)) < enough


def _terms(groups: Sequence[Group]) -> tuple[str, ...]:
    shown = dict.fromkeys(term for group in groups for term in group.shown)
    return tuple(shown)[:MOST_TERMS]
