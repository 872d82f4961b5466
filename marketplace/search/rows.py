"""What the index stores of a document, and the weighted words it indexes."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from marketplace.search.engine import Document, Key
from marketplace.search.text import bigrams, index_terms, is_chinese

# Starting values, to be tuned on judged queries.
WEIGHTS = {"title": 3.0, "tags": 2.0, "summary": 1.5, "body": 1.0}


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


def row_of(document: Document) -> Row:
    """What is stored of a document."""
    titles = tuple(text for text in document.title if text)
    tags = tuple(text for text in document.tags if text)
    spoken = sorted({word for text in titles + tags for word in index_terms(text) if is_chinese(word)})
    length = sum(len(index_terms(text)) for _, text in _texts(document))
    facets = {name: tuple(values) for name, values in document.facets.items()}
    return Row(*document.key, document.revision, length, titles, tags, tuple(spoken), facets, dict(document.numbers))


def weighted_words(document: Document) -> dict[str, float]:
    """Words with their weight: a word of the title counts three times one of the body."""
    return _weighted(document, index_terms)


def weighted_pairs(document: Document) -> dict[str, float]:
    """Pairs of neighbours, weighted in the same way."""
    return _weighted(document, bigrams)


def _weighted(document: Document, terms: Callable[[str], list[str]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part, text in _texts(document):
        for term in terms(text):
            weights[term] = weights.get(term, 0.0) + WEIGHTS[part]
    return weights


def _texts(document: Document) -> Iterable[tuple[str, str]]:
    for part in WEIGHTS:
        for text in getattr(document, part):
            if text:
                yield part, text
