"""What the index stores of a document, and the weighted words it indexes."""

from collections import Counter, defaultdict
from typing import NamedTuple

from marketplace.search.engine import Document, Key
from marketplace.search.levels import level_of, pair_level_of
from marketplace.search.text import bigrams, index_terms, is_chinese

Weights = defaultdict[str, float]
# Chosen on the tuning half of the judged queries, see docs/search.md.
WEIGHTS = {"title": 10.0, "tags": 8.0, "summary": 4.0, "body": 1.0}
# Nobody types longer ones, and an index has no room for them.
LONGEST_TERM = 100


class Row(NamedTuple):
    """A stored document: all that facets, order, suggestions and spelling need; no text."""

    kind: str
    id: int
    revision: int
    length: int
    titles: tuple[str, ...]
    tags: tuple[str, ...]
    spoken: tuple[str, ...]
    facets: dict[str, tuple[str, ...]]
    numbers: dict[str, float]

    @property
    def key(self) -> Key:
        """The name of the document."""
        return self.kind, self.id


class Entry(NamedTuple):
    """A document as it goes into the index: the levels of its words and pairs of neighbours, and its row.

    Pairs that are words of the document too are only among the words: a quarter fewer postings.
    """

    words: dict[str, int]
    pairs: dict[str, int]
    row: Row


def entry_of(document: Document) -> Entry:
    """Analyse a document: a word of the title weighs ten times one of the body."""
    words: Weights = defaultdict(float)
    pairs: Weights = defaultdict(float)
    length = 0
    for part, weight in WEIGHTS.items():
        texts = [text for text in getattr(document, part) if text]
        terms = [term for text in texts for term in index_terms(text)]
        length += len(terms)
        _add(words, terms, weight)
        _add(pairs, [pair for text in texts for pair in bigrams(text)], weight)
    levels = {word: level_of(weight) for word, weight in words.items() if len(word) <= LONGEST_TERM}
    only_pairs = {pair: pair_level_of(weight) for pair, weight in pairs.items() if pair not in words and len(pair) <= LONGEST_TERM}
    return Entry(levels, only_pairs, _row(document, length))


def _row(document: Document, length: int) -> Row:
    titles, tags = tuple(filter(None, document.title)), tuple(filter(None, document.tags))
    spoken = spoken_of(titles + tags)
    facets = {name: tuple(values) for name, values in document.facets.items()}
    return Row(*document.key, document.revision, length, titles, tags, spoken, facets, dict(document.numbers))


def spoken_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The Chinese words of titles and tags: those that people type by their sound."""
    return tuple(sorted({word for text in texts for word in index_terms(text) if is_chinese(word)}))


def _add(weights: Weights, terms: list[str], weight: float) -> None:
    for term, times in Counter(terms).items():
        weights[term] += weight * times
