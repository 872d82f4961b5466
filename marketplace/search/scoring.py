"""Which documents have what is asked for, and how well: BM25 over weighted words, in numpy.

Deleted documents count for nothing here: an index that was changed bit by bit gives the same
scores as one that was built at once, and every engine gives the same scores.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search.levels import WEIGHTS
from marketplace.search.reading import Alternative, Group

Floats = NDArray[np.float64]
Positions = NDArray[np.int32]
Levels = NDArray[np.uint8]
Asked = tuple[str, str]
# Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", section 3: usual values;
# weights of fields go into the term frequency before it saturates (BM25F), see ``rows.WEIGHTS``.
K1, B = 1.2, 0.75


class Postings(NamedTuple):
    """Documents that have a term: their positions, each once and ascending, and the term's level in each."""

    positions: Positions
    levels: Levels


class Weighted(NamedTuple):
    """Documents that have what one group asks for, ascending, and the weight of their best alternative."""

    positions: Positions
    weights: Floats


NOTHING = Postings(np.empty(0, np.int32), np.empty(0, np.uint8))
NOBODY = Weighted(NOTHING.positions, np.empty(0))


class Source(Protocol):
    """What is scored: the living documents with their lengths, and who has a term."""

    @property
    def living(self) -> Positions:
        """Positions of the documents that are there, ascending."""

    @property
    def saturation(self) -> Floats:
        """K1 with the length of each document in it, by position, see ``saturation_of``."""

    def prefetch(self, asked: Iterable[Asked]) -> None:
        """Say beforehand which terms will be asked for: one way to the index instead of many."""

    def postings(self, field: str, term: str) -> Postings:
        """Documents that have a term in "words" or "pairs"; empty if none has."""


@dataclass(frozen=True)
class Match:
    """The documents that match, ascending, and the score of each."""

    positions: Positions
    scores: Floats


def saturation_of(lengths: NDArray[np.int64], living: Positions) -> Floats:
    """How slowly weights wear off: long documents have every word more often."""
    # Summed as integers, so that the order of documents makes no difference.
    mean = int(lengths[living].sum()) / len(living) if len(living) else 1.0
    return np.asarray(K1 * (1 - B + B * lengths / (mean or 1.0)), np.float64)


def match(groups: Sequence[Group], source: Source, *, needed: int | None = None) -> Match:
    """Documents that have at least ``needed`` of the groups (all by default); no group matches everything."""
    if not groups:
        return Match(source.living, np.zeros(len(source.living)))
    source.prefetch(_asked(groups))
    found = [_weighted(group, source) for group in groups]
    positions = _in_all(found) if needed in (None, len(groups)) else _in_some(found, needed or 1)
    scores = sum((_scores(one, positions, source) for one in found), np.zeros(len(positions)))
    return Match(positions, scores)


def either(one: Match, other: Match) -> Match:
    """What one or the other matches, with the better score."""
    positions = np.union1d(one.positions, other.positions)
    scores = np.zeros(len(positions))
    for each in (one, other):
        at = np.searchsorted(positions, each.positions)
        scores[at] = np.maximum(scores[at], each.scores)
    return Match(positions, scores)


def merged(parts: list[Postings]) -> Postings:
    """Postings of documents that are in one part each, put in order."""
    positions = np.concatenate([part.positions for part in parts])
    order = np.argsort(positions, kind="stable")
    return Postings(positions[order], np.concatenate([part.levels for part in parts])[order])


def _asked(groups: Iterable[Group]) -> set[Asked]:
    return {asked for group in groups for way in group.alternatives for asked in _terms(way)}


def _terms(way: Alternative) -> list[Asked]:
    return [("words", word) for word in way.words] + [("pairs", pair) for pair in way.pairs]


def _weighted(group: Group, source: Source) -> Weighted:
    """The best alternative of each document: synonyms side by side are no merit."""
    ways = [found for way in group.alternatives if len((found := _together(way, source)).positions)]
    if len(ways) < 2:
        return ways[0] if ways else NOBODY
    positions = np.concatenate([way.positions for way in ways])
    weights = np.concatenate([way.weights for way in ways])
    order = np.lexsort((weights, positions))
    positions, weights = positions[order], weights[order]
    last = np.append(positions[1:] != positions[:-1], True)
    return Weighted(positions[last], weights[last])


def _together(way: Alternative, source: Source) -> Weighted:
    shared = reduce(_both, (source.postings(field, term) for field, term in _terms(way)))
    return Weighted(shared.positions, way.weight * WEIGHTS[shared.levels])


def _both(one: Postings, other: Postings) -> Postings:
    few, many = sorted((one, other), key=lambda postings: len(postings.positions))
    at, there = _places(few.positions, many.positions)
    return Postings(few.positions[there], np.minimum(few.levels[there], many.levels[at[there]]))


def _in_all(found: Sequence[Weighted]) -> Positions:
    first, *others = sorted((one.positions for one in found), key=len)
    for other in others:
        first = first[_places(first, other)[1]]
    return first


def _in_some(found: Sequence[Weighted], needed: int) -> Positions:
    every, counts = np.unique(np.concatenate([one.positions for one in found]), return_counts=True)
    return every[counts >= needed]


def _scores(one: Weighted, positions: Positions, source: Source) -> Floats:
    """What a group adds to the score of each position: nothing where it is absent."""
    scores = np.zeros(len(positions))
    at, there = _places(positions, one.positions)
    at = at[there]
    n, having = len(source.living), len(one.positions)
    rarity = np.log1p((n - having + 0.5) / (having + 0.5))
    weights = one.weights[at]
    scores[there] = rarity * weights * (K1 + 1) / (weights + source.saturation[positions[there]])
    return scores


def _places(wanted: Positions, among: Positions) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each wanted position stands among others, and whether it does."""
    if wanted is among or np.array_equal(wanted, among):
        return np.arange(len(wanted)), np.ones(len(wanted), bool)
    if not len(among):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(among, wanted), len(among) - 1)
    return at, among[at] == wanted
