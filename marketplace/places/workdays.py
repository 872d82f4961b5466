"""Working days as the State Council sets them: Monday to Friday, but for public holidays and the weekends that make up for them.

Beyond the last year that is known every Monday to Friday counts; ``qihang doctor`` says in time that a year is missing.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, select

from marketplace.clock import CITY_ZONE
from marketplace.db import is_reading
from marketplace.places.models import CalendarDay
from marketplace.stamps import stamp_of

# Rises with every change of the calendar.
STAMP = "calendar"
# A year has some twenty exceptions; one or two belong to the notice for the year after.
KNOWN_FROM = 10

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)

Exceptions = Mapping[date, bool]
# By the pool of connections of a database: the exceptions as the stamp saw them.
_known: WeakKeyDictionary[Any, tuple[int, Exceptions]] = WeakKeyDictionary()


def is_working_day(session: Session, day: date) -> bool:
    """Whether offices work on ``day``."""
    return _works(_exceptions(session), day)


def working_days_after(session: Session, moment: datetime, days: int) -> datetime:
    """The same time of day, ``days`` working days later, in the city's zone; the day of ``moment`` itself is never counted.

    A moment on a day off counts like the end of the working day before it, so that who comes later never has to be answered sooner.
    """
    if days < 0:
        raise ValueError("working days are counted forward")
    if days == 0:
        return moment
    exceptions = _exceptions(session)
    day, clock_time = _counted_from(exceptions, moment)
    for _ in range(days):
        day = _next_working_day(exceptions, day)
    return datetime.combine(day, clock_time, tzinfo=CITY_ZONE).astimezone(UTC)


def working_days_between(session: Session, start: datetime, end: datetime) -> int:
    """How many whole working days went by from ``start`` to ``end``: the most ``n`` with ``working_days_after(start, n) <= end``."""
    if end <= start:
        return 0
    exceptions = _exceptions(session)
    day, clock_time = _counted_from(exceptions, start)
    until = end.astimezone(CITY_ZONE)
    passed = sum(_works(exceptions, day + _ONE_DAY * ahead) for ahead in range(1, (until.date() - day).days + 1))
    is_last_one_unfinished = passed > 0 and _works(exceptions, until.date()) and until.time() < clock_time
    return passed - is_last_one_unfinished


def known_years(session: Session) -> list[int]:
    """The years whose notice is in the calendar, in order."""
    days_of = Counter(day.year for day in _exceptions(session))
    return sorted(year for year, days in days_of.items() if days >= KNOWN_FROM)


def _works(exceptions: Exceptions, day: date) -> bool:
    return exceptions.get(day, day.weekday() < _SATURDAY)


def _counted_from(exceptions: Exceptions, moment: datetime) -> tuple[date, time]:
    local = moment.astimezone(CITY_ZONE)
    day = local.date()
    if _works(exceptions, day):
        return day, local.time()
    while not _works(exceptions, day):
        day -= _ONE_DAY
    return day, time.max


def _next_working_day(exceptions: Exceptions, day: date) -> date:
    day += _ONE_DAY
    while not _works(exceptions, day):
        day += _ONE_DAY
    return day


def _exceptions(session: Session) -> Exceptions:
    """All days that differ from the usual week. A session reads them once, and sessions that only read share them until the stamp rises."""
    if "calendar" not in session.info:
        session.info["calendar"] = _shared(session) if is_reading(session) else _read(session)
    found: Exceptions = session.info["calendar"]
    return found


def _shared(session: Session) -> Exceptions:
    stamp = stamp_of(session, STAMP)
    pool = session.connection().engine.pool
    if pool not in _known or _known[pool][0] != stamp:
        _known[pool] = (stamp, _read(session))
    return _known[pool][1]


def _read(session: Session) -> Exceptions:
    return dict(session.exec(select(col(CalendarDay.day), col(CalendarDay.working))).all())
