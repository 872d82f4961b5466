"""What the content of an entry is, and what is different between two contents."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, Literal

from marketplace.projects.models import Project
from marketplace.projects.terms import RISK_DIMENSIONS, TEXTS

PLAIN = (
    "sector",
    "regions",
    "town",
    "stage",
    "mode",
    "groups",
    "people",
    "space_m2",
    "weekly_hours",
    "online",
    "tags_zh",
    "tags_en",
    "organisation",
)
MONEY = ("opening", "monthly", "unit_zh", "unit_en", "price", "variable_cost", "units_month")
WORDS = tuple(f"{name}_{language}" for name in ("title", "summary", *TEXTS) for language in ("zh", "en"))

# English words, and Chinese characters one by one: what an eye takes in at once.
UNITS = re.compile(r"[A-Za-z0-9]+|\s+|[^A-Za-z0-9\s]")

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]


@dataclass(frozen=True)
class Difference:
    """One field that changed; ``pieces`` read in order give what went, what came and what stayed around it."""

    field: str
    pieces: tuple[Piece, ...]


def content_of(project: Project) -> dict[str, Any]:
    """All that an author writes of an entry, as plain values; what ``draft_project`` takes."""
    fields = {name: getattr(project, name) for name in (*PLAIN, *MONEY, *WORDS, "risks")}
    return fields | {"mode": str(project.mode), "skills": {row.skill: row.level for row in project.skills}}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Fields that are not the same in both contents, in the order of the sheet."""
    was, becomes = dict(_as_texts(old)), dict(_as_texts(new))
    # What is only in one of the two comes in its own place all the same.
    names = dict.fromkeys([*becomes, *was])
    changed = [name for name in names if was.get(name, "") != becomes.get(name, "")]
    return [Difference(name, tuple(_pieces(was.get(name, ""), becomes.get(name, "")))) for name in changed]


def _as_texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in (*WORDS, *PLAIN):
        # Versions that were kept earlier may lack a field.
        value = content.get(name)
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
    for name in MONEY[2:]:
        yield name, str(content[name])
    yield "opening", "\n".join(f"{item['zh']} {item['low']}–{item['high']}" for item in content["opening"])
    yield "monthly", "\n".join(f"{item['zh']} {item['amount']}" for item in content["monthly"])
    yield "skills", ", ".join(f"{skill} {level}" for skill, level in sorted(content["skills"].items()))
    for dimension in RISK_DIMENSIONS:
        risk = content["risks"][dimension]
        yield f"risk_{dimension}", f"{risk['score']}: {risk['zh']}"


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """Word by word; neighbours of one kind are one piece."""
    was, becomes = UNITS.findall(old), UNITS.findall(new)
    for _tag, a, b, c, d in SequenceMatcher(None, was, becomes, autojunk=False).get_opcodes():
        if was[a:b] == becomes[c:d]:
            yield "same", "".join(was[a:b])
            continue
        if a < b:
            yield "gone", "".join(was[a:b])
        if c < d:
            yield "new", "".join(becomes[c:d])


def shortened(pieces: tuple[Piece, ...], around: int = 24) -> list[Piece]:
    """Pieces with long unchanged stretches cut down to what stands beside a change."""
    return [piece if piece[0] != "same" or len(piece[1]) <= 3 * around else ("same", _middle_out(piece[1], around)) for piece in pieces]


def _middle_out(text: str, around: int) -> str:
    return f"{text[:around]} … {text[-around:]}"


def neighbours(numbers: list[int]) -> list[tuple[int, int]]:
    """Each version with the one before it, the latest pair first."""
    return list(pairwise(sorted(numbers)))[::-1]
