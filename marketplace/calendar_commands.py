"""``qihang calendar``: the working days, shown and extended, and what the doctor says of them."""

import sys
from datetime import date, timedelta
from pathlib import Path

import click
from sqlalchemy import Engine

from marketplace import clock
from marketplace.config import ROOT, Config
from marketplace.db import make_engine, open_session, transaction
from marketplace.places.actions import DayChange, add_missing_years, extend_calendar
from marketplace.places.calendar_sheets import BadCalendar, DayLine, read_calendar
from marketplace.places.queries import calendar_days
from marketplace.places.workdays import is_working_day, known_years

# The calendar that comes with the house, in the form that ``extend`` reads.
OWN_FILE = ROOT / "seeds" / "dictionaries" / "calendar.toml"
LOOKS_AHEAD = timedelta(days=90)


@click.group()
def calendar() -> None:
    """The working days: public holidays and the weekends that make up for them."""


@calendar.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only list what would change.")
def extend(file: Path, *, dry_run: bool) -> None:
    """Take in a notice about holidays from FILE (.toml or .csv, see docs/operations.md)."""
    engine = make_engine(Config.from_environment().database_url)
    try:
        lines = _read(file)
        with open_session(engine, writes=True) as session:
            changes = extend_calendar(session, lines)
            if not dry_run:
                session.commit()
    except BadCalendar as error:
        sys.exit(f"{error} Nothing was changed.")
    finally:
        engine.dispose()
    for change in changes:
        click.echo(f"  {_said(change)}")
    click.echo(f"{len(changes)} days {'would change' if dry_run else 'changed'}, {len(lines) - len(changes)} are so already.")


@calendar.command()
@click.argument("year", type=click.IntRange(1, 9999))
def show(year: int) -> None:
    """List the days of YEAR that differ from Monday to Friday."""
    engine = make_engine(Config.from_environment().database_url)
    with open_session(engine, writes=False) as session:
        days, known = calendar_days(session, year), known_years(session)
        first = date(year, 1, 1)
        length = (date(year, 12, 31) - first).days + 1
        worked = sum(is_working_day(session, first + timedelta(days=ahead)) for ahead in range(length))
    engine.dispose()
    for day in days:
        click.echo(f"  {day.day} {day.day:%a}  {'working' if day.working else 'off    '}  {day.name_zh} / {day.name_en}")
    if year not in known:
        click.echo(f"The holidays of {year} are not known; every Monday to Friday counts. Extend: qihang calendar extend FILE")
    click.echo(f"{worked} working days in {year}.")


def add_own_years(engine: Engine) -> int:
    """Take in the years of the calendar that comes with the house, where they are missing; the number of days."""
    with transaction(engine) as session:
        return add_missing_years(session, _read(OWN_FILE))


def calendar_finding(engine: Engine) -> tuple[bool, str]:
    """What the doctor says: whether there is a calendar at all, with a warning when the coming months reach beyond it."""
    with open_session(engine, writes=False) as session:
        years = known_years(session)
    if not years:
        return False, "calendar: no holidays are known; run: qihang init"
    ahead = (clock.today() + LOOKS_AHEAD).year
    if ahead > years[-1]:
        # In most autumns the notice is simply not there yet, so this alone does not make the house ill.
        missing = f"the coming {LOOKS_AHEAD.days} days reach into {ahead}, where every Monday to Friday counts"
        return True, f"calendar: WARNING, known to {years[-1]}; {missing}; once the notice is out, run: qihang calendar extend FILE"
    return True, f"calendar: holidays known to {years[-1]}"


def _read(file: Path) -> list[DayLine]:
    try:
        return read_calendar(file.read_text(encoding="utf-8-sig"), file.name)
    except UnicodeDecodeError as error:
        raise BadCalendar("The file is not UTF-8: save it again in that encoding.") from error


def _said(change: DayChange) -> str:
    line = change.line
    words = {True: "working", False: "off", None: "as usual"}
    before = "" if change.is_new else f" (was {words[change.before]}, {change.name_before})"
    return f"{line.day} {line.day:%a}  {words[line.working]:8}  {line.name_zh} / {line.name_en}{before}"
