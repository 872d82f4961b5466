"""Working days: the calendar as it was announced, and counting by it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from marketplace.clock import CITY_ZONE
from marketplace.db import open_session
from marketplace.places.actions import add_missing_years, extend_calendar
from marketplace.places.calendar_sheets import DayLine
from marketplace.places.queries import calendar_days
from marketplace.places.workdays import is_working_day, known_years, working_days_after, working_days_between
from seeds.content import calendar_lines
from tests.marks import on_sqlite

moments = st.datetimes(datetime(2013, 1, 5), datetime(2027, 6, 1), timezones=st.just(CITY_ZONE))  # noqa: DTZ001
# The calendar is only read, so one database serves all examples.
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=CITY_ZONE)


def worked(session: Session, year: int) -> int:
    days = (date(year, 1, 1) + timedelta(days=ahead) for ahead in range(365))
    return sum(is_working_day(session, day) for day in days) + (year % 4 == 0 and is_working_day(session, date(year, 12, 31)))


# Monday to Friday, less the days off by law (11, from 2025 on 13). 2015 had Victory Day besides, and 2020 the two days by which
# Spring Festival was made longer.
LAW = {
    2013: 261 - 11,
    2014: 261 - 11,
    2015: 261 - 12,
    2016: 261 - 11,
    2017: 260 - 11,
    2018: 261 - 11,
    2019: 261 - 11,
    2020: 262 - 13,
    2021: 261 - 11,
    2022: 260 - 11,
    2023: 260 - 11,
    2024: 262 - 11,
    2025: 261 - 13,
    2026: 261 - 13,
}


@on_sqlite
@pytest.mark.parametrize("year", LAW)
def test_each_year_has_the_working_days_that_the_law_gives_it(session: Session, year: int) -> None:
    assert worked(session, year) == LAW[year]


def test_2024_is_as_it_was_announced(session: Session) -> None:
    days = calendar_days(session, 2024)
    worked = "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"
    assert [f"{day.day:%m-%d}" for day in days if day.working] == worked.split()
    off = "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07"
    assert [f"{day.day:%m-%d}" for day in days if not day.working] == off.split()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-14", True),  # a Saturday that makes up
        ("2026-02-23", False),  # a Monday of Spring Festival
        ("2026-02-24", True),
        ("2026-02-22", False),
        ("2018-12-31", False),  # by the notice for 2019
        ("2020-02-01", False),  # called off when the holiday was made longer
        ("2030-10-01", True),  # not known yet
    ],
)
def test_a_day_is_worked_or_not(session: Session, day: str, works: bool) -> None:
    assert is_working_day(session, date.fromisoformat(day)) == works


def test_every_row_differs_from_the_usual_week(session: Session) -> None:
    for line in calendar_lines():
        assert line.working == (line.day.weekday() >= 5)


def test_the_years_are_known_from_2013_to_2026(session: Session) -> None:
    assert known_years(session) == list(range(2013, 2027))


@pytest.mark.parametrize(
    ("moment", "days", "due"),
    [
        (at("2026-03-05"), 1, at("2026-03-06")),
        (at("2026-03-06"), 1, at("2026-03-09")),
        (at("2026-02-13"), 1, at("2026-02-14")),
        (at("2026-02-13"), 2, at("2026-02-24")),
        (at("2026-09-30", 17), 5, at("2026-10-13", 17)),
        (at("2026-03-05"), 0, at("2026-03-05")),
    ],
)
def test_days_off_are_passed_over(session: Session, moment: datetime, days: int, due: datetime) -> None:
    assert working_days_after(session, moment, days) == due
    assert working_days_between(session, moment, due) == days


def test_a_day_off_counts_like_the_end_of_the_working_day_before(session: Session) -> None:
    due = working_days_after(session, at("2026-03-07"), 1).astimezone(CITY_ZONE)
    assert (due.date(), due.hour, due.minute) == (date(2026, 3, 9), 23, 59)


def test_the_citys_day_is_meant_not_that_of_utc(session: Session) -> None:
    friday_evening_in_utc = datetime(2026, 3, 6, 20, tzinfo=UTC)
    assert working_days_after(session, friday_evening_in_utc, 1) == working_days_after(session, at("2026-03-07"), 1)


def test_nothing_is_counted_backwards(session: Session) -> None:
    assert working_days_between(session, at("2026-03-09"), at("2026-03-05")) == 0
    with pytest.raises(ValueError, match="forward"):
        working_days_after(session, at("2026-03-09"), -1)


@on_sqlite
@many
@given(moment=moments, later=st.timedeltas(timedelta(0), timedelta(days=40)), days=st.integers(0, 30))
def test_who_comes_later_is_never_due_sooner(session: Session, moment: datetime, later: timedelta, days: int) -> None:
    assert working_days_after(session, moment, days) <= working_days_after(session, moment + later, days)
    assert working_days_after(session, moment, days) < working_days_after(session, moment, days + 1)


@on_sqlite
@many
@given(moment=moments, days=st.integers(1, 30))
def test_one_is_due_on_a_working_day_after_so_many_others(session: Session, moment: datetime, days: int) -> None:
    due = working_days_after(session, moment, days).astimezone(CITY_ZONE)
    assert is_working_day(session, due.date())
    between = (moment.date() + timedelta(days=ahead) for ahead in range(1, (due.date() - moment.date()).days + 1))
    assert sum(is_working_day(session, day) for day in between) == days


@on_sqlite
@many
@given(moment=moments, later=st.timedeltas(timedelta(0), timedelta(days=60)), days=st.integers(0, 30))
def test_counting_between_is_the_inverse(session: Session, moment: datetime, later: timedelta, days: int) -> None:
    assert working_days_between(session, moment, working_days_after(session, moment, days)) == days
    passed = working_days_between(session, moment, moment + later)
    assert working_days_after(session, moment, passed) <= moment + later < working_days_after(session, moment, passed + 1)


def test_a_change_is_seen_in_the_same_session_and_by_readers(app: Flask, session: Session) -> None:
    engine, day = app.extensions["engine"], date(2027, 1, 4)
    with open_session(engine, writes=False) as reader:
        assert is_working_day(reader, day)
    assert len(extend_calendar(session, [DayLine(day, False, "元旦", "New Year's Day")])) == 1
    assert not is_working_day(session, day)
    session.commit()
    with open_session(engine, writes=False) as reader:
        assert not is_working_day(reader, day)


def test_the_calendar_is_read_once_and_then_only_asked_whether_it_changed(app: Flask, statements: list[str]) -> None:
    with open_session(app.extensions["engine"], writes=False) as session:
        for ahead in range(50):
            working_days_after(session, at("2026-03-05") + timedelta(days=ahead), 5)
    (asked,) = [one for one in statements if "SELECT" in one]
    assert "stamp" in asked


def test_a_year_that_an_operator_corrected_is_left_alone(session: Session) -> None:
    extend_calendar(session, [DayLine(date(2026, 10, 1), None, "国庆节", "National Day")])
    assert add_missing_years(session, calendar_lines()) == 0
    assert is_working_day(session, date(2026, 10, 1))


def test_missing_years_come_with_the_days_before_new_year(session: Session) -> None:
    lines = calendar_lines()
    extend_calendar(session, [DayLine(line.day, None, line.name_zh, line.name_en) for line in lines if line.day >= date(2018, 12, 25)])
    assert known_years(session)[-1] == 2018
    add_missing_years(session, lines)
    assert not is_working_day(session, date(2018, 12, 31))
    assert known_years(session)[-1] == 2026
