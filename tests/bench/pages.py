"""What a page costs: CPU of one gunicorn worker per request, against an empty Flask page under the same server.

``python -m tests.bench.pages`` with ``--sizes 450,50000``, ``--requests 400``, ``--keep FOLDER`` (use it again).
"""

import argparse
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlmodel import select

from marketplace import jobs, migrations
from marketplace.accounts.actions import grant_role, register_person
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.app import create_app
from marketplace.config import ROOT, Config
from marketplace.db import make_engine, open_session, transaction
from marketplace.projects.models import Favourite
from seeds import library
from tests.bench.many_entries import multiply_entries

SECRET = "for the bench only"
TICK = os.sysconf("SC_CLK_TCK")
ROUNDS = 5
SERVER = ["--workers", "1", "--threads", "4", "--worker-class", "gthread", "--log-level", "warning", "--no-control-socket"]


@dataclass(frozen=True)
class Case:
    """One page, as one kind of reader asks for it."""

    name: str
    path: str
    headers: dict[str, str]
    status: int = 200


def empty() -> Flask:
    """The peer: a Flask app with one route that says one word."""
    app = Flask("empty")
    app.add_url_rule("/", view_func=lambda: "empty")
    return app


def prepare(folder: Path, size: int) -> Config:
    """A database of ``size`` entries with its index, made once for a folder."""
    config = Config(home=folder, database_url=f"sqlite:///{folder / 'qihang.db'}", secret_key=SECRET)
    if (folder / "ready").exists():
        return config
    folder.mkdir(parents=True, exist_ok=True)
    engine = make_engine(config.database_url)
    migrations.upgrade(engine)
    library.load_dictionaries(engine)
    library.load_entries(engine)
    with transaction(engine) as session:
        multiply_entries(session, size)
        reader = register_person(session, name="王小明", email="reader@example.org")
        grant_role(session, reader, Role.learner)
        session.add_all([Favourite(person_id=reader.id or 0, project_id=number) for number in range(1, 21)])
    _index(config)
    (folder / "ready").touch()
    return config


def _index(config: Config) -> None:
    app = create_app(config)
    with open_session(app.extensions["engine"], writes=False) as session:
        app.extensions["search"].rebuild(jobs.all_documents(session, app.extensions["documents"]))
    jobs.drain_outbox(app, config)


def cases(config: Config) -> list[Case]:
    """The pages that are measured."""
    signed_in = {"Cookie": f"session={_cookie(config)}; lang=zh"}
    visitor = {"Cookie": "lang=zh"}
    return [
        Case("list, visitor", "/projects", visitor),
        Case("list, visitor, a query", "/projects?q=毛衫", visitor),
        Case("list, visitor, second page", "/projects?page=2", visitor),
        Case("list, visitor, two filters", "/projects?sector=JX05&stage=P3", visitor),
        Case("list, signed in", "/projects", signed_in),
        Case("an entry, visitor", "/projects/7", visitor),
        Case("an entry, signed in", "/projects/7", signed_in),
    ]


def _cookie(config: Config) -> str:
    with open_session(make_engine(config.database_url), writes=False) as session:
        reader = session.exec(select(Person).where(Person.email == "reader@example.org")).one()
        values = {"_user_id": reader.get_id(), "_fresh": True, "csrf_token": "0" * 40}
    app = Flask("signer")
    app.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(values))


@contextmanager
def served(target: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """A gunicorn with one worker; gives its port and the worker's process number."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", target, "--bind", f"127.0.0.1:{port}", *SERVER]
    # As in production the log is written to a file.
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log) as server,
    ):
        try:
            yield port, _worker(server.pid, port)
        finally:
            server.terminate()


def _worker(master: int, port: int) -> int:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
            if children:
                return int(children[0])
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not come up.")


def cpu_seconds(process: int) -> float:
    """User and system time of all threads of a process, to the nanosecond where the kernel says it."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def measure(port: int, worker: int, case: Case, requests: int) -> float:
    """Milliseconds of the worker's CPU per request: the median of some rounds, after a warm-up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    _ask(connection, case, 20)
    rounds = []
    for _ in range(ROUNDS):
        before = cpu_seconds(worker)
        _ask(connection, case, requests // ROUNDS)
        rounds.append((cpu_seconds(worker) - before) / (requests // ROUNDS) * 1000)
    connection.close()
    return statistics.median(rounds)


def _ask(connection: http.client.HTTPConnection, case: Case, times: int) -> None:
    path = case.path.encode().decode("latin-1") if case.path.isascii() else _quoted(case.path)
    for _ in range(times):
        connection.request("GET", path, headers=case.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != case.status:
            raise RuntimeError(f"{case.path} answered {answer.status}")


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?=&")


def unchanged(port: int, case: Case) -> Case | None:
    """The same question from a browser that has the page already."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", _quoted(case.path), headers=case.headers)
    answer = connection.getresponse()
    answer.read()
    tag = answer.getheader("ETag")
    connection.close()
    return replace(case, name=f"{case.name}: 304", headers=case.headers | {"If-None-Match": tag}, status=304) if tag else None


def bench(size: int, folder: Path, requests: int) -> None:
    """Measure and print one size."""
    config = prepare(folder, size)
    with served("tests.bench.pages:empty()", {}) as (port, worker):
        floor = measure(port, worker, Case("empty Flask page", "/", {}), requests * 5)
    print(f"\n{size} entries, {requests} requests each\n{'':34}{'ms CPU':>8}{'times empty':>13}", flush=True)
    print(f"{'empty Flask page':34}{floor:8.3f}{1:13.1f}", flush=True)
    environment = {"QIHANG_HOME": str(config.home), "SECRET_KEY": SECRET, "DATABASE_URL": config.database_url, "REDIS_URL": ""}
    with served("marketplace.app:create_app()", environment) as (port, worker):
        for case in cases(config):
            for one in (case, unchanged(port, case)):
                if one:
                    cost = measure(port, worker, one, requests)
                    print(f"{one.name:34}{cost:8.3f}{cost / floor:13.1f}", flush=True)


def main() -> None:
    """Read the command line, measure each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="450")
    options.add_argument("--requests", type=int, default=400)
    options.add_argument("--keep", type=Path, help="a folder for the databases, used again the next time")
    chosen = options.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp())
    try:
        for size in map(int, chosen.sizes.split(",")):
            bench(size, folder.resolve() / str(size), chosen.requests)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
