"""Loading the dictionaries and the calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from marketplace.places import workdays
from marketplace.places.calendar_sheets import DayLine
from marketplace.places.models import CalendarDay, Term
from marketplace.places.queries import STAMP
from marketplace.stamps import raise_stamp


def load_terms(session: Session, rows: Iterable[Mapping[str, Any]]) -> int:
    """Add or correct dictionary entries; the order of ``rows`` is the order of the lists. Never deletes a code."""
    known = {(term.dictionary, term.code): term for term in session.exec(select(Term))}
    count = 0
    for sort, row in enumerate(rows):
        term = known.get((row["dictionary"], row["code"])) or Term(**row)
        term.sqlmodel_update({**row, "sort": sort})
        session.add(term)
        count += 1
    session.flush()
    raise_stamp(session, STAMP)
    session.info.pop("dictionaries", None)
    return count


@dataclass(frozen=True)
class DayChange:
    """What a line changes: whether the day was worked before, and what it was called."""

    line: DayLine
    before: bool | None
    name_before: str | None

    @property
    def is_new(self) -> bool:
        return self.before is None


def extend_calendar(session: Session, lines: Iterable[DayLine]) -> list[DayChange]:
    """Take in what a notice says of days; what it does not name stays. Returns what is different now."""
    known = {row.day: row for row in session.exec(select(CalendarDay))}
    changes = []
    for line in lines:
        row = known.get(line.day)
        if _is_said_already(row, line):
            continue
        changes.append(DayChange(line, row.working if row else None, row.name_en if row else None))
        _write_day(session, row, line)
    session.flush()
    if changes:
        raise_stamp(session, workdays.STAMP)
    session.info.pop("calendar", None)
    return changes


def add_missing_years(session: Session, lines: Iterable[DayLine]) -> int:
    """Take in the years that the calendar does not know yet, and leave alone those it knows: an operator may have corrected them."""
    known = set(workdays.known_years(session))
    # A notice may begin in the last days of the year before.
    missing = [line for line in lines if not {line.day.year, (line.day + timedelta(days=7)).year} <= known]
    return len(extend_calendar(session, missing))


def _is_said_already(row: CalendarDay | None, line: DayLine) -> bool:
    if row is None or line.working is None:
        return row is None and line.working is None
    return (row.working, row.name_zh, row.name_en) == (line.working, line.name_zh, line.name_en)


def _write_day(session: Session, row: CalendarDay | None, line: DayLine) -> None:
    if line.working is None:
        session.delete(row)
        return
    row = row or CalendarDay(day=line.day, working=line.working, name_zh=line.name_zh, name_en=line.name_en)
    row.working, row.name_zh, row.name_en = line.working, line.name_zh, line.name_en
    session.add(row)
