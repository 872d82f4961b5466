"""From parts to a score: weights set by hand, the leading items, and the reasons of a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from math import fsum, isclose
from typing import Protocol

import numpy as np

from matching.columns import Floats, Places
from matching.results import Kind

PROJECT = {
    "topic": 0.25, "skills": 0.20, "sector": 0.15, "capital": 0.15,
    "region": 0.05, "hours": 0.05, "group": 0.05, "outcomes": 0.10,
}  # fmt: skip
MENTOR = {"topic": 0.20, "skills": 0.45, "sector": 0.15, "region": 0.05, "outcomes": 0.15}
COURSE = {
    "topic": 0.10, "skills": 0.40, "sector": 0.10, "region": 0.10,
    "hours": 0.05, "start": 0.10, "group": 0.05, "outcomes": 0.10,
}  # fmt: skip
SIMILAR = {"topic": 0.60, "skills": 0.20, "sector": 0.20}
# Learnt from what people keep together. Only a learnt model looks at it: how much it should count is nothing to set by hand.
TOGETHER = "together"
PART_NAMES: Mapping[Kind, tuple[str, ...]] = {
    "project": (*PROJECT, TOGETHER),
    "mentor": tuple(MENTOR),
    "course": tuple(COURSE),
}


class Fit(Protocol):
    """How parts become the fit of a pair, and how a fit comes apart again."""

    @property
    def names(self) -> tuple[str, ...]:
        """The parts it looks at."""
        ...

    def fit_of(self, vectors: Mapping[str, Floats]) -> Floats:
        """The fit of each item, in [0, 1], shape (n_items,)."""
        ...

    def shares(self, values: Mapping[str, float], usual: Mapping[str, float]) -> "Shares":
        """Split the fit of one item into what its parts add."""
        ...


@dataclass(frozen=True, slots=True)
class Shares:
    """A fit in pieces: `base` and for each part weight * (value - zero) sum to it."""

    base: float
    weights: Mapping[str, float]
    zeros: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """The fit as a weighted mean of the parts."""

    weights: Mapping[str, float]

    @property
    def names(self) -> tuple[str, ...]:
        """The parts it looks at."""
        return tuple(self.weights)

    def fit_of(self, vectors: Mapping[str, Floats]) -> Floats:
        """At most 1, also where rounding would go beyond."""
        counted = [(vectors[part], weight) for part, weight in self.weights.items() if weight]
        total = np.zeros_like(counted[0][0])
        spare = np.empty_like(total)
        for vector, weight in counted:
            total += np.multiply(vector, weight, out=spare)
        return np.minimum(total, 1.0, out=total)

    def shares(self, values: Mapping[str, float], usual: Mapping[str, float]) -> Shares:
        """Every part adds its weight times its value."""
        return Shares(0.0, self.weights, dict.fromkeys(self.weights, 0.0))


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts; those of a kind sum to one, so a fit is in [0, 1].

    Set by hand, for as long as a learnt model does not beat them. Raises ValueError for unknown parts,
    negative weights, or a sum other than one; a part left out counts nothing.
    """

    project: Mapping[str, float] = field(default_factory=lambda: dict(PROJECT))
    mentor: Mapping[str, float] = field(default_factory=lambda: dict(MENTOR))
    course: Mapping[str, float] = field(default_factory=lambda: dict(COURSE))
    similar: Mapping[str, float] = field(default_factory=lambda: dict(SIMILAR))

    def __post_init__(self) -> None:
        known = ({**PROJECT, TOGETHER: 0.0}, MENTOR, COURSE, SIMILAR)
        for spec, parts in zip(fields(self), known, strict=True):
            _check(spec.name, getattr(self, spec.name), parts)


def _check(name: str, weights: Mapping[str, float], known: Mapping[str, float]) -> None:
    if unknown := sorted(weights.keys() - known.keys()):
        raise ValueError(f"{name}: unknown parts {', '.join(unknown)}")
    if min(weights.values(), default=-1.0) < 0 or not isclose(fsum(weights.values()), 1.0):
        raise ValueError(f"{name}: weights must not be negative and must sum to 1")


def leading(scores: Floats, ids: Places, n: int) -> Places:
    """Rows of the `n` highest scores, best first, ties by id; rows at minus infinity are closed and left out."""
    if n <= 0:
        return np.zeros(0, dtype=np.intp)
    rows = np.flatnonzero(scores > -np.inf)
    if rows.size > n:
        least = np.partition(scores[rows], rows.size - n)[rows.size - n]
        rows = rows[scores[rows] >= least]
    order: Places = np.lexsort((ids[rows], -scores[rows]))[:n]
    return rows[order]


def usual_values(vectors: Mapping[str, Floats], is_open: Floats, names: Sequence[str]) -> dict[str, float]:
    """The mean value of each part where `is_open` is 1; 0 when nothing is."""
    count = max(1.0, float(is_open.sum()))
    # Not the dot product of BLAS: its threads cost more than these sums.
    return {name: float(np.einsum("i,i->", vectors[name], is_open)) / count for name in names}
