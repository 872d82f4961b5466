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

from marketplace.search.levels import OF_ONE, WEIGHTS
from marketplace.search.reading import NARROW, Alternative, Group
from marketplace.search.wishes import Fact

Floats = NDArray[np.float64]
Positions = NDArray[np.int32]
Levels = NDArray[np.uint8]
Places = NDArray[np.intp]
Asked = tuple[str, str]
# Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", section 3: weights of fields
# go into the term frequency before it saturates (BM25F), see ``rows.WEIGHTS``. The usual K1 of 1.2 is
# for plain frequencies: beside titles that count ten times it has to be higher, see docs/search.md.
K1, B = 4.0, 0.75
# How much the lesser alternatives of a group add to the best one, see docs/search.md.
BESIDE = 0.5


class Postings(NamedTuple):
    """Documents that have a term: their positions, each once and ascending, and the term's level in each."""

    positions: Positions
    levels: Levels


NOTHING = Postings(np.empty(0, np.int32), np.empty(0, np.uint8))


class Source(Protocol):
    """What is scored: the living documents with their lengths, and who has a term."""

    @property
    def living(self) -> Positions:
        """Positions of the documents that are there, ascending."""

    @property
    def saturation(self) -> Floats:
        """K1 with the length of each document in it, by position, see ``saturation_of``."""

    def meeting(self, facts: Sequence[Fact]) -> Positions:
        """Positions of the living documents of which all the facts are true, ascending."""

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


def match(groups: Sequence[Group], source: Source, *, share: float | None = None) -> Match:
    """Documents that have all groups, or some that carry a ``share`` of what was said; no group matches everything."""
    if not groups:
        return Match(source.living, np.zeros(len(source.living)))
    source.prefetch(_asked(groups))
    found = [_Found(group, source) for group in groups]
    positions = _in_all(found) if share is None else _in_some(found, share, source)
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


def beneath(first: Match, other: Match) -> Match:
    """What the first matches, and below it what only the other one does."""
    new = ~np.isin(other.positions, first.positions)
    if not new.any():
        return first
    positions = np.concatenate([first.positions, other.positions[new]])
    # Lifted as far as is needed, so that scores among the first keep their distances.
    lift = max(float(other.scores[new].max()) - float(first.scores.min(initial=np.inf)), 0.0)
    scores = np.concatenate([first.scores + lift, other.scores[new]])
    order = np.argsort(positions, kind="stable")
    return Match(positions[order], scores[order])


def merged(parts: list[Postings]) -> Postings:
    """Postings of documents that are in one part each, put in order."""
    positions = np.concatenate([part.positions for part in parts])
    order = np.argsort(positions, kind="stable")
    return Postings(positions[order], np.concatenate([part.levels for part in parts])[order])


def _asked(groups: Iterable[Group]) -> set[Asked]:
    return {asked for group in groups for way in group.alternatives for asked in _terms(way)}


def _terms(way: Alternative) -> list[Asked]:
    return [("words", word) for word in way.words] + [("pairs", pair) for pair in way.pairs]


class _Found:
    """Who has what one group asks for. Weights are only looked at where all groups meet."""

    def __init__(self, group: Group, source: Source) -> None:
        ways = [(way, _together(way, source)) for way in group.alternatives]
        self._ways = [(way.weight, postings) for way, postings in ways if len(postings.positions)]
        size = len(source.saturation)
        self.positions = _union([postings.positions for _, postings in self._ways], size)
        # Narrow words and facts stand in for what was said; how rare it is they do not tell.
        said = [postings.positions for way, postings in ways if len(postings.positions) and not _stands_in(way)]
        self.having = len(self.positions if len(said) in (0, len(self._ways)) else _union(said, size))

    def weights_at(self, positions: Positions) -> Floats:
        """The best alternative of each document, 0 where none is there: synonyms side by side are little merit."""
        if len(self._ways) == 1 and positions is self.positions:
            ((weight, postings),) = self._ways
            return np.asarray(weight * WEIGHTS[postings.levels], np.float64)
        best, every = np.zeros(len(positions)), np.zeros(len(positions))
        for weight, postings in self._ways:
            at, there = _shared(positions, postings.positions)
            weights = weight * WEIGHTS[postings.levels[there]]
            best[at] = np.maximum(best[at], weights)
            every[at] += weights
        return np.asarray(best + BESIDE * (every - best), np.float64)


def _union(parts: list[Positions], size: int) -> Positions:
    if len(parts) < 2:
        return parts[0] if parts else NOTHING.positions
    held = np.zeros(size, bool)
    for positions in parts:
        held[positions] = True
    return np.flatnonzero(held).astype(np.int32)


def _stands_in(way: Alternative) -> bool:
    return bool(way.facts) or way.weight == NARROW


def _together(way: Alternative, source: Source) -> Postings:
    parts = [source.postings(field, term) for field, term in _terms(way)]
    if way.facts:
        met = source.meeting(way.facts)
        # A fact is true or not: one level for all.
        parts.append(Postings(met, np.full(len(met), OF_ONE, np.uint8)))
    return reduce(_both, parts)


def _both(one: Postings, other: Postings) -> Postings:
    here, there = _shared(one.positions, other.positions)
    return Postings(one.positions[here], np.minimum(one.levels[here], other.levels[there]))


def _in_all(found: Sequence[_Found]) -> Positions:
    first, *others = sorted((one.positions for one in found), key=len)
    for other in others:
        first = first[_shared(first, other)[0]]
    return first


def _in_some(found: Sequence[_Found], share: float, source: Source) -> Positions:
    """Rare words say more than common ones, and words that nobody has say nothing."""
    said = np.zeros(len(source.saturation))
    for one in found:
        said[one.positions] += _rarity(one, source)
    enough = share * sum(_rarity(one, source) for one in found if len(one.positions))
    return np.flatnonzero((said > 0) & (said >= enough)).astype(np.int32)


def _rarity(one: _Found, source: Source) -> float:
    n, having = len(source.living), one.having
    return float(np.log1p((n - having + 0.5) / (having + 0.5)))


def _scores(one: _Found, positions: Positions, source: Source) -> Floats:
    """What a group adds to the score of each position: nothing where it is absent."""
    weights = one.weights_at(positions)
    return np.asarray(_rarity(one, source) * weights * (K1 + 1) / (weights + source.saturation[positions]), np.float64)


def _shared(one: Positions, other: Positions) -> tuple[Places, Places]:
    """Where the positions of both stand in each, in order; the few are looked up among the many."""
    if len(one) > len(other):
        there, here = _shared(other, one)
        return here, there
    if one is other or not len(one):
        every = np.arange(len(one))
        return every, every
    at = np.minimum(np.searchsorted(other, one), len(other) - 1)
    here = np.flatnonzero(other[at] == one)
    return here, at[here]
