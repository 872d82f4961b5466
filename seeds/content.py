"""The hand-written content, read from TOML."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.places.calendar_sheets import DayLine, read_calendar

FOLDER = Path(__file__).parent


def dictionary_rows() -> Iterator[dict[str, Any]]:
    """Every term of every dictionary, in order."""
    for name, terms in _read("dictionaries/terms.toml").items():
        for code, words in terms.items():
            yield {"dictionary": name, "code": code, **words}


def calendar_lines() -> list[DayLine]:
    """Every day that the notices of the State Council name."""
    file = FOLDER / "dictionaries" / "calendar.toml"
    return read_calendar(file.read_text(encoding="utf-8"), file.name)


def library_entries() -> list[dict[str, Any]]:
    """The model projects of the library, by file and place in it."""
    return [entry for file in sorted((FOLDER / "projects").glob("*.toml")) for entry in _projects(file)]


def contest_entries() -> list[dict[str, Any]]:
    """The projects of the demo contests."""
    return list(_projects(FOLDER / "contest_entries.toml"))


def mentors() -> list[dict[str, Any]]:
    """Eighty invented mentors."""
    return list(_read("mentors.toml")["mentor"])


def providers() -> list[dict[str, Any]]:
    """Twelve invented training providers."""
    return list(_read("courses.toml")["provider"])


def courses() -> list[dict[str, Any]]:
    """The course catalogue."""
    return list(_read("courses.toml")["course"])


@cache
def cast() -> dict[str, dict[str, Any]]:
    """The people one can sign in as, by key. Read once: every step asks for somebody by name, again and again."""
    return dict(_read("cast.toml"))


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def _projects(file: Path) -> Iterator[dict[str, Any]]:
    with file.open("rb") as opened:
        for entry in tomllib.load(opened)["project"]:
            yield {**{name: value for name, value in entry.items() if name != "break_even"}, **entry["break_even"]}
