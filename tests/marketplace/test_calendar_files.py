"""Calendar files, read back by a parser and looked at octet by octet."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from marketplace import clock
from marketplace.calendar_files import CalendarEvent, as_payload, calendar_file, feed_file, from_payload, whole_days

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
START = datetime(2026, 3, 5, 14, tzinfo=timezone(timedelta(hours=8)))
MEETING = CalendarEvent(
    uid="session-7",
    starts_at=START,
    ends_at=START + timedelta(hours=1),
    title="与导师面谈",
    description="第一次；带上计划书, 以及\\问题\n地点在楼下",
    place="嘉兴市南湖区启航路 1 号, 二楼",
    address="https://qihang.invalid/mentorships/3?a=1,2",
)


def only_event(file: bytes) -> dict[str, object]:
    """The one event of the file, by property."""
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return dict(event)


def test_what_was_written_is_read_back() -> None:
    event = only_event(calendar_file([MEETING], "启航"))
    assert (event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"]) == (MEETING.title, MEETING.description, MEETING.place)
    assert event["URL"] == MEETING.address
    assert event["UID"] == "session-7@qihang.invalid"


def test_times_are_utc_and_the_stamp_is_the_clocks() -> None:
    with clock.stopped_at(NOW):
        file = calendar_file([MEETING], "启航")
    assert b"DTSTART:20260305T060000Z\r\n" in file
    assert b"DTEND:20260305T070000Z\r\n" in file
    assert b"DTSTAMP:20260302T013000Z\r\n" in file


def test_the_file_has_a_method_and_a_name() -> None:
    lines = calendar_file([MEETING], "启航, 我的日历").decode().split("\r\n")
    assert {"METHOD:PUBLISH", "VERSION:2.0", r"NAME:启航\, 我的日历", r"X-WR-CALNAME:启航\, 我的日历"} <= set(lines)


def test_a_cancelled_event_says_so_with_a_higher_sequence() -> None:
    file = calendar_file([replace(MEETING, sequence=2, cancelled=True)], "启航")
    event = only_event(file)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 2)
    assert b"METHOD:CANCEL\r\n" in file


def test_one_cancelled_among_others_is_published() -> None:
    file = calendar_file([MEETING, replace(MEETING, uid="session-8", cancelled=True)], "启航")
    assert b"METHOD:PUBLISH\r\n" in file


def test_no_events_make_a_file_too() -> None:
    assert Calendar.from_ical(calendar_file([], "启航")).walk("VEVENT") == []


@given(st.text(max_size=300))
def test_every_line_ends_with_crlf_and_has_at_most_75_octets(text: str) -> None:
    file = calendar_file([replace(MEETING, title="面谈" * 40, description=text, address=text)], text)
    assert file.endswith(b"\r\n")
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_a_fold_does_not_cut_a_chinese_character() -> None:
    file = calendar_file([replace(MEETING, title="导师" * 60)], "启航")
    for line in file.split(b"\r\n"):
        line.decode()
    assert only_event(file)["SUMMARY"] == "导师" * 60


def test_a_line_end_in_a_value_begins_no_property() -> None:
    file = calendar_file(
        [replace(MEETING, address="https://x.invalid/\r\nATTENDEE:mailto:a@b.invalid", uid="a\r\nSUMMARY:b", title="a\rb")], "启航"
    )
    event = only_event(file)
    assert "ATTENDEE" not in event
    assert event["SUMMARY"] == "ab"


@pytest.mark.parametrize("wrong", [{"starts_at": datetime(2026, 3, 5, 14)}, {"ends_at": START - timedelta(hours=1)}])  # noqa: DTZ001
def test_times_that_make_no_sense_are_an_error(wrong: dict[str, datetime]) -> None:
    with pytest.raises(ValueError, match="a calendar event"):
        replace(MEETING, **wrong)


def test_an_event_travels_through_the_outbox() -> None:
    assert from_payload(as_payload(MEETING)) == MEETING


ALL_DAY = CalendarEvent(
    "class-3", **whole_days(date(2026, 3, 5), date(2026, 3, 7)), title="班", description="", place="", address="/classes/3"
)


def test_whole_days_are_days_of_the_city_and_leave_one_free() -> None:
    file = calendar_file([ALL_DAY], "启航", "https://qihang.invalid")
    assert b"DTSTART;VALUE=DATE:20260305\r\n" in file
    assert b"DTEND;VALUE=DATE:20260308\r\n" in file
    assert b"TRANSP:TRANSPARENT\r\n" in file
    assert (ALL_DAY.first_day, ALL_DAY.last_day) == (date(2026, 3, 5), date(2026, 3, 7))
    assert from_payload(as_payload(ALL_DAY)) == ALL_DAY


def test_a_path_is_made_whole() -> None:
    assert only_event(calendar_file([ALL_DAY], "启航", "https://qihang.invalid"))["URL"] == "https://qihang.invalid/classes/3"


def test_a_feed_stays_published_and_says_when_to_read_again() -> None:
    file = feed_file([replace(ALL_DAY, cancelled=True)], "启航")
    assert b"METHOD:PUBLISH\r\n" in file
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in file
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in file
