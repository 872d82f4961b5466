"""A figure taken apart: by county, by kind, by quarter. Small groups are people one could recognise."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from marketplace.indicators.figures import FEWEST

Row = TypeVar("Row")
Figure = TypeVar("Figure")


@dataclass(frozen=True)
class Line(Generic[Figure]):
    """One group and its figure; a ``hidden`` one is too small to be shown to the public."""

    key: str
    figure: Figure
    hidden: bool


def lines(
    rows: Iterable[Row],
    by: Callable[[Row], str],
    figure: Callable[[Sequence[Row]], Figure],
    size: Callable[[Figure], int],
    *,
    shows_small: bool,
    keys: Iterable[str] = (),
) -> list[Line[Figure]]:
    """One line for each group, in the order of the keys; those of ``keys`` are there even when empty."""
    groups: dict[str, list[Row]] = defaultdict(list, {key: [] for key in keys})
    for row in rows:
        groups[by(row)].append(row)
    figures = {key: figure(groups[key]) for key in sorted(groups)}
    hidden = frozenset() if shows_small else hidden_keys({key: size(one) for key, one in figures.items()})
    return [Line(key, one, key in hidden) for key, one in figures.items()]


def hidden_keys(sizes: Mapping[str, int]) -> frozenset[str]:
    """Groups under five; where it is only one, the next smallest too, or the total would give it away."""
    small = {key for key, size in sizes.items() if 0 < size < FEWEST}
    others = sorted((size, key) for key, size in sizes.items() if size >= FEWEST)
    return frozenset(small | ({others[0][1]} if len(small) == 1 and others else set()))


def quarter(day: date) -> str:
    """The quarter of a day: ``2025-Q3``."""
    return f"{day.year}-Q{(day.month + 2) // 3}"
