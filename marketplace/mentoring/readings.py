"""What every mentor reads: the agreement, the short training and its questions. The words stand in ``readings.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.mentoring.mentor_terms import ReadingKind


@dataclass(frozen=True)
class Section:
    """A heading and its text, in both languages."""

    title_zh: str
    title_en: str
    text_zh: str
    text_en: str


@dataclass(frozen=True)
class Answer:
    """One answer to a question; ``why`` explains it."""

    text_zh: str
    text_en: str
    why_zh: str
    why_en: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question about what was read; exactly one answer is right."""

    text_zh: str
    text_en: str
    answers: tuple[Answer, ...]

    @property
    def right(self) -> int:
        """The place of the right answer."""
        return next(place for place, answer in enumerate(self.answers) if answer.right)


@dataclass(frozen=True)
class Reading:
    """Something to read. A new version is read by everybody at the next review."""

    version: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...] = ()


@cache
def reading(kind: ReadingKind) -> Reading:
    """The present text."""
    found = tomllib.loads((Path(__file__).parent / "readings.toml").read_text())[kind]
    questions = tuple(_question(one) for one in found.get("questions", ()))
    return Reading(found["version"], tuple(Section(**one) for one in found["sections"]), questions)


def version_of(kind: ReadingKind) -> str:
    """The present version."""
    return reading(kind).version


def _question(found: dict[str, Any]) -> Question:
    return Question(found["text_zh"], found["text_en"], tuple(Answer(**one) for one in found["answers"]))
