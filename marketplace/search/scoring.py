"""Which documents have what is asked for, and how well: BM25 over weighted words, in numpy.

Deleted documents count for nothing here, unlike in Whoosh's own scores: an index that was
changed bit by bit gives the same scores as one that was built at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search.reading import Alternative, Group

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
# Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", section 3: usual values;
# weights of fields go into the term frequency before it saturates (BM25F), see ``rows.WEIGHTS``.
K1, B = 1.2, 0.75


class Postings(NamedTuple):
    """Documents that have a term: their positions, each once, and the term's weight in each."""

    positions: NDArray[np.intp]
    weights: Floats


class Source(Protocol):
    """What is scored: the length of each living document, and who has a term."""

    @property
    def lengths(self) -> Floats:
        """Words of each document."""

    def postings(self, field: str, term: str) -> Postings:
        """Documents that have a term in "words" or "pairs"; empty if none has."""


@dataclass(frozen=True)
class Match:
    """For every document: whether it matches, and its score (0 where it does not)."""

    mask: Mask
    scores: Floats


def match(groups: Sequence[Group], source: Source, *, needed: int | None = None) -> Match:
    """Documents that have at least ``needed`` of the groups (all by default); no group matches everything."""
    found = [_weights(group, source) for group in groups]
    count = sum((weights > 0 for weights in found), np.zeros(len(source.lengths), np.int64))
    mask = count >= (len(groups) if needed is None else needed)
    scores = sum((bm25(weights, source.lengths) for weights in found), np.zeros(len(source.lengths)))
    return Match(mask, np.where(mask, scores, 0.0))


def either(one: Match, other: Match) -> Match:
    """What one or the other matches, with the better score."""
    return Match(one.mask | other.mask, np.maximum(one.scores, other.scores))


def bm25(weights: Floats, lengths: Floats) -> Floats:
    """Score of one group for every document; ``weights`` are term frequencies, 0 where it is absent."""
    n, having = len(lengths), np.count_nonzero(weights)
    if not having:
        return np.zeros(n)
    rarity = np.log1p((n - having + 0.5) / (having + 0.5))
    saturation = K1 * (1 - B + B * lengths / lengths.mean())
    scores: Floats = rarity * weights * (K1 + 1) / (weights + saturation)
    return scores


def _weights(group: Group, source: Source) -> Floats:
    """The best alternative of each document: synonyms side by side are no merit."""
    best = np.zeros(len(source.lengths))
    for way in group.alternatives:
        positions, weights = _together(way, source)
        best[positions] = np.maximum(best[positions], way.weight * weights)
    return best


def _together(way: Alternative, source: Source) -> Postings:
    asked = [("words", word) for word in way.words] + [("pairs", pair) for pair in way.pairs]
    return reduce(_both, (source.postings(field, term) for field, term in asked))


def _both(one: Postings, other: Postings) -> Postings:
    shared, left, right = np.intersect1d(one.positions, other.positions, assume_unique=True, return_indices=True)
    return Postings(shared, np.minimum(one.weights[left], other.weights[right]))
