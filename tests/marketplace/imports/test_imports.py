"""From a file to entries: a dry run, a yes, once; whatever is clicked twice and wherever it is cut off."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func
from sqlmodel import Session, col, select

from marketplace import clock, jobs
from marketplace.accounts.terms import Role
from marketplace.config import ROOT, Config
from marketplace.db import make_engine, open_session
from marketplace.errors import NotAllowed, NotFound, Refusal
from marketplace.history import history_of
from marketplace.imports.actions import Upload, confirm_import, discard_import, take_in
from marketplace.imports.models import ImportBatch, ImportFile, ImportRow
from marketplace.imports.queries import get_batch, wrong_rows
from marketplace.outbox import OutboxRow
from marketplace.projects.models import Project
from tests.crowd import at_once, one
from tests.makers import make_person
from tests.marketplace.imports.makers import csv_file, now, row, send, work
from tests.marks import on_sqlite


def entries(session: Session) -> int:
    session.rollback()
    count = session.exec(select(func.count()).select_from(Project)).one()
    # The worker needs the write lock.
    session.rollback()
    return count


# PostgreSQL needs twice the time for a row, and tells as much with fewer.
ROWS = {"sqlite": 1000, "postgresql": 300}
EVERY = 33


def sheet(count: int) -> list[dict[str, Any]]:
    """Good rows, but every 33rd of a thousand (30 in all) has one thing wrong."""
    wrong = [{"price": "x"}, {"sector": "JX999"}, {"title_zh": ""}, {"opening": "样衣"}, {"skills": "SK801"}, {"summary_zh": "=1+1"}]
    broken = {number: wrong[number % 6] for number in bad_ones(count)}
    return [row(f"HN-{number}", **broken.get(number, {})) for number in range(count)]


def bad_ones(count: int) -> range:
    return range(0, count - 10, EVERY)


def test_a_thousand_rows_with_thirty_bad_ones_come_in_once(app: Flask, config: Config, session: Session, database_url: str) -> None:
    count = ROWS[app.extensions["engine"].dialect.name]
    bad = len(bad_ones(count))
    good = count - bad
    sender = make_person(session, Role.organiser).id
    batch = send(session, one(session, sender), sheet(count)).id or 0
    work(app)
    found = now(app, batch)
    assert (found.state, found.total, found.good, found.bad, entries(session)) == ("checked", count, good, bad, 0)
    wrong = [(len(row.errors), row.number) for row in wrong_rows(session, batch)]
    assert wrong == [(1, number + 2) for number in bad_ones(count)]
    session.rollback()
    yes = [lambda session: confirm_import(session, batch, "draft", by=one(session, sender))] * 4
    assert at_once(database_url, yes) == [None] * 4
    kill_in_the_middle(config)
    assert 0 < entries(session) < good
    with clock.stopped_at(clock.now() + timedelta(minutes=3)):
        work(app)
    found = now(app, batch)
    assert (found.state, found.created, found.refused, entries(session)) == ("done", good, 0, good)
    assert session.exec(select(func.count(col(Project.key).distinct()))).one() == good


def kill_in_the_middle(config: Config) -> None:
    """A worker in a process of its own, killed when it has written something."""
    environment = os.environ | {"QIHANG_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": "one"}
    worker = subprocess.Popen([sys.executable, "-m", "marketplace", "worker"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    engine = make_engine(config.database_url)
    for _ in range(600):
        assert worker.poll() is None, "the worker ended by itself"
        time.sleep(0.05)
        # A reader needs no lock.
        with open_session(engine, writes=False) as session:
            if session.exec(select(Project.id).limit(1)).first():
                break
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(10)
    engine.dispose()


def test_every_error_is_named_by_row_and_column_in_both_languages(app: Flask, session: Session) -> None:
    rows = [row("a", price="x", regions="火星", risk_market=9), row("b"), row("b"), row("c", opening="灯:9-1", legacy="maybe")]
    batch = send(session, make_person(session, Role.organiser), rows)
    work(app)
    found = {(one.number, error["column"]): error for one in wrong_rows(session, batch.id or 0) for error in one.errors}
    assert found.keys() == {(2, "price"), (2, "regions"), (2, "risk_market"), (4, "key"), (5, "opening"), (5, "legacy")}
    assert found[2, "regions"] == {
        "column": "regions",
        "value": "火星",
        "en": "“火星” is not among the codes or names. The template has a sheet of them.",
        "zh": "“火星”不在代码或名称之中。模板里有代码表。",
    }
    assert found[4, "key"]["en"].startswith("Row 3 has the same key")
    assert all(error["zh"] != error["en"] for error in found.values())


@on_sqlite
@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"key": ""}, "key"),
        ({"key": "x" * 61}, "key"),
        ({"title_zh": "长" * 41}, "title_zh"),
        ({"detail_zh": "x" * 32_768}, "detail_zh"),
        ({"people": "two"}, "people"),
        ({"units_month": "10"}, "units_month"),
        ({"variable_cost": "129"}, "variable_cost"),
        ({"monthly": "房租:1-2"}, "monthly"),
        ({"opening": ";".join(["灯:1"] * 25)}, "opening"),
        ({"skills": "SK801=7"}, "skills"),
        ({"skills": "SK801=2; SK801=3"}, "skills"),
        ({"town": "无名镇"}, "town"),
        ({"groups": "人人"}, "groups"),
        ({"tags_zh": "长" * 31}, "tags_zh"),
        ({"source": "library"}, "source"),
        ({"risk_law_why": ""}, "risk_law_why"),
        ({"buyers_zh": "#REF!"}, "buyers_zh"),
        ({"buyers_zh": "@SUM(A1)"}, "buyers_zh"),
    ],
)
def test_one_wrong_cell_is_one_error(app: Flask, session: Session, change: dict[str, str], column: str) -> None:
    batch = send(session, make_person(session, Role.organiser), [row(**change)])
    work(app)
    assert [error["column"] for found in wrong_rows(session, batch.id or 0) for error in found.errors] == [column]


@on_sqlite
def test_a_file_that_breaks_further_down_fails_with_its_sentence(app: Flask, session: Session) -> None:
    sender = make_person(session, Role.organiser)
    data = csv_file([row()]) + b'"open'
    batch = take_in(session, Upload("projects", "rows.csv", data, "UTF-8"), by=sender)
    session.commit()
    work(app)
    found = now(app, batch.id)
    assert (found.state, found.failure is not None and "quotation mark" in found.failure["en"]) == ("failed", True)
    with pytest.raises(Refusal):
        confirm_import(session, batch.id or 0, "draft", by=sender)


@on_sqlite
def test_what_is_discarded_is_never_imported(app: Flask, session: Session) -> None:
    sender = make_person(session, Role.organiser)
    batch = send(session, sender, [row()])
    discard_import(session, batch.id or 0, by=sender)
    session.commit()
    work(app)
    assert [one.becomes for one in history_of(session, "import", batch.id or 0)] == ["checking", "discarded"]
    with pytest.raises(Refusal):
        confirm_import(session, batch.id or 0, "draft", by=sender)
    assert entries(session) == 0


@on_sqlite
def test_what_runs_cannot_be_discarded_and_what_is_all_bad_not_confirmed(app: Flask, session: Session) -> None:
    sender = make_person(session, Role.organiser)
    good, bad = send(session, sender, [row()]), send(session, sender, [row(price="x")])
    work(app)
    confirm_import(session, good.id or 0, "draft", by=sender)
    for refused in (
        lambda: discard_import(session, good.id or 0, by=sender),
        lambda: confirm_import(session, bad.id or 0, "draft", by=sender),
    ):
        with pytest.raises(Refusal):
            refused()


@on_sqlite
def test_an_import_is_its_senders_alone(session: Session) -> None:
    batch = send(session, make_person(session, Role.organiser), [row()])
    for other in (make_person(session, Role.city_staff), make_person(session, Role.organiser)):
        for act in (lambda who: get_batch(session, batch.id or 0, by=who), lambda who: discard_import(session, batch.id or 0, by=who)):
            with pytest.raises(NotFound):
                act(other)
    with pytest.raises(NotAllowed):
        send(session, make_person(session), [row()])


@on_sqlite
def test_two_workers_at_once_write_each_row_once(app: Flask, config: Config, session: Session, database_url: str) -> None:
    sender = make_person(session, Role.organiser)
    batch = send(session, sender, [row(f"k{number}") for number in range(110)])
    at_once(database_url, [lambda _session: jobs.drain_outbox(app, config)] * 2)
    assert now(app, batch.id).state == "checked"
    confirm_import(session, batch.id or 0, "draft", by=sender)
    session.commit()
    at_once(database_url, [lambda _session: jobs.drain_outbox(app, config)] * 2)
    assert (now(app, batch.id).created, entries(session)) == (110, 110)


def test_files_are_forgotten_after_a_month_and_what_was_imported_stays(app: Flask, session: Session) -> None:
    sender = make_person(session, Role.organiser)
    batch = send(session, sender, [row()])
    work(app)
    confirm_import(session, batch.id or 0, "draft", by=sender)
    session.commit()
    work(app)
    send(session, sender, [row("other")])
    for days, left in ((29, 2), (31, 0)):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            jobs.run_clock(app.extensions["engine"])
        assert session.exec(select(func.count()).select_from(ImportBatch)).one() == left
        session.rollback()
    assert [session.exec(select(func.count()).select_from(table)).one() for table in (ImportRow, ImportFile)] == [0, 0]
    assert entries(session) == 1


@on_sqlite
def test_mail_does_not_wait_for_the_end_of_an_import(app: Flask, config: Config, session: Session) -> None:
    send(session, make_person(session, Role.organiser), [row(f"k{number}") for number in range(101)])
    jobs.drain_outbox(app, config)
    pieces = session.exec(select(OutboxRow).where(OutboxRow.topic == "import")).all()
    assert len(pieces) == 3, "one to read, two to check: between them others are served"
