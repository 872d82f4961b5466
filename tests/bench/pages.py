"""What a page costs: CPU of one gunicorn worker per request, against an empty Flask page under the same server.

``python -m tests.bench.pages`` with ``--sizes 450,50000``, ``--engine sql``, ``--requests 400``, ``--keep FOLDER`` (use it again),
``--only "^list"`` (pages whose name this pattern finds). A cold page is one that nobody asked for before; all others are asked for again.
"""

import argparse
import http.client
import os
import re
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
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

from bs4 import BeautifulSoup

from marketplace import jobs, migrations
from marketplace.accounts.actions import grant_role, register_person, save_profile
from marketplace.accounts.terms import Role
from marketplace.app import create_app
from marketplace.config import ROOT, Config
from marketplace.db import make_engine, transaction
from marketplace.projects.models import Favourite
from seeds import library, people, training
from tests.bench.many_entries import multiply_entries

SECRET = "for the bench only"
READER, PASSWORD = "reader@example.org", "for-the-bench-only"
TICK = os.sysconf("SC_CLK_TCK")
ROUNDS, WARM_UP = 5, 20
# Seconds. A worker takes connections before it has read its modules, which lasts on a crowded machine.
PATIENCE = 600
SERVER = ["--workers", "1", "--threads", "4", "--worker-class", "gthread", "--log-level", "warning", "--no-control-socket"]


@dataclass(frozen=True)
class Case:
    """One page, as one kind of reader asks for it; ``{n}`` in its path is another number each time."""

    name: str
    path: str
    headers: dict[str, str]
    status: int = 200


EMPTY = Case("empty Flask page", "/", {})


def prepare(folder: Path, size: int, search_engine: str) -> Config:
    """A database of ``size`` entries, with mentors, courses and its index, made once for a folder."""
    database = f"sqlite:///{folder / 'qihang.db'}"
    config = Config(home=folder, database_url=database, secret_key=SECRET, asked_search_engine=search_engine)
    if (folder / "ready").exists():
        return config
    folder.mkdir(parents=True, exist_ok=True)
    engine = make_engine(config.database_url)
    migrations.upgrade(engine)
    library.load_dictionaries(engine)
    library.load_entries(engine)
    people.load(engine)
    training.load_catalogue(engine)
    with transaction(engine) as session:
        # No list shows the long texts, and to index them takes most of an hour.
        multiply_entries(session, size, whole=False)
        reader = register_person(session, name="王小明", email=READER, password=PASSWORD)
        grant_role(session, reader, Role.learner)
        save_profile(session, by=reader, answers={"region": "330483", "sectors": ["JX05"], "capital": 80000}, skills={"SK801": 2})
        session.add_all([Favourite(person_id=reader.id or 0, project_id=number) for number in range(1, 21)])
    _index(config)
    (folder / "ready").touch()
    return config


def _index(config: Config) -> None:
    app = create_app(config)
    jobs.rebuild_index(app)
    jobs.drain_outbox(app, config)


PAGES = {
    "list": "/projects",
    "list, a query": "/projects?q=毛衫",
    "list, second page": "/projects?page=2",
    "list, two filters": "/projects?sector=JX05&stage=P3",
    "list, cold": "/projects?cold={n}",
    "list, a query, cold": "/projects?q=毛衫&cold={n}",
    "an entry": "/projects/7",
    "home": "/",
    "mentors": "/mentors",
    "courses": "/courses",
}


def cases(port: int) -> list[Case]:
    """The pages that are measured."""
    readers = {"visitor": "lang=zh", "signed in": f"{_signed_in(port)}; lang=zh"}
    return [Case(f"{page}, {who}", path, {"Cookie": cookie}) for page, path in PAGES.items() for who, cookie in readers.items()]


def _signed_in(port: int) -> str:
    """The cookie that the reader's browser has after signing in."""
    page, cookie = _said(port, "GET", None, {})
    token = BeautifulSoup(page, "html.parser").select_one("input[name=csrf_token]")
    assert token is not None
    fields = urlencode({"csrf_token": token["value"], "contact": READER, "password": PASSWORD})
    return _said(port, "POST", fields, {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})[1]


