"""Files out: columns and rows in, bytes out. Nothing that is written here runs when it is opened."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from marketplace.imports.cells import harmless
from marketplace.imports.columns import Column

Row = Sequence[Any]
_WIDTH, _WIDEST = 22, 60


def table(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """A heading in both languages, then the rows in the order of the columns."""
    yield [column.heading for column in columns]
    for row in rows:
        yield [row.get(column.name) for column in columns]


def written(extension: str, title: str, rows: Iterable[Row]) -> bytes:
    """One table as "xlsx" or "csv"."""
    return xlsx({title: rows}) if extension == "xlsx" else csv_text(rows)


def csv_text(rows: Iterable[Row]) -> bytes:
    """A text table that Excel opens with its Chinese intact."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([harmless(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def xlsx(sheets: Mapping[str, Iterable[Row]], *, widest: int = _WIDTH) -> bytes:
    """A workbook of several sheets; the first row of each is its heading and stays in sight."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        _write(sheet, rows, widest)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Any, rows: Iterable[Row], width: int) -> None:
    for number, row in enumerate(rows):
        if number == 0:
            for place in range(len(row)):
                sheet.column_dimensions[_letters(place)].width = min(width, _WIDEST)
        sheet.append([_heading(sheet, value) if number == 0 else harmless(value) for value in row])


def _heading(sheet: Any, words: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, harmless(words))
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _letters(place: int) -> str:
    name, place = "", place + 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(65 + letter) + name
    return name
