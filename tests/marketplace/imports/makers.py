"""Sheets as people send them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Flask
from openpyxl import Workbook
from sqlmodel import Session

from marketplace import jobs
from marketplace.accounts.models import Person
from marketplace.db import open_session
from marketplace.imports.actions import Upload, take_in
from marketplace.imports.models import ImportBatch
from marketplace.projects.terms import RISK_DIMENSIONS, TEXTS

COUNTY, OTHER_COUNTY = "330481", "330483"


def row(key: str = "HN-1", **changes: Any) -> dict[str, Any]:
    """A row in which everything is right."""
    cells: dict[str, Any] = {"key": key, "title_zh": "毛衫小单直播间", "summary_zh": "三十件起订，卖动了再追单。"}
    cells |= {"sector": "毛衫与针织服装", "regions": "海宁市; 330483", **{f"{name}_zh": f"{name} 的话" for name in TEXTS}}
    cells |= {"opening": "样衣:20000-30000; 灯:9000", "monthly": "房租:3200", "unit_zh": "件"}
    cells |= {"price": 129, "variable_cost": 91, "units_month": 300, "skills": "SK801=3; SK401=2"}
    for name in RISK_DIMENSIONS:
        cells |= {f"risk_{name}": 2, f"risk_{name}_why": "一句话"}
    return cells | changes


def lines(rows: Iterable[Mapping[str, Any]]) -> list[Sequence[Any]]:
    """Rows with the machine names over them."""
    rows = list(rows)
    names = list(dict.fromkeys(name for one in rows for name in one))
    return [names, *([one.get(name, "") for name in names] for one in rows)]


def csv_file(rows: Iterable[Mapping[str, Any]], encoding: str = "utf-8") -> bytes:
    """A text table."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(lines(rows))
    return file.getvalue().encode(encoding)


def xlsx_file(table: Iterable[Sequence[Any]]) -> bytes:
    """A workbook, cell by cell."""
    book, file = Workbook(), io.BytesIO()
    for one in table:
        book.worksheets[0].append(list(one))
    book.save(file)
    return file.getvalue()


def send(session: Session, sender: Person, rows: Iterable[Mapping[str, Any]]) -> ImportBatch:
    """A file that was taken in; the worker has not looked at it."""
    batch = take_in(session, Upload("projects", "rows.csv", csv_file(rows), "UTF-8"), by=sender)
    session.commit()
    return batch


def work(app: Flask) -> None:
    """What the worker does when it is woken."""
    jobs.drain_outbox(app, app.extensions["config"])


def now(app: Flask, batch_id: int | None) -> ImportBatch:
    """The batch as it stands in the database."""
    with open_session(app.extensions["engine"], writes=False) as session:
        return session.get_one(ImportBatch, batch_id)