def _said(port: int, method: str, body: str | None, headers: dict[str, str]) -> tuple[bytes, str]:
    """What the door answers, and the cookie that it gives."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, "/sign-in", body, headers)
    answer = connection.getresponse()
    content, cookie = answer.read(), str(answer.getheader("Set-Cookie")).partition(";")[0]
    connection.close()
    assert answer.status < 400, answer.status
    return content, cookie


@contextmanager
def served(target: str, environment: dict[str, str]) -> Iterator["Server"]:
    """A gunicorn with one worker."""
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
            yield Server(port, _worker(server.pid, port))
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


@dataclass(frozen=True)
class Server:
    """Where a server listens, and its one worker's process number."""

    port: int
    worker: int

    def cost(self, case: Case, requests: int) -> float:
        """Milliseconds of the worker's CPU per request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        before = cpu_seconds(self.worker)
        _ask(connection, case, requests)
        connection.close()
        return (cpu_seconds(self.worker) - before) / requests * 1000


def measure(server: Server, floor: Server, case: Case, requests: int) -> tuple[float, float]:
    """Milliseconds of CPU per request, and how many empty pages that is: the medians of some rounds, after a warm-up.

    Page and empty page take turns, so that what else the machine does weighs on both.
    """
    server.cost(case, WARM_UP)
    rounds = [(server.cost(case, requests // ROUNDS), floor.cost(EMPTY, requests // ROUNDS)) for _ in range(ROUNDS)]
    return statistics.median(cost for cost, _ in rounds), statistics.median(cost / empty for cost, empty in rounds)


_numbers = count()


def _ask(connection: http.client.HTTPConnection, case: Case, times: int) -> None:
    for _ in range(times):
        connection.request("GET", _address(case), headers=case.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != case.status:
            raise RuntimeError(f"{case.path} answered {answer.status}")


@cache
def _quoted(path: str) -> str:
    return quote(path, safe="/?=&{}")


def _address(case: Case) -> str:
    return _quoted(case.path).replace("{n}", str(next(_numbers)))


def unchanged(port: int, case: Case) -> Case | None:
    """The same question from a browser that has the page already; None where it gets the whole page again."""
    if "{n}" in case.path:
        return None
    tag = _asked(port, case)[1]
    again = replace(case, name=f"{case.name}: 304", headers=case.headers | {"If-None-Match": tag or ""}, status=304)
    return again if tag and _asked(port, again)[0] == again.status else None


def _asked(port: int, case: Case) -> tuple[int, str | None]:
    """Status and tag of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", _address(case), headers=case.headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("ETag")


def bench(config: Config, size: int, requests: int, only: str) -> None:
    """Measure and print one size."""
    print(f"\n{size} entries, search engine {config.search_engine}, {requests} requests each", flush=True)
    print(f"{'':36}{'ms CPU':>8}{'times empty':>13}", flush=True)
    environment = {"QIHANG_HOME": str(config.home), "SECRET_KEY": SECRET, "DATABASE_URL": config.database_url, "REDIS_URL": ""}
    environment["SEARCH_ENGINE"] = config.search_engine
    with served("tests.bench.empty_page:empty()", {}) as floor, served("marketplace.app:create_app()", environment) as server:
        floor.cost(EMPTY, WARM_UP)
        for case in cases(server.port):
            for one in (case, unchanged(server.port, case)) if re.search(only, case.name) else ():
                if one:
                    cost, times = measure(server, floor, one, requests)
                    print(f"{one.name:36}{cost:8.3f}{times:13.1f}", flush=True)


def main() -> None:
    """Read the command line, measure each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="450")
    options.add_argument("--engine", choices=("whoosh", "sql"), default="whoosh")
    options.add_argument("--requests", type=int, default=400)
    options.add_argument("--only", default="", help="measure the pages whose name this pattern finds")
    options.add_argument("--keep", type=Path, help="a folder for the databases, used again the next time")
    chosen = options.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp())
    try:
        for size in map(int, chosen.sizes.split(",")):
            config = prepare(folder.resolve() / f"{size}-{chosen.engine}", size, chosen.engine)
            bench(config, size, chosen.requests, chosen.only)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
