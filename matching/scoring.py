"""From parts to a score: weights, the best candidates and their reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from heapq import nsmallest
from math import fsum, isclose
from typing import TYPE_CHECKING, Generic

from matching.pairs import Parts
from matching.pools import ItemT
from matching.results import Gap, Kind, Reason

if TYPE_CHECKING:
    from scipy.sparse import csr_array

PROJECT = {
    "topic": 0.25, "skills": 0.20, "sector": 0.15, "capital": 0.15,
    "region": 0.05, "hours": 0.05, "group": 0.05, "outcomes": 0.10,
}  # fmt: skip
MENTOR = {
    "topic": 0.15, "skills": 0.30, "sector": 0.10, "region": 0.05,
    "acceptance": 0.10, "outcomes": 0.10, "load": 0.20,
}  # fmt: skip
COURSE = {
    "topic": 0.10, "skills": 0.40, "sector": 0.10, "region": 0.10,
    "hours": 0.05, "start": 0.10, "group": 0.05, "outcomes": 0.10,
}  # fmt: skip
SIMILAR = {"topic": 0.60, "skills": 0.20, "sector": 0.20}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts; those of a kind sum to one, so a score is in [0, 1].

    Set by hand until outcomes are many enough to learn from. Raises ValueError for unknown parts,
    negative weights, or a sum other than one; a part left out counts nothing.
    """

    project: Mapping[str, float] = field(default_factory=lambda: dict(PROJECT))
    mentor: Mapping[str, float] = field(default_factory=lambda: dict(MENTOR))
    course: Mapping[str, float] = field(default_factory=lambda: dict(COURSE))
    similar: Mapping[str, float] = field(default_factory=lambda: dict(SIMILAR))

    def __post_init__(self) -> None:
        for spec, known in zip(fields(self), (PROJECT, MENTOR, COURSE, SIMILAR), strict=True):
            _check(spec.name, getattr(self, spec.name), known)


def _check(name: str, weights: Mapping[str, float], known: Mapping[str, float]) -> None:
    if unknown := sorted(weights.keys() - known.keys()):
        raise ValueError(f"{name}: unknown parts {', '.join(unknown)}")
    if min(weights.values(), default=-1.0) < 0 or not isclose(fsum(weights.values()), 1.0):
        raise ValueError(f"{name}: weights must not be negative and must sum to 1")


@dataclass(frozen=True, slots=True)
class Question(Generic[ItemT]):
    """One request: about which items, near which TF-IDF row, with which parts and weights.

    `keeps` applies the hard constraints and `gaps` says what an item leaves open.
    """

    kind: Kind
    row: "csr_array | None"
    items: Mapping[int, ItemT]
    keeps: Callable[[ItemT], bool]
    parts: Callable[[ItemT], Parts]
    weights: Mapping[str, float]
    gaps: Callable[[ItemT], tuple[Gap, ...]]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[ItemT]):
    """An item that passed the hard constraints, with its parts, its score and its place in the pool."""

    item: ItemT
    place: int
    parts: Parts
    score: float


def weighted_sum(parts: Parts, weights: Mapping[str, float]) -> float:
    """The score: at most 1, also where rounding would go beyond."""
    return min(1.0, fsum(weight * parts[part].value for part, weight in weights.items()))


def best(candidates: Sequence[Candidate[ItemT]], n: int) -> list[Candidate[ItemT]]:
    """The `n` candidates with the highest scores, ties by id."""
    return nsmallest(n, candidates, key=lambda candidate: (-candidate.score, candidate.item.id))


def usual_values(candidates: Sequence[Candidate[ItemT]], weights: Mapping[str, float]) -> dict[str, float]:
    """The mean value of each part among all candidates."""
    return {part: fsum(c.parts[part].value for c in candidates) / max(1, len(candidates)) for part in weights}


def reasons(parts: Parts, weights: Mapping[str, float], usual: Mapping[str, float]) -> tuple[Reason, ...]:
    """Every part with its weight, the largest contribution first."""
    given = [Reason(part, parts[part].value, weight, parts[part].facts, usual[part]) for part, weight in weights.items()]
    return tuple(sorted(given, key=lambda reason: (-reason.contribution, reason.part)))
