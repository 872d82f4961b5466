"""The judged queries, and how good a ranking is by them."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from typing import Literal

FILE = Path(__file__).with_name("judged_queries.toml")
GRADES = {"exactly": 3, "good": 2, "somewhat": 1}
CUT, FAR = 10, 20
Half = Literal["tuning", "unseen"]


@dataclass(frozen=True, eq=False)
class Judged:
    """A text that somebody types, its class, and the grade of each entry that answers it."""

    text: str
    kind: str
    grades: Mapping[str, int]

    @property
    def half(self) -> Half:
        """Which half it is in, by its text alone: for ever the same."""
        return "tuning" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "unseen"


@cache
def judged_queries() -> tuple[Judged, ...]:
    """All judged queries, in the order of the file."""
    with FILE.open("rb") as opened:
        read = tomllib.load(opened)["query"]
    return tuple(Judged(one["text"], one["class"], _grades(one)) for one in read)


def _grades(one: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {key: grade for name, grade in GRADES.items() for key in one.get(name, ())}


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, with gains of 1, 3 and 7 for the grades."""
    return _gain([grades.get(key, 0) for key in ranked]) / _gain(sorted(grades.values(), reverse=True))


def recall(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Share of the answers among the first twenty; of twenty answers where there are more."""
    return len(set(ranked[:FAR]) & grades.keys()) / min(len(grades), FAR)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:CUT]))
