"""What every test may ask for. Real parts only: a database, an index, the app."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event
from sqlmodel import Session

from marketplace import jobs, migrations
from marketplace.accounts.models import Person
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db import make_engine, open_session, transaction
from marketplace.places.actions import extend_calendar, load_terms
from marketplace.places.queries import dictionary
from marketplace.places.workdays import known_years
from seeds.content import calendar_lines, dictionary_rows
from tests import databases
from tests.post_office import PostOffice
from tests.rules_once import compile_once
from tests.visitor import Visitor

SKIPPED: list[str] = []
compile_once()


@pytest.fixture(scope="session")
def postgres() -> str | None:
    """A PostgreSQL server, if there is one."""
    return databases.postgres_url()


@pytest.fixture(scope="session")
def blank_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's tables and the dictionaries; copied for every test."""
    file = tmp_path_factory.mktemp("blank") / "blank.db"
    _prepare(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def blank_postgres(postgres: str | None) -> Iterator[str]:
    """The same as a template database on PostgreSQL."""
    if postgres is None:
        _cannot(databases.REMEDY)
    assert postgres is not None
    name = f"qihang_blank_{uuid.uuid4().hex[:8]}"
    databases.run_sql(postgres, f"CREATE DATABASE {name}")
    _prepare(databases.on_server(postgres, name))
    yield name
    databases.run_sql(postgres, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _prepare(url: str) -> None:
    engine = make_engine(url)
    migrations.upgrade(engine)
    with transaction(engine) as session:
        load_terms(session, dictionary_rows())
        extend_calendar(session, calendar_lines())
    if url.startswith("sqlite"):
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _cannot(remedy: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"not here, and CI wants it. {remedy}")
    SKIPPED.append(remedy)
    pytest.skip(remedy)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An own database for one test, on each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("blank_sqlite"), tmp_path / "test.db")
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    blank, server = request.getfixturevalue("blank_postgres"), request.getfixturevalue("postgres")
    name = f"qihang_test_{uuid.uuid4().hex[:10]}"
    databases.run_sql(server, f"CREATE DATABASE {name} TEMPLATE {blank}")
    yield databases.on_server(server, name)
    databases.run_sql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Config:
    """Settings for one test."""
    return Config(home=tmp_path, database_url=database_url, secret_key="for tests only", testing=True)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates, compiled once for all apps of the run."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(config: Config, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The whole app with an empty index."""
    app = create_app(config)
    app.jinja_env.bytecode_cache = compiled
    app.extensions["search"].rebuild([])
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine of its own, apart from the app's: a missing commit is seen."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A writing session; tests that also use the app commit before they visit."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
        yield session


@pytest.fixture
def visitor(app: Flask, session: Session) -> Callable[..., Visitor]:
    """``visitor()`` or ``visitor(person)``: somebody who walks through the app. Commits what the test prepared and indexes it."""

    def enter(person: Person | None = None, language: str = "en") -> Visitor:
        session.commit()
        jobs.drain_outbox(app, app.extensions["config"])
        return Visitor(app, person, language)

    return enter


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """An SMTP server for one test."""
    office = PostOffice()
    office.server.start()
    yield office
    office.server.stop()


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that the app ran. Dictionaries and calendar are read before: a process does that once, whatever the page."""
    with open_session(app.extensions["engine"], writes=False) as session:
        for name in {row["dictionary"] for row in dictionary_rows()}:
            dictionary(session, name)
        known_years(session)
    ran: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        ran.append(statement)

    event.listen(app.extensions["engine"], "before_cursor_execute", note)
    yield ran
    event.remove(app.extensions["engine"], "before_cursor_execute", note)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested, and the remedy."""
    for remedy in sorted(set(SKIPPED)):
        terminalreporter.write_line(f"NOT TESTED HERE: {remedy}", yellow=True, bold=True)
