"""Counts of facet values over integer columns, each facet under all the other filters.

Everything is asked of the positions that a text has found, so that few hits cost little among many documents.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Codes = NDArray[np.int32]
Positions = NDArray[np.int32]
Values = Mapping[str, tuple[str, ...]]


class FacetColumn:
    """One facet: the codes of each document's values, none or several, one after the other."""

    def __init__(self, names: Sequence[str], starts: NDArray[np.int64], codes: Codes) -> None:
        self.names, self._starts, self.codes = tuple(names), starts, codes
        # Most facets have one value everywhere, and then there is nothing to look up.
        self._is_single = len(codes) == len(starts) - 1 and bool(np.all(np.diff(starts) == 1))

    @classmethod
    def empty(cls, size: int) -> "FacetColumn":
        """A facet that none of ``size`` documents has."""
        return cls((), np.zeros(size + 1, np.int64), np.empty(0, np.int32))

    def grown(self, values: Sequence[Sequence[str]]) -> "FacetColumn":
        """The same with more documents."""
        rows = [tuple(dict.fromkeys(row)) for row in values]
        names = tuple(dict.fromkeys(chain(self.names, *rows)))
        code_of = {name: code for code, name in enumerate(names)}
        codes = np.array([code_of[name] for row in rows for name in row], np.int32)
        starts = self._starts[-1] + np.cumsum([len(row) for row in rows], dtype=np.int64)
        return FacetColumn(names, np.concatenate([self._starts, starts]), np.concatenate([self.codes, codes]))

    def having(self, wanted: frozenset[str], positions: Positions) -> Mask:
        """Which of the documents have any of the wanted values."""
        # One more than there are names: a column without values can be asked too.
        is_wanted = np.array([name in wanted for name in self.names] + [False])
        codes, owners = self._values_of(positions)
        if owners is None:
            return is_wanted[codes]
        return np.bincount(owners[is_wanted[codes]], minlength=len(positions)) > 0

    def count(self, positions: Positions) -> dict[str, int]:
        """How many of the documents have each value; values of none are left out."""
        counts = np.bincount(self._values_of(positions)[0], minlength=len(self.names)).tolist()
        return {name: count for name, count in zip(self.names, counts, strict=True) if count}

    def only(self, position: int) -> str:
        """The value of a document that has one."""
        return self.names[self.codes[self._starts[position]]]

    def _values_of(self, positions: Positions) -> tuple[Codes, NDArray[np.int64] | None]:
        """Codes of these documents, and for each code whose it is; None where each has one."""
        if self._is_single:
            return self.codes[positions], None
        first = self._starts[positions]
        lengths = self._starts[1:][positions] - first
        owners = np.repeat(np.arange(len(positions)), lengths)
        place = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.codes[first[owners] + place], owners


class FacetTable:
    """Facets and numbers of every document of one generation of an index, by position."""

    def __init__(self, facets: Sequence[Values] = (), numbers: Sequence[Mapping[str, float]] = ()) -> None:
        self.size = 0
        self.columns: dict[str, FacetColumn] = {}
        self._numbers: dict[str, NDArray[np.float64]] = {}
        self._grow(facets, numbers)

    def grown(self, facets: Sequence[Values], numbers: Sequence[Mapping[str, float]]) -> "FacetTable":
        """The same with more documents; this one stays as it is."""
        table = FacetTable()
        table.size, table.columns, table._numbers = self.size, dict(self.columns), dict(self._numbers)
        table._grow(facets, numbers)
        return table

    def _grow(self, facets: Sequence[Values], numbers: Sequence[Mapping[str, float]]) -> None:
        for name in sorted(self.columns.keys() | set(chain(*facets))):
            column = self.columns.get(name) or FacetColumn.empty(self.size)
            self.columns[name] = column.grown([row.get(name, ()) for row in facets])
        for name in sorted(self._numbers.keys() | set(chain(*numbers))):
            more = np.array([row.get(name, np.nan) for row in numbers], float)
            self._numbers[name] = np.concatenate([self._of(name), more])
        self.size += len(facets)

    def _of(self, name: str) -> NDArray[np.float64]:
        return self._numbers[name] if name in self._numbers else np.full(self.size, np.nan)

    def number(self, name: str, positions: Positions) -> NDArray[np.float64]:
        """A number of these documents, not-a-number where there is none."""
        return self._numbers[name][positions] if name in self._numbers else np.full(len(positions), np.nan)

    def narrow(
        self, filters: Mapping[str, frozenset[str]], at_most: Mapping[str, float], at_least: Mapping[str, float] | None = None
    ) -> "Narrowing":
        """Put filters on; an empty set filters nothing, an unknown facet lets nobody through."""
        return Narrowing(self, {name: wanted for name, wanted in filters.items() if wanted}, at_most, at_least or {})


class Narrowing:
    """A table under filters."""

    def __init__(
        self, table: FacetTable, filters: Mapping[str, frozenset[str]], at_most: Mapping[str, float], at_least: Mapping[str, float]
    ) -> None:
        self._table, self._filters, self._at_most, self._at_least = table, filters, at_most, at_least

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self._filters or self._at_most or self._at_least)

    def passing(self, positions: Positions) -> Positions:
        """The documents that pass every filter."""
        within = self._within(positions)
        for name in self._filters:
            within = within[~self._missing(name, within)]
        return within

    def count(self, positions: Positions) -> dict[str, dict[str, int]]:
        """Values of each facet among the documents, under all filters but the facet's own."""
        within = self._within(positions)
        missing = {name: self._missing(name, within) for name in self._filters}
        misses = sum((mask.astype(np.int64) for mask in missing.values()), np.zeros(len(within), np.int64))
        passing = within[misses == 0] if missing else within
        # Who passes all the others misses nothing, or nothing but this facet's own filter.
        others = {name: within[misses == mask] for name, mask in missing.items()}
        return {name: column.count(others.get(name, passing)) for name, column in self._table.columns.items()}

    def _within(self, positions: Positions) -> Positions:
        for name, limit in self._at_most.items():
            positions = positions[self._table.number(name, positions) <= limit]
        for name, limit in self._at_least.items():
            positions = positions[self._table.number(name, positions) >= limit]
        return positions

    def _missing(self, name: str, positions: Positions) -> Mask:
        column = self._table.columns.get(name)
        return ~column.having(self._filters[name], positions) if column else np.ones(len(positions), bool)


def positions_of(mask: Iterable[bool]) -> Positions:
    """Positions where a mask is true."""
    return np.flatnonzero(np.fromiter(mask, bool)).astype(np.int32)
