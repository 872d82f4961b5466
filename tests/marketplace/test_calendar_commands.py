"""What an operator types about the calendar, and what the doctor says of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlmodel import Session, delete

from marketplace import clock
from marketplace.cli import main
from marketplace.config import Config
from marketplace.places.models import CalendarDay
from marketplace.places.workdays import is_working_day, known_years
from tests.marks import on_sqlite

Qihang = Callable[..., Result]

NOTICE = '[names]\n"元旦" = "New Year\'s Day"\n[2027]\n"元旦" = { off = "01-01/01-03", working = "01-09" }\n'


@pytest.fixture
def qihang(config: Config, session: Session) -> Qihang:
    """``qihang("calendar", "show", "2026")`` on the test's own database. Commits what the test prepared."""
    environment = {"QIHANG_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": config.secret_key}

    def run(*words: object) -> Result:
        session.commit()
        return CliRunner().invoke(main, [str(word) for word in words], env=environment)

    return run


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """The file of a notice."""
    file = tmp_path / "2027.toml"
    file.write_text(NOTICE, encoding="utf-8")
    return file


def test_a_notice_is_taken_in_and_what_changes_is_listed(session: Session, qihang: Qihang, notice: Path) -> None:
    told = qihang("calendar", "extend", notice)
    assert told.exit_code == 0, told.output
    assert "2027-01-01 Fri  off       元旦 / New Year's Day" in told.output
    assert "2 days changed, 0 are so already." in told.output
    assert is_working_day(session, date(2027, 1, 9))
    assert "0 days changed, 2 are so already." in qihang("calendar", "extend", notice).output


def test_a_dry_run_lists_and_changes_nothing(session: Session, qihang: Qihang, notice: Path) -> None:
    assert "2 days would change" in qihang("calendar", "extend", "--dry-run", notice).output
    assert session.get(CalendarDay, date(2027, 1, 1)) is None


@on_sqlite
def test_a_correction_says_what_was_before(session: Session, qihang: Qihang, notice: Path) -> None:
    notice.write_text(
        NOTICE.replace("[2027]", "[2026]").replace('off = "01-01/01-03", working = "01-09"', 'usual = "01-02"'), encoding="utf-8"
    )
    assert "2026-01-02 Fri  as usual  元旦 / New Year's Day (was off, New Year's Day)" in qihang("calendar", "extend", notice).output
    assert is_working_day(session, date(2026, 1, 2))


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (NOTICE.replace("01-09", "01-08"), "2027-01-08 is a Friday and worked anyway: only a Saturday or Sunday can make up for 元旦."),
        (NOTICE.replace("01-01/01-03", "01-02"), "2027-01-02 is a Saturday and off anyway"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_and_nothing_changes(
    session: Session, qihang: Qihang, notice: Path, wrong: str, sentence: str
) -> None:
    notice.write_text(wrong, encoding="utf-8")
    told = qihang("calendar", "extend", notice)
    assert told.exit_code == 1
    assert sentence in told.output
    assert "Nothing was changed." in told.output
    assert session.get(CalendarDay, date(2027, 1, 1)) is None


@on_sqlite
def test_a_file_in_another_encoding_is_refused(qihang: Qihang, notice: Path) -> None:
    notice.write_bytes(NOTICE.encode("gb18030"))
    assert "not UTF-8" in qihang("calendar", "extend", notice).output


@on_sqlite
def test_a_year_is_shown(qihang: Qihang) -> None:
    told = qihang("calendar", "show", 2024)
    assert "2024-02-18 Sun  working  春节 / Spring Festival" in told.output
    assert "251 working days in 2024." in told.output


@on_sqlite
def test_a_year_that_is_not_known_is_said_to_be(qihang: Qihang) -> None:
    told = qihang("calendar", "show", 2028)
    assert "The holidays of 2028 are not known" in told.output


def of_the_doctor(told: Result) -> str:
    (line,) = [line for line in told.output.splitlines() if "calendar:" in line]
    return line


@on_sqlite
@pytest.mark.parametrize(("today", "warns"), [((2026, 9, 1), False), ((2026, 10, 20), True), ((2029, 1, 1), True)])
def test_the_doctor_warns_when_the_coming_months_reach_beyond(app: Flask, qihang: Qihang, today: tuple[int, int, int], warns: bool) -> None:
    with clock.stopped_at(datetime(*today, tzinfo=UTC)):
        told = qihang("doctor")
    assert ("WARNING" in of_the_doctor(told)) == warns
    assert ("qihang calendar extend FILE" in of_the_doctor(told)) == warns
    assert told.exit_code == 0, told.output


def test_init_brings_the_calendar_that_the_doctor_misses(app: Flask, session: Session, qihang: Qihang) -> None:
    session.exec(delete(CalendarDay))
    assert of_the_doctor(qihang("doctor")) == "MEND  calendar: no holidays are known; run: qihang init"
    assert qihang("init").exit_code == 0
    session.info.clear()
    assert known_years(session) == list(range(2013, 2027))
