"""What one generation of an index knows of its documents, in columns: no texts, few bytes each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search.engine import Key
from marketplace.search.facets import FacetTable, Mask, Values
from marketplace.search.scoring import Floats, Positions, saturation_of
from marketplace.search.wishes import Fact

# The kind of a document is a facet as others are; no room can take this name.
KIND = ":kind"
# Room for ids below the kind in one number to sort by.
IDS = 1 << 48


class Counted(Protocol):
    """What a column is made of: ``rows.Row``, or as much of it as an engine has read."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def facets(self) -> Values: ...
    @property
    def numbers(self) -> Mapping[str, float]: ...


@dataclass(frozen=True)
class Columns:
    """Documents by position; those that are gone keep their place until the columns are made anew."""

    ids: NDArray[np.int64]
    lengths: NDArray[np.int64]
    facets: FacetTable
    alive: Mask

    @classmethod
    def empty(cls) -> "Columns":
        """Of no documents."""
        return cls(np.empty(0, np.int64), np.empty(0, np.int64), FacetTable(), np.empty(0, bool))

    def grown(self, rows: Sequence[Counted]) -> "Columns":
        """The same with more documents behind them."""
        return Columns(
            np.concatenate([self.ids, np.array([row.id for row in rows], np.int64)]),
            np.concatenate([self.lengths, np.array([row.length for row in rows], np.int64)]),
            self.facets.grown([{**row.facets, KIND: (row.kind,)} for row in rows], [row.numbers for row in rows]),
            np.concatenate([self.alive, np.ones(len(rows), bool)]),
        )

    def without(self, gone: Sequence[int]) -> "Columns":
        """The same with some documents gone."""
        alive = self.alive.copy()
        alive[list(gone)] = False
        return Columns(self.ids, self.lengths, self.facets, alive)

    def key_of(self, position: int) -> Key:
        """The name of a document."""
        return self.facets.columns[KIND].only(position), int(self.ids[position])

    def meeting(self, facts: Sequence[Fact]) -> Positions:
        """See ``scoring.Source``."""
        return self.facets.narrow(*_bounds(facts)).passing(self.living)

    @cached_property
    def living(self) -> Positions:
        """Positions of the documents that are there."""
        return np.flatnonzero(self.alive).astype(np.int32)

    @cached_property
    def saturation(self) -> Floats:
        """See ``scoring.Source``."""
        return saturation_of(self.lengths, self.living)

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Values of each facet among all living documents."""
        return self.facets.narrow({}, {}).count(self.living)

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """A number for each document that sorts by kind, then by id."""
        kinds = self.facets.columns.get(KIND)
        if kinds is None:
            return np.empty(0, np.int64)
        rank = np.argsort(np.argsort(np.array(kinds.names)))
        return rank[kinds.codes] * IDS + self.ids


def _bounds(facts: Sequence[Fact]) -> tuple[dict[str, frozenset[str]], dict[str, float], dict[str, float]]:
    """Facts as filters: values of facets, upper and lower limits of numbers."""
    filters = {fact.name: frozenset({fact.value}) for fact in facts if isinstance(fact.value, str)}
    numbers = [(fact.name, fact.sign, fact.value) for fact in facts if not isinstance(fact.value, str)]
    at_most = {name: limit for name, sign, limit in numbers if sign != ">="}
    at_least = {name: limit for name, sign, limit in numbers if sign != "<="}
    return filters, at_most, at_least
