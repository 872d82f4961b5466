"""The SQL engine's index and the row it speaks of are committed together."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from alembic import command
from flask import Flask
from sqlmodel import Session, col, select

from marketplace import jobs, migrations, outbox
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db import open_session, transaction
from marketplace.outbox import OutboxRow
from marketplace.projects.models import Project
from marketplace.projects.terms import ArchiveReason, Status
from marketplace.search import Query, SearchEngine
from tests import makers
from tests.marks import on_sqlite


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The app with the SQL engine on either database."""
    app = create_app(replace(config, asked_search_engine="sql"))
    index_of(app).rebuild([])
    yield app
    app.extensions["engine"].dispose()


def index_of(app: Flask) -> SearchEngine:
    return app.extensions["search"]


def add_project(session: Session, title: str) -> Project:
    # Publishing posts to the outbox.
    return makers.make_project(session, title_zh=title)


def test_what_is_committed_can_be_found_without_a_worker(app: Flask) -> None:
    with transaction(app.extensions["engine"]) as session:
        add_project(session, "蓝印花布工坊")
    assert index_of(app).search(Query("蓝印花布")).total == 1
    with transaction(app.extensions["engine"]) as session:
        assert outbox.waiting(session) == 0


def test_what_is_rolled_back_was_never_there(app: Flask) -> None:
    before = index_of(app).generation()
    with open_session(app.extensions["engine"], writes=True) as session:
        add_project(session, "蓝印花布工坊")
        session.flush()
        session.rollback()
        session.commit()
    assert index_of(app).generation() == before
    assert index_of(app).search(Query("蓝印花布")).total == 0


def test_a_hidden_entry_is_gone_at_once(app: Flask) -> None:
    with transaction(app.extensions["engine"]) as session:
        number = add_project(session, "蓝印花布工坊").id
    with transaction(app.extensions["engine"]) as session:
        hidden = session.exec(select(Project).where(col(Project.id) == number)).one()
        hidden.status, hidden.archive_reason = Status.archived, ArchiveReason.out_of_date
        outbox.post(session, "search", {"kind": "project", "id": number})
    assert index_of(app).search(Query("蓝印花布")).total == 0


@on_sqlite
def test_without_an_index_the_worker_delivers_later(app: Flask, config: Config) -> None:
    engine = app.extensions["engine"]
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("DROP TABLE search_state")
    with transaction(engine) as session:
        add_project(session, "蓝印花布工坊")
    with transaction(engine) as session:
        assert session.exec(select(OutboxRow).where(col(OutboxRow.done_at).is_(None))).one().topic == "search"
    index_of(app).rebuild([])
    jobs.drain_outbox(app, config)
    assert index_of(app).search(Query("蓝印花布")).total == 1


def test_migrations_leave_the_tables_of_the_index_alone(app: Flask) -> None:
    command.check(migrations._config(app.extensions["engine"]))
