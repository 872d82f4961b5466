"""The ledger: rows are only added, in one line, and every tampering shows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select, update

from marketplace import clock, ledger
from marketplace.cli import main
from marketplace.config import Config
from tests.crowd import at_once
from tests.marks import on_sqlite

Qihang = Callable[..., Result]


@pytest.fixture
def qihang(config: Config, session: Session) -> Qihang:
    environment = {"QIHANG_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": config.secret_key}

    def run(*words: str) -> Result:
        session.commit()
        return CliRunner().invoke(main, words, env=environment)

    return run


def fill(session: Session, chain: str = "round:1", rows: int = 3) -> None:
    for number in range(1, rows + 1):
        ledger.append(session, chain, {"event": "step", "step": number}, by_id=7)
    session.commit()


def go_around_the_triggers(session: Session, *statements: str) -> None:
    """What somebody with the keys to the database could do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("DROP TRIGGER ledger_no_change ON ledger"))
    else:
        session.execute(text("DROP TRIGGER ledger_no_update"))
        session.execute(text("DROP TRIGGER ledger_no_delete"))
    for statement in statements:
        session.connection().exec_driver_sql(statement)
    session.commit()
    session.expire_all()


def test_each_row_follows_from_the_one_before(session: Session) -> None:
    fill(session)
    session.expire_all()
    rows = ledger.entries_of(session, "round:1")
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == [ledger.START, rows[0].digest, rows[1].digest]
    assert ledger.first_break(session, "round:1") is None


def test_the_digest_is_one_that_anybody_can_work_out(session: Session) -> None:
    with clock.stopped_at(datetime(2026, 12, 1, 8, tzinfo=UTC)):
        row = ledger.append(session, "demo", {"b": "启航", "a": [1, 0.5]}, by_id=7)
    said = '{"at":"2026-12-01T08:00:00+00:00","by":7,"chain":"demo","entry":{"a":[1,0.5],"b":"启航"},"number":1}'
    from hashlib import sha256

    assert row.digest == sha256(("0" * 64 + said).encode()).hexdigest()


def test_what_json_would_change_is_changed_before_it_is_chained(session: Session) -> None:
    ledger.append(session, "demo", {"pair": (1, 2), "ranks": {10: 0.1 + 0.2}})
    session.commit()
    session.expire_all()
    assert ledger.entries_of(session, "demo")[0].entry == {"pair": [1, 2], "ranks": {"10": 0.30000000000000004}}
    assert ledger.first_break(session, "demo") is None


@on_sqlite
def test_what_json_has_no_word_for_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        ledger.append(session, "demo", {"share": float("nan")})


def test_chains_do_not_touch_each_other(session: Session) -> None:
    fill(session, "round:1")
    fill(session, "round:2", rows=1)
    assert [row.number for row in ledger.entries_of(session, "round:2")] == [1]
    assert ledger.chains(session) == ["round:1", "round:2"]


def test_pages_of_a_chain(session: Session) -> None:
    fill(session, rows=5)
    assert [row.number for row in ledger.entries_of(session, "round:1", after=2, limit=2)] == [3, 4]


def test_many_at_once_make_one_line(session: Session, database_url: str) -> None:
    session.commit()

    def write(session: Session) -> None:
        for _ in range(5):
            ledger.append(session, "crowd", {"event": "step"})

    at_once(database_url, [write] * 8)
    assert [row.number for row in ledger.entries_of(session, "crowd")] == list(range(1, 41))
    assert ledger.first_break(session, "crowd") is None


def test_what_is_rolled_back_leaves_no_gap(session: Session) -> None:
    fill(session, rows=1)
    ledger.append(session, "round:1", {"event": "never happened"})
    session.rollback()
    fill(session, rows=1)
    assert ledger.first_break(session, "round:1") is None


@pytest.mark.parametrize("statement", ["UPDATE ledger SET by_id = 8", "DELETE FROM ledger WHERE number = 3"])
def test_the_database_refuses_changes(session: Session, statement: str) -> None:
    fill(session)
    with pytest.raises(DBAPIError, match="the ledger is append-only"):
        session.execute(text(statement))
    session.rollback()
    assert ledger.first_break(session, "round:1") is None


def test_the_app_cannot_change_a_row_either(session: Session) -> None:
    fill(session)
    with pytest.raises(DBAPIError, match="the ledger is append-only"):
        session.execute(update(ledger.LedgerRow).where(col(ledger.LedgerRow.number) == 2).values(entry={}))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_empty_the_table(session: Session) -> None:
    fill(session)
    with pytest.raises(DBAPIError, match="the ledger is append-only"):
        session.execute(text("TRUNCATE ledger"))


@pytest.mark.parametrize(
    ("tampering", "number"),
    [
        ('UPDATE ledger SET entry = \'{"event":"step","step":9}\' WHERE number = 2', 2),
        ("UPDATE ledger SET by_id = 8 WHERE number = 1", 1),
        ("DELETE FROM ledger WHERE number = 2", 2),
        ("DELETE FROM ledger WHERE number = 3", 3),
        ("DELETE FROM ledger", 1),
        ("DELETE FROM ledger_head", 4),
    ],
)
def test_whoever_goes_around_the_triggers_breaks_the_chain(session: Session, qihang: Qihang, tampering: str, number: int) -> None:
    fill(session)
    assert qihang("ledger", "verify").exit_code == 0
    go_around_the_triggers(session, tampering)
    broken = ledger.first_break(session, "round:1")
    assert broken is not None
    assert broken.number == number
    told = qihang("ledger", "verify", "round:1") if "DELETE FROM ledger_head" not in tampering else qihang("ledger", "verify")
    assert told.exit_code == 1
    assert f"round:1: row {number} is not what was written" in told.output


def test_a_whole_ledger_is_said_to_be_whole(session: Session, qihang: Qihang) -> None:
    fill(session)
    told = qihang("ledger", "verify", "round:1")
    assert (told.exit_code, told.output) == (0, "ok      round:1\n")


@on_sqlite
def test_an_unknown_chain_is_said_to_be_unknown(qihang: Qihang) -> None:
    told = qihang("ledger", "verify", "round:9")
    assert told.exit_code == 1
    assert "There is no chain round:9." in told.output


@on_sqlite
def test_nothing_in_it_is_no_break(session: Session) -> None:
    assert ledger.first_break(session, "round:1") is None
    assert session.exec(select(ledger.LedgerRow)).first() is None
