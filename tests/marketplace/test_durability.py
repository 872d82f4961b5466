"""Promise 5 and 6 on the real thing: a server that is killed, an index that is thrown away."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlmodel import Session, select

from marketplace import jobs, outbox
from marketplace.app import create_app
from marketplace.cli import main
from marketplace.config import ROOT, Config
from marketplace.db import make_engine, transaction
from marketplace.history import history_of
from marketplace.projects.models import Favourite
from marketplace.search.engine import Query
from tests.makers import PASSWORD, in_days, make_mentor, make_person, make_project
from tests.marketplace.test_mail import free_port
from tests.marks import on_sqlite
from tests.visitor import Visitor

ENTRIES = 120
ENOUGH = 60  # acknowledged writes, before the server is killed


class Browser:
    """A signed-in browser that follows no redirects and counts only what was acknowledged."""

    def __init__(self, port: int, contact: str) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _StayHere())
        self.acknowledged: list[str] = []
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', self.opener.open(f"{self.base}/sign-in", timeout=10).read().decode())[
            1
        ]
        assert self.post("/sign-in", contact=contact, password=PASSWORD)

    def post(self, path: str, **fields: str) -> bool:
        """True when the write was acknowledged."""
        body = urllib.parse.urlencode({"csrf_token": self.token, **fields}).encode()
        try:
            self.opener.open(f"{self.base}{path}", body, timeout=10)
        except urllib.error.HTTPError as answer:
            return answer.code == 303
        except OSError:
            return False
        return False

    def write_until_it_dies(self, writes: Iterator[tuple[str, dict[str, str]]]) -> None:
        for path, fields in writes:
            if not self.post(path, **fields):
                return
            self.acknowledged.append(path)


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture
def home(tmp_path: Path, blank_sqlite: Path) -> Path:
    """A home folder with a library, two learners, and a mentor who cannot make up her mind."""
    shutil.copy(blank_sqlite, tmp_path / "qihang.db")
    with transaction(make_engine(f"sqlite:///{tmp_path / 'qihang.db'}")) as session:
        make_person(session, email="one@example.org", password=PASSWORD)
        make_person(session, email="two@example.org", password=PASSWORD)
        mentor = make_mentor(session)
        mentor.person.email = "mentor@example.org"
        mentor.person.password_hash = session.get_one(type(mentor.person), 1).password_hash
        for _ in range(ENTRIES):
            make_project(session)
    return tmp_path


@pytest.fixture
def qihang(home: Path) -> Callable[..., Result]:
    """The command, in that home."""
    return lambda *words: CliRunner().invoke(main, words, env={"QIHANG_HOME": str(home), "SECRET_KEY": "one", "DATABASE_URL": ""})


@pytest.fixture
def server(home: Path, qihang: Callable[..., Result]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A real server without a worker, on a port of its own."""
    assert qihang("search", "rebuild").exit_code == 0
    port = free_port()
    settings = {"QIHANG_HOME": str(home), "SECRET_KEY": "one", "PORT": str(port), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "marketplace", "serve", "--workers", "1", "--no-worker"]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, start_new_session=True, stdout=log, stderr=log)
    try:
        _wait_until(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close() is None)
        yield port, process
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Pull the plug of the server and of all its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_what_was_acknowledged_is_there_after_kill_9(
    home: Path, server: tuple[int, subprocess.Popen[bytes]], qihang: Callable[..., Result]
) -> None:
    port, process = server
    one, two, mentor = (Browser(port, f"{name}@example.org") for name in ("one", "two", "mentor"))
    keeping = [(f"/projects/{number}/favourite", {}) for number in range(1, ENTRIES + 1)]
    away = ("/mentoring/pause", {"until": in_days(30).isoformat()})
    pausing = [away, ("/mentoring/pause/removal", {})] * 500
    with ThreadPoolExecutor(3) as browsers:
        for browser, writes in ((one, keeping), (two, keeping[::-1]), (mentor, pausing)):
            browsers.submit(browser.write_until_it_dies, iter(writes))
        _wait_until(lambda: len(one.acknowledged) + len(two.acknowledged) >= ENOUGH and len(mentor.acknowledged) >= 10)
        _kill(process)
    assert len(one.acknowledged) + len(two.acknowledged) < 2 * ENTRIES, "killed in the middle"
    engine = make_engine(f"sqlite:///{home / 'qihang.db'}")
    with transaction(engine) as session:
        for person_id, browser in ((1, one), (2, two)):
            kept = session.exec(select(Favourite.project_id).where(Favourite.person_id == person_id)).all()
            acknowledged = {int(path.split("/")[2]) for path in browser.acknowledged}
            assert acknowledged <= set(kept)
            assert len(kept) <= len(acknowledged) + 1, "at most the one that was on its way"
        changes = len(history_of(session, "mentor", 3)) - 1
        assert len(mentor.acknowledged) <= changes <= len(mentor.acknowledged) + 1
    engine.dispose()
    assert "outbox: " in qihang("doctor").output
    assert qihang("doctor").exit_code == 1, "the worker was not there"
    drain(home)
    answer = qihang("doctor")
    assert (answer.exit_code, "0 differ" in answer.output) == (0, True), answer.output


def drain(home: Path) -> None:
    """What the next worker does first."""
    config = Config(home=home, database_url=f"sqlite:///{home / 'qihang.db'}", secret_key="one", testing=True)
    app = create_app(config)
    jobs.drain_outbox(app, config)
    app.extensions["engine"].dispose()


ASKED = ["", "毛衫", "maoshan", "knitwear", "毛杉", "knitwear submarine", "shen jing", "zzzz"]


def answers(app: Flask) -> list[dict[str, object]]:
    """All that the index says to some questions."""
    queries = [Query(text=text, sort=sort) for text in ASKED for sort in ("relevance", "capital", "-published")]
    return [asdict(app.extensions["search"].search(query)) for query in queries]


@on_sqlite
def test_a_deleted_index_is_rebuilt_and_answers_the_same(
    app: Flask, config: Config, session: Session, visitor: Callable[..., Visitor]
) -> None:
    for sector in ("JX05", "JX01", "JX22"):
        make_project(session, sector=sector)
        make_mentor(session)
    visitor()
    before = answers(app)
    shutil.rmtree(config.index_folder)
    environment = {"QIHANG_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": "one"}
    assert CliRunner().invoke(main, ["search", "rebuild"], env=environment).exit_code == 0
    assert answers(app) == before


@on_sqlite
def test_without_an_index_search_says_so_and_the_rest_goes_on(
    app: Flask, config: Config, session: Session, visitor: Callable[..., Visitor]
) -> None:
    project = make_project(session)
    reader = visitor()
    shutil.rmtree(config.index_folder)
    assert "being set up" in reader.visit("/projects?q=knitwear", 503).get_text()
    assert reader.client.get("/health").status_code == 503
    reader.visit(f"/projects/{project.id}")
    reader.visit("/")


@on_sqlite
def test_the_index_follows_the_database_however_it_is_drained(
    app: Flask, config: Config, session: Session, visitor: Callable[..., Visitor]
) -> None:
    project, mentor = make_project(session), make_mentor(session)
    visitor()
    for kind, number in (("project", project.id), ("project", 999), ("mentor", mentor.person_id)):
        outbox.post(session, "search", {"kind": kind, "id": number})
    project.revision += 1
    visitor()
    visitor()
    assert app.extensions["search"].revisions() == {
        ("project", project.id): project.revision,
        ("mentor", mentor.person_id): mentor.revision,
    }
