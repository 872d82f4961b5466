"""``python -m tests.bench.imports [rows] [database address]``: how long a large file takes, step by step.

The rows are texts of ordinary length, cut out of the library's own entries; one in a hundred is wrong. The database is an
empty SQLite file unless an (empty) one is named.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from flask import Flask

from marketplace import migrations, outbox
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db import open_session, transaction
from marketplace.imports.actions import TOPIC, Upload, confirm_import, take_in
from marketplace.imports.models import ImportBatch
from marketplace.imports.reading import read_rows, sheet_of
from marketplace.imports.work import deliver_imports
from marketplace.places.actions import load_terms
from marketplace.projects.sheet_columns import COLUMNS
from marketplace.projects.terms import RISK_DIMENSIONS, TEXTS
from seeds.content import dictionary_rows, library_entries
from tests.makers import make_person
from tests.marketplace.imports.makers import csv_file, lines, row, xlsx_file


def main(count: int = 10_000, address: str | None = None) -> None:
    """Print the seconds of each step."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder), address or f"sqlite:///{folder}/bench.db")
        engine = app.extensions["engine"]
        with transaction(engine) as session:
            sender = make_person(session, Role.city_staff, email=f"bench{time.time_ns()}@example.org").id
        rows = list(_rows(count))
        data, text = xlsx_file(lines(rows)), csv_file(rows, "gb18030")
        print(f"{count} rows on {engine.dialect.name}: xlsx {len(data) / 1e6:.1f} MB, csv in GB18030 {len(text) / 1e6:.1f} MB")
        _read(app, data, text)
        _import(app, sender, data)
        _import(app, sender, data)
        engine.dispose()


def _read(app: Flask, data: bytes, text: bytes) -> None:
    with app.app_context():
        for name, file in (("xlsx", data), ("csv", text)):
            with _seconds(f"upload: looking at the {name}"):
                sheet_of(file, COLUMNS)
            with _seconds(f"worker: reading the {name}"):
                read_rows(file, COLUMNS)


def _import(app: Flask, sender: int | None, data: bytes) -> None:
    engine = app.extensions["engine"]
    with transaction(engine) as session:
        upload = Upload("projects", "bench.xlsx", data, "XLSX")
        batch = take_in(session, upload, by=session.get_one(Person, sender)).id or 0
    with _seconds("dry run"):
        _work(app)
    with transaction(engine) as session:
        confirm_import(session, batch, "publish", by=session.get_one(Person, sender))
    with _seconds("import, published at once"):
        _work(app)
    with open_session(engine, writes=False) as session:
        done = session.get_one(ImportBatch, batch)
        print(f"  {done.state}: created {done.created}, updated {done.updated}, unchanged {done.unchanged}, bad {done.bad}")


def _work(app: Flask) -> None:
    # The worker's part in imports alone; how long the search index takes is measured elsewhere.
    outbox.drain(app.extensions["engine"], {TOPIC: partial(deliver_imports, app)}, one_by_one={TOPIC})


def _rows(count: int) -> Iterator[dict[str, Any]]:
    entries = library_entries()
    for number in range(count):
        entry = entries[number % len(entries)]
        texts = {f"{name}_zh": entry[f"{name}_zh"] for name in ("title", "summary", *TEXTS)}
        why = {f"risk_{name}_why": entry["risks"][name]["zh"] for name in RISK_DIMENSIONS}
        # Every text a little different, as it is in life: otherwise it packs like a bomb.
        texts["detail_zh"] += f"（第 {number} 个）"
        yield row(f"BENCH-{number}", **texts, **why, sector=entry["sector"], price="x" if number % 100 == 50 else 129)


def _app(home: Path, address: str) -> Flask:
    app = create_app(Config(home=home, database_url=address, secret_key="bench", testing=True))
    migrations.upgrade(app.extensions["engine"])
    with transaction(app.extensions["engine"]) as session:
        load_terms(session, dictionary_rows())
    app.extensions["search"].rebuild([])
    return app


@contextmanager
def _seconds(what: str) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    print(f"  {what}: {time.perf_counter() - began:.1f} s ({time.process_time() - worked:.1f} s of CPU)", flush=True)


if __name__ == "__main__":
    main(*(int(argument) if argument.isdigit() else argument for argument in sys.argv[1:]))  # type: ignore[arg-type]
