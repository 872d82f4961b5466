"""The judged queries, and how good a ranking is by them.

A second judge's grades, if there are any, stand in ``second_judge.toml``: records ``[[query]]`` with ``text``, ``grades``
(key = 0 to 3) and ``judged_zero`` (keys). Where both judged an entry for a text, its gain is the mean of their gains.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).with_name("judged_queries.toml")
TUNING_FILE, SECOND_FILE = FILE.with_name("tuning_queries.toml"), FILE.with_name("second_judge.toml")
# Texts of the unseen half that were spelled out in a page, a test or a task before the rules of today were written.
TOLD = frozenset(
    {"毛衫 小本", "皮衣翻新", "在家能做", "不用租店面", "bicycle", "night school", "濮院", "wedidng", "lether repair", "chrysanthemun"}
    | {"滚灯", "盘扣", "WhatsApp 面料"}
)
GRADES = {"exactly": 3, "good": 2, "somewhat": 1}
CUT, FAR = 10, 20
Half = Literal["tuning", "unseen"]
Grades = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Judged:
    """A text that somebody types, its class, and the grade of each entry that answers it."""

    text: str
    kind: str
    grades: Grades
    is_for_tuning: bool = False

    @property
    def half(self) -> Half:
        """Which half it is in, by its text alone: for ever the same; what was written for tuning is for tuning."""
        if self.is_for_tuning:
            return "tuning"
        return "tuning" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "unseen"


@cache
def judged_queries() -> tuple[Judged, ...]:
    """All judged queries, in the order of the file."""
    second = second_grades()
    return tuple(Judged(one["text"], one["class"], both(_grades(one), second.get(one["text"], {}))) for one in _read(FILE))


@cache
def tuning_queries() -> tuple[Judged, ...]:
    """The texts that were written for tuning only."""
    return tuple(Judged(one["text"], one["class"], _grades(one), is_for_tuning=True) for one in _read(TUNING_FILE))


@cache
def second_grades() -> dict[str, dict[str, int]]:
    """What a second judge gave, by text and entry; 0 where she saw the entry and found it no answer."""
    read = _read(SECOND_FILE) if SECOND_FILE.exists() else []
    return {one["text"]: {**dict.fromkeys(one.get("judged_zero", ()), 0), **one.get("grades", {})} for one in read}


def both(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, float]:
    """Grades whose gain is the mean of both gains where the second judge gave one; no grade where both gave none."""
    gains = {key: _gain_of(first.get(key, 0)) for key in first | second}
    gains |= {key: (gains[key] + _gain_of(grade)) / 2 for key, grade in second.items()}
    return {key: log2(gain + 1) for key, gain in gains.items() if gain}


def kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Cohen's kappa of two judges with quadratic weights (Cohen 1968): 1 for the same grades, 0 for what chance gives."""
    levels = range(max(GRADES.values()) + 1)
    share = 1 / len(pairs)
    first, second = ([sum(pair[judge] == level for pair in pairs) * share for level in levels] for judge in (0, 1))
    seen = sum((one - other) ** 2 for one, other in pairs) * share
    by_chance = sum(first[one] * second[other] * (one - other) ** 2 for one in levels for other in levels)
    return 1 - seen / by_chance if by_chance else 1.0


def pairs_of_judges() -> list[tuple[int, int]]:
    """The grades of the first and of the second judge, wherever the second one gave any."""
    first = {one["text"]: _grades(one) for one in _read(FILE)}
    return [(first[text].get(key, 0), grade) for text, grades in second_grades().items() if text in first for key, grade in grades.items()]


def _read(file: Path) -> list[dict[str, Any]]:
    with file.open("rb") as opened:
        return list(tomllib.load(opened)["query"])


def _grades(one: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {key: grade for name, grade in GRADES.items() for key in one.get(name, ())}


def ndcg(ranked: Sequence[str], grades: Grades) -> float:
    """Normalised discounted cumulative gain of the first ten, with gains of 1, 3 and 7 for the grades."""
    return _gain([grades.get(key, 0) for key in ranked]) / _gain(sorted(grades.values(), reverse=True))


def recall(ranked: Sequence[str], grades: Grades) -> float:
    """Share of the answers among the first twenty; of twenty answers where there are more."""
    return len(set(ranked[:FAR]) & grades.keys()) / min(len(grades), FAR)


def _gain_of(grade: float) -> float:
    return float(2**grade - 1)


def _gain(grades: Sequence[float]) -> float:
    return sum(_gain_of(grade) / log2(place + 2) for place, grade in enumerate(grades[:CUT]))
