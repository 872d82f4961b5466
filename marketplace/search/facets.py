"""Counts of facet values over integer columns, each facet under all the other filters."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Values = Mapping[str, tuple[str, ...]]


class FacetColumn:
    """One facet: (document, value) pairs, so that a document may have no value or several."""

    def __init__(self, values: Sequence[Sequence[str]]) -> None:
        self.names = sorted({name for row in values for name in row})
        code_of = {name: code for code, name in enumerate(self.names)}
        pairs = [(position, code_of[name]) for position, row in enumerate(values) for name in dict.fromkeys(row)]
        self._size = len(values)
        self._documents, self._codes = np.array(pairs, np.intp).reshape(-1, 2).T

    def having(self, wanted: frozenset[str]) -> Mask:
        """Documents with any of the wanted values."""
        codes = [code for code, name in enumerate(self.names) if name in wanted]
        mask = np.zeros(self._size, bool)
        mask[self._documents[np.isin(self._codes, codes)]] = True
        return mask

    def count(self, mask: Mask) -> dict[str, int]:
        """How many documents of ``mask`` have each value; values of none are left out."""
        counts = np.bincount(self._codes[mask[self._documents]], minlength=len(self.names))
        return {name: int(count) for name, count in zip(self.names, counts, strict=True) if count}


class FacetTable:
    """Facets and numbers of every document of one generation of an index."""

    def __init__(self, facets: Sequence[Values], numbers: Sequence[Mapping[str, float]]) -> None:
        self.size = len(facets)
        names = sorted({name for row in facets for name in row})
        self.columns = {name: FacetColumn([row.get(name, ()) for row in facets]) for name in names}
        measures = sorted({name for row in numbers for name in row})
        self._numbers = {name: np.array([row.get(name, np.nan) for row in numbers], float) for name in measures}

    def number(self, name: str) -> NDArray[np.float64]:
        """A number of every document, not-a-number where there is none."""
        return self._numbers.get(name, np.full(self.size, np.nan))

    def narrow(
        self, filters: Mapping[str, frozenset[str]], at_most: Mapping[str, float], at_least: Mapping[str, float] | None = None
    ) -> "Narrowing":
        """Put filters on; an empty set filters nothing, an unknown facet lets nobody through."""
        missing = {name: ~self._having(name, wanted) for name, wanted in filters.items() if wanted}
        within = np.ones(self.size, bool)
        for name, limit in at_most.items():
            within &= self.number(name) <= limit
        for name, limit in (at_least or {}).items():
            within &= self.number(name) >= limit
        return Narrowing(self, missing, within)

    def _having(self, name: str, wanted: frozenset[str]) -> Mask:
        column = self.columns.get(name)
        return column.having(wanted) if column else np.zeros(self.size, bool)


class Narrowing:
    """A table under filters."""

    def __init__(self, table: FacetTable, missing: Mapping[str, Mask], within: Mask) -> None:
        self._table, self._missing, self._within = table, missing, within

    @cached_property
    def _misses(self) -> NDArray[np.int64]:
        return sum((mask.astype(np.int64) for mask in self._missing.values()), np.zeros(self._table.size, np.int64))

    @property
    def allowed(self) -> Mask:
        """Documents that pass every filter."""
        passes: Mask = self._misses == 0
        return self._within & passes

    def count(self, found: Mask) -> dict[str, dict[str, int]]:
        """Values of each facet among the found documents, under all filters but the facet's own."""
        return {name: column.count(found & self._without(name)) for name, column in self._table.columns.items()}

    def _without(self, name: str) -> Mask:
        own = self._missing.get(name)
        # Passes the others: misses nothing, or nothing but this facet's own filter.
        passes: Mask = self._misses == (0 if own is None else own)
        return self._within & passes
