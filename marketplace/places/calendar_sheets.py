"""Reading a notice about holidays, as an operator writes it down: TOML (short) or CSV (a line a day)."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Any

_SATURDAY = 5
_KINDS = {"off": False, "working": True, "usual": None}
_COLUMNS = ("day", "kind", "name_zh", "name_en")


class BadCalendar(ValueError):
    """A file that says something a calendar cannot hold, with a sentence for the operator."""


@dataclass(frozen=True)
class DayLine:
    """What a notice says of one day. ``working`` is None for a day that is an ordinary one again."""

    day: date
    working: bool | None
    name_zh: str
    name_en: str


def read_calendar(content: str, name: str) -> list[DayLine]:
    """All days of a file, in order; ``name`` tells what kind of file it is. Raises ``BadCalendar``."""
    lines = list(_from_csv(content) if name.lower().endswith(".csv") else _from_toml(content))
    if not lines:
        raise BadCalendar("The file names no day.")
    of_day: dict[date, DayLine] = {}
    for line in lines:
        before = of_day.setdefault(line.day, line)
        if before.working != line.working:
            raise BadCalendar(f"{line.day} is named twice, for {before.name_zh} and for {line.name_zh}, and not as the same.")
    return sorted(of_day.values(), key=lambda line: line.day)


def _from_toml(content: str) -> Iterator[DayLine]:
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise BadCalendar(f"The file is not TOML: {error}.") from error
    names = tables.pop("names", {})
    for year, holidays in tables.items():
        if not (year.isdecimal() and len(year) == 4 and isinstance(holidays, dict)):
            raise BadCalendar(f"[{year}] is not a year: the tables are called [names] and, for example, [2027].")
        for name_zh, stretches in holidays.items():
            if name_zh not in names:
                raise BadCalendar(f"{name_zh} has no English name: add it to [names].")
            yield from _of_holiday(year, name_zh, names[name_zh], stretches)


def _of_holiday(year: str, name_zh: str, name_en: str, stretches: Mapping[str, Any]) -> Iterator[DayLine]:
    if not isinstance(stretches, dict) or not stretches or set(stretches) - set(_KINDS):
        raise BadCalendar(f'{name_zh} in {year} needs days, for example {{ off = "10-01/10-07", working = "09-29 10-12" }}.')
    for kind, words in stretches.items():
        for word in str(words).split():
            for day in _days(year, word, kind):
                yield _line(day, kind, name_zh, name_en)


def _days(year: str, word: str, kind: str) -> Iterable[date]:
    first, is_stretch, last = word.partition("/")
    start = _day(year, first)
    if not is_stretch:
        return [start]
    if kind != "off":
        raise BadCalendar(f"{word}: only days off come in stretches; name the others one by one.")
    end = _day(year, last)
    if not start <= end <= start + timedelta(days=31):
        raise BadCalendar(f"{word} does not end after it begins, or is longer than a month.")
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days + 1)]
    return [day for day in days if day.weekday() < _SATURDAY]


def _day(year: str, word: str) -> date:
    try:
        return date.fromisoformat(word if len(word) > len("MM-DD") else f"{year}-{word}")
    except ValueError as error:
        raise BadCalendar(f"{word} in {year} is not a day: write MM-DD, or YYYY-MM-DD for another year.") from error


def _from_csv(content: str) -> Iterator[DayLine]:
    rows = csv.DictReader(StringIO(content.removeprefix("\ufeff")))
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise BadCalendar(f"The first line must be: {','.join(_COLUMNS)}")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values() or row["kind"] not in _KINDS or not (row["name_zh"] and row["name_en"]):
            raise BadCalendar(f"Line {number} needs a day (YYYY-MM-DD), a kind ({', '.join(_KINDS)}) and both names.")
        yield _line(_day("", row["day"]), row["kind"], row["name_zh"], row["name_en"])


def _line(day: date, kind: str, name_zh: str, name_en: str) -> DayLine:
    is_weekend = day.weekday() >= _SATURDAY
    if kind == "working" and not is_weekend:
        raise BadCalendar(f"{day} is a {day:%A} and worked anyway: only a Saturday or Sunday can make up for {name_zh}.")
    if kind == "off" and is_weekend:
        raise BadCalendar(f"{day} is a {day:%A} and off anyway: name only the weekdays off for {name_zh}, or a stretch (first/last).")
    if len(name_zh) > 60 or len(name_en) > 120:
        raise BadCalendar(f"The name of the holiday on {day} is too long: 60 characters in Chinese, 120 in English.")
    return DayLine(day, _KINDS[kind], name_zh, name_en)
