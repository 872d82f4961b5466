"""Notices as operators write them down."""

from datetime import date

import pytest

from marketplace.places.calendar_sheets import BadCalendar, DayLine, read_calendar

NAMES = '[names]\n"元旦" = "New Year\'s Day"\n"春节" = "Spring Festival"\n'


def toml(table: str) -> list[DayLine]:
    return read_calendar(NAMES + table, "notice.toml")


def test_a_stretch_passes_over_its_weekends() -> None:
    days = [line.day for line in toml('[2027]\n"元旦" = { off = "01-01/01-04" }')]
    assert days == [date(2027, 1, 1), date(2027, 1, 4)]


def test_all_three_kinds_are_understood() -> None:
    lines = toml('[2027]\n"元旦" = { off = "2026-12-31", working = "01-09 01-10", usual = "01-04" }')
    assert [(line.day.day, line.working) for line in lines] == [(31, False), (4, None), (9, True), (10, True)]


def test_csv_says_the_same() -> None:
    content = "\ufeffday,kind,name_zh,name_en\r\n2027-01-09,working,元旦,New Year's Day\r\n2027-01-01,off,元旦,New Year's Day\r\n"
    assert read_calendar(content, "NOTICE.CSV") == toml('[2027]\n"元旦" = { off = "01-01", working = "01-09" }')


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ('[2027]\n"元旦" = { working = "01-04" }', "2027-01-04 is a Monday and worked anyway"),
        ('[2027]\n"元旦" = { off = "01-02" }', "2027-01-02 is a Saturday and off anyway"),
        ('[2027]\n"元旦" = { off = "02-30" }', "02-30 in 2027 is not a day"),
        ('[2027]\n"元旦" = { off = "01-04/01-01" }', "does not end after it begins"),
        ('[2027]\n"元旦" = { off = "01-01/12-31" }', "longer than a month"),
        ('[2027]\n"元旦" = { working = "01-09/01-10" }', "only days off come in stretches"),
        ('[2027]\n"元旦" = { of = "01-01" }', "needs days"),
        ('[2027]\n"元旦" = "01-01"', "needs days"),
        ('[2027]\n"中秋节" = { off = "09-15" }', "has no English name"),
        ('[next]\n"元旦" = { off = "01-01" }', "is not a year"),
        ('[2027]\n"元旦" = { off = "01-01" }\n"春节" = { usual = "01-01" }', "is named twice"),
        ("", "names no day"),
        ("[2027", "is not TOML"),
    ],
)
def test_what_a_calendar_cannot_hold_is_refused_with_a_sentence(table: str, sentence: str) -> None:
    with pytest.raises(BadCalendar, match=sentence):
        toml(table)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("day;kind\n", "The first line must be: day,kind,name_zh,name_en"),
        ("day,kind,name_zh,name_en\n2027-01-01,free,元旦,New Year's Day\n", "Line 2 needs"),
        ("day,kind,name_zh,name_en\n2027-01-01,off,元旦\n", "Line 2 needs"),
        ("day,kind,name_zh,name_en\n2027-01-01,off,元旦,New Year,s Day\n", "Line 2 needs"),
        ("day,kind,name_zh,name_en\n01-01,off,元旦,New Year's Day\n", "is not a day"),
    ],
)
def test_a_wrong_sheet_is_refused_with_a_sentence(content: str, sentence: str) -> None:
    with pytest.raises(BadCalendar, match=sentence):
        read_calendar(content, "notice.csv")
