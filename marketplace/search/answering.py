"""From a query to one page of hits: the same for every engine."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search.columns import KIND, Columns
from marketplace.search.engine import Hits, Query
from marketplace.search.facets import Narrowing
from marketplace.search.scoring import Floats, Positions
from marketplace.search.widening import Finder, Found, Question

# Longer texts are pasted, not typed.
LONGEST_TEXT = 200


class Generation(Protocol):
    """One state of an index, open for reading."""

    @property
    def columns(self) -> Columns:
        """Its documents."""

    @property
    def finder(self) -> Finder:
        """Finds among them."""


def answer(generation: Generation, query: Query) -> Hits:
    """Answer a query, see ``SearchEngine``."""
    facets = generation.columns.facets
    narrowing = facets.narrow({**query.filters, KIND: query.kinds}, query.at_most, query.at_least)
    kinds_only = facets.narrow({KIND: query.kinds}, {})
    text, finder = query.text[:LONGEST_TEXT], generation.finder
    asked = Question(text) if query.literal else finder.question(text, kinds_only)
    found = finder.find(asked, narrowing)
    if text.strip() and not found.within(narrowing):
        # Without the filters, but of the kinds that were asked for; as it was if that finds nothing either.
        anyway = finder.find_anyway(asked, kinds_only)
        found, narrowing = (anyway, kinds_only) if anyway else (found, narrowing)
    if query.sort != "relevance":
        return replace(_page(generation.columns, query, found, narrowing), understood=asked.wishes)
    filled = finder.fill(asked, found, narrowing, query.enough)
    hits = _page(generation.columns, query, filled, narrowing)
    return replace(hits, near=hits.total - len(narrowing.passing(found.match.positions)), understood=asked.wishes)


def _page(columns: Columns, query: Query, found: Found, narrowing: Narrowing) -> Hits:
    every = found.match.positions
    hits = narrowing.passing(every)
    scores = found.match.scores if len(hits) == len(every) else found.match.scores[np.searchsorted(every, hits)]
    best = first_of(_keys(columns, query.sort, hits, scores), query.offset + query.limit)[query.offset :]
    # The list of everything is asked for most.
    counts = dict(columns.counts) if every is columns.living and not narrowing else narrowing.count(every)
    return Hits(
        ids=tuple(columns.key_of(position) for position in hits[best]),
        total=len(hits),
        kinds=counts.pop(KIND, {}),
        facets=counts,
        terms=found.terms,
        widening=found.widening,
        corrected=found.corrected,
        scores=tuple(scores[best].tolist()),
    )


def _keys(columns: Columns, sort: str, hits: Positions, scores: Floats) -> list[NDArray[np.generic]]:
    """Best first; by a number if asked, without one last; between equals by kind and id."""
    keys: list[NDArray[np.generic]] = [columns.order[hits]]
    if scores.any():
        keys.insert(0, -scores)
    if sort == "relevance":
        return keys
    number = columns.facets.number(sort.removeprefix("-"), hits)
    return [np.nan_to_num(-number if sort.startswith("-") else number, nan=np.inf), *keys]


def first_of(keys: Sequence[NDArray[np.generic]], wanted: int) -> NDArray[np.intp]:
    """The order of the first ``wanted`` by the keys, the most significant key first; without sorting the others."""
    chosen = _chosen(keys, np.arange(len(keys[0])), wanted)
    return chosen[np.lexsort([key[chosen] for key in reversed(keys)])]


def _chosen(keys: Sequence[NDArray[np.generic]], among: NDArray[np.intp], wanted: int) -> NDArray[np.intp]:
    """The first ``wanted`` in any order: what is before the last place, and of those that share it the first by the next key."""
    if len(among) <= wanted or wanted < 1:
        return among[: max(wanted, 0)]
    key = keys[0][among]
    last = np.partition(key, wanted - 1)[wanted - 1]
    before, level = among[key < last], among[key == last]
    needed = wanted - len(before)
    rest = _chosen(keys[1:], level, needed) if len(keys) > 1 else level[:needed]
    return np.concatenate([before, rest])
