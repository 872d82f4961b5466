"""Files in: what was uploaded, as rows of text. Hostile, broken and foreign files get a sentence."""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from marketplace.errors import N_
from marketplace.imports.cells import typed
from marketplace.imports.columns import Column, Layout, layout_of
from marketplace.imports.csv_files import csv_rows, decoded
from marketplace.imports.parcels import OLD_OFFICE, ZIP, guarded, refuse_old_office
from marketplace.imports.refusals import Unreadable
from marketplace.imports.terms import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS

Numbered = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Sheet:
    """A readable file: how it was read, its layout, and its filled rows with their numbers."""

    encoding: str
    layout: Layout
    rows: Iterator[Numbered]


def sheet_of(data: bytes, columns: Sequence[Column]) -> Sheet:
    """Open a file; its first filled row names the columns. The rows are read as they are asked for."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable(N_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise Unreadable(N_("The file is larger than %(megabytes)s MB. Divide it into several."), megabytes=LARGEST_FILE >> 20)
    encoding, rows = _opened(data)
    filled = _filled(rows)
    _, headings = next(filled, (0, []))
    return Sheet(encoding, layout_of(columns, headings), _few_enough(filled))


def _opened(data: bytes) -> tuple[str, Iterator[Numbered]]:
    if data.startswith(OLD_OFFICE):
        refuse_old_office(data)
    if data.startswith(ZIP):
        guarded(data)
        return "XLSX", _workbook_rows(data)
    text, encoding = decoded(data)
    return encoding, csv_rows(text)


def _workbook_rows(data: bytes) -> Iterator[Numbered]:
    try:
        with warnings.catch_warnings():
            # Of styles and extensions that are not known: nothing that we read.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            # What a sheet says of its own size may be a lie of a million columns.
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                yield number, [typed(value) for value in _narrow(number, row)]
    except Unreadable:
        raise
    except Exception as error:
        # On a broken workbook the library raises whatever comes to its hand.
        raise Unreadable(N_("The file is damaged or was cut short. Save it anew and send it again.")) from error


def _narrow(number: int, row: Sequence[Any]) -> Sequence[Any]:
    # A single mark far to the right makes a row of 16,000 empty cells.
    if any(value is not None and str(value).strip() for value in row[MOST_COLUMNS:]):
        raise Unreadable(N_("Row %(row)s has more than %(most)s columns."), row=number, most=MOST_COLUMNS)
    return row[:MOST_COLUMNS]


def _filled(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    for number, row in rows:
        if any(cell.strip() for cell in row):
            yield number, _narrow(number, row)


def _few_enough(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    for count, numbered in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise Unreadable(N_("The file has more than %(most)s rows. Divide it into several."), most=MOST_ROWS)
        yield numbered


def read_rows(data: bytes, columns: Sequence[Column]) -> list[tuple[int, dict[str, Any]]]:
    """All filled rows of a file: number, and cells by column."""
    sheet = sheet_of(data, columns)
    rows = [(number, cells) for number, row in sheet.rows if (cells := sheet.layout.cells(row))]
    if not rows:
        raise Unreadable(N_("The file has headings but no rows under them."))
    return rows
