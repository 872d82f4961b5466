"""The dry run: every row is understood, and nothing is written but what was found out."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from flask_babel import force_locale
from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import N_
from marketplace.imports.cells import meant, objection
from marketplace.imports.kinds import Kind, Reading
from marketplace.imports.models import ImportRow
from marketplace.imports.queries import rows_with_keys
from marketplace.imports.terms import Outcome
from marketplace.web.i18n import in_both
from marketplace.web.session import lent

SHOWN = 200  # characters of a wrong value
Found = dict[str, Any]


def findings(app: Flask, kind: Kind, session: Session, by: Person, rows: Sequence[ImportRow]) -> list[Found]:
    """What is to be noted of each row: its outcome, and its content or its errors in both languages."""
    first_rows = rows_with_keys(session, rows[0].batch_id, [row.key for row in rows if row.key])
    objections = {row.number: _objections(row, first_rows) for row in rows}
    read = _read(app, kind, session, by, rows, "zh")
    bad = [row for row in rows if objections[row.number] or read[row.number].wrong]
    # Only what is wrong is said twice: once in each language.
    again = {"zh": read, "en": _read(app, kind, session, by, bad, "en")}
    errors = {row.number: [*objections[row.number], *_said(row, objections[row.number], again)] for row in bad}
    return [_found(row, read[row.number], errors.get(row.number, [])) for row in rows]


def _read(app: Flask, kind: Kind, session: Session, by: Person, rows: Sequence[ImportRow], language: str) -> dict[int, Reading]:
    # The forms of the house understand a row as they understand a page: they ask the request for language and session.
    with app.test_request_context(), force_locale(language), lent(session):
        reader = kind.reader(session, by)
        return {row.number: reader.read({name: meant(text) for name, text in (row.cells or {}).items()}) for row in rows}


def _objections(row: ImportRow, first_rows: Mapping[str, int]) -> list[dict[str, str]]:
    cells = row.cells or {}
    wrong = [_error(name, text, in_both(msgid)) for name, text in cells.items() if (msgid := objection(text))]
    first = first_rows.get(row.key, row.number)
    if first != row.number:
        saying = N_("Row %(row)s has the same key. Give each row its own, or keep one of the two.")
        wrong.append(_error("key", row.key, in_both(saying, row=first)))
    return wrong


def _said(row: ImportRow, objections: Sequence[Mapping[str, str]], again: Mapping[str, Mapping[int, Reading]]) -> list[dict[str, str]]:
    # One word on a cell is enough: what is no value at all is not read any further.
    named = {error["column"] for error in objections}
    pairs = zip(again["zh"][row.number].wrong, again["en"][row.number].wrong, strict=True)
    cells = row.cells or {}
    return [_error(zh.column, cells.get(zh.column, ""), {"zh": zh.saying, "en": en.saying}) for zh, en in pairs if zh.column not in named]


def _found(row: ImportRow, reading: Reading, errors: list[dict[str, str]]) -> Found:
    if errors:
        return {"id": row.id, "outcome": Outcome.bad, "content": None, "cells": row.cells, "errors": errors}
    # What is understood need not be kept as it was typed.
    return {"id": row.id, "outcome": reading.outcome, "content": dict(reading.content), "cells": None, "errors": []}


def _error(column: str, value: str, said: Mapping[str, str]) -> dict[str, str]:
    return {"column": column, "value": value[:SHOWN], **said}
