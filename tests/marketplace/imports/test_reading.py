"""Files that people send, and files that attackers send."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from openpyxl import Workbook

from marketplace.imports.columns import Column
from marketplace.imports.reading import read_rows, sheet_of
from marketplace.imports.refusals import Unreadable
from marketplace.imports.terms import LARGEST_FILE, MEGABYTE
from tests.marketplace.imports.makers import xlsx_file
from tests.marks import on_sqlite

pytestmark = on_sqlite
COLUMNS = (Column("key", "Key", required=True), Column("town", "Town"), Column("told", "Rows", told=True))
HEADING = ("key", "town")


@pytest.fixture(autouse=True)
def _languages(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def rows(data: bytes) -> list[tuple[int, dict[str, str]]]:
    return read_rows(data, COLUMNS)


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        rows(data)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gbk", "GB18030"),
    ],
)
def test_text_is_read_in_every_encoding_that_one_meets_and_it_is_named(codec: str, name: str) -> None:
    data = "key,town\r\n1,濮院镇\r\n".encode(codec)
    assert sheet_of(data, COLUMNS).encoding == name
    assert rows(data) == [(2, {"key": "1", "town": "濮院镇"})]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_delimiter_is_found(sign: str) -> None:
    assert rows(f"key{sign}town\n1{sign}a\n".encode()) == [(2, {"key": "1", "town": "a"})]


@pytest.mark.parametrize("headings", ["town,key", "Town,KEY", "镇（街道）,编号", "镇（街道） / Town,编号 / Key", "*town,key："])
def test_headings_are_machine_names_or_words_in_either_language(headings: str) -> None:
    assert rows(f"{headings}\na,1\n".encode()) == [(2, {"town": "a", "key": "1"})]


def test_row_numbers_are_those_of_the_sheet_and_empty_rows_are_skipped() -> None:
    assert [number for number, _ in rows(b'\nkey\n"a\nb"\n\n , \nc\n')] == [3, 6]
    assert [number for number, _ in rows(xlsx_file([("key",), (None,), ("a",), ("",), ("b",)]))] == [3, 5]


def test_cells_of_a_workbook_are_read_as_one_would_type_them() -> None:
    (found,) = rows(xlsx_file([HEADING, (12.0, date(2026, 3, 1))]))
    assert found == (2, {"key": "12", "town": "2026-03-01"})


def test_unknown_columns_are_named_and_told_ones_passed_over() -> None:
    sheet = sheet_of(b"key,colour,Rows\n1,red,9\n", COLUMNS)
    assert (sheet.layout.ignored, [cells for _, cells in rows(b"key,colour,Rows\n1,red,9\n")]) == (("colour",), [{"key": "1"}])


@pytest.mark.parametrize(
    ("data", "saying"),
    [
        (b"", "empty"),
        (b"town\na\n", "no heading for: 编号 / Key"),
        (b"key,key\n1,2\n", "twice"),
        (b"key\n", "no rows"),
        (b'key\n"a\n', "quotation mark"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither"),
        ("key,town\n1,café\n".encode("latin-1"), "neither"),
        (b"%PDF-1.7 \xff\xfe\x00\x01", "neither"),
        (b"key\n" + b"1\n" * 10_001, "more than 10000 rows"),
        (b"key" + b"," * 200 + b"x\n1\n", "more than 200 columns"),
        (b"x" * (LARGEST_FILE + 1), "larger than 24 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_cannot_be_imported_gets_a_sentence(data: bytes, saying: str) -> None:
    assert saying in refused(data)


def changed(**parts: bytes | None) -> bytes:
    """A good workbook with some of its parts put in, replaced, or (None) left out; ``__`` stands for ``/``."""
    new = {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file([HEADING, ("1", "a")]))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, data in (kept | new).items():
            if data is not None:
                made.writestr(name, data)
    return file.getvalue()


def test_a_workbook_cut_short_or_broken_inside_is_damaged() -> None:
    whole = xlsx_file([HEADING, ("1", "a")])
    for data in (
        whole[:-200],
        whole[:300],
        changed(xl__worksheets__sheet1_dot_xml=b"<worksheet><row"),
        changed(xl__worksheets__sheet1_dot_xml=None),
    ):
        assert "damaged" in refused(data)


def test_packed_files_that_are_no_workbooks_are_refused() -> None:
    assert "no spreadsheet" in refused(changed(xl__workbook_dot_xml=None, word__document_dot_xml=b"<w/>"))
    assert "macros" in refused(changed(**{"xl__vbaProject_dot_bin": b"x"}))


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    assert "far too large" in refused(changed(xl__media__bomb_dot_xml=b"\0" * (3 * MEGABYTE)))
    assert "far too large" in refused(changed(**{f"xl__{number}_dot_xml": b"<a/>" for number in range(101)}))


def test_entities_are_refused_in_whatever_encoding_they_come() -> None:
    attack = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    for codec in ("utf-8", "utf-16"):
        assert "damaged" in refused(changed(xl__worksheets__sheet1_dot_xml=attack.encode(codec)))


def test_a_sheet_that_lies_about_its_size_costs_nothing() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>key</t></is></c></row>'
    last = '<row r="90000"><c r="A90000"><v>1</v></c></row>'
    text = f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/><sheetData>{first}{last}</sheetData></worksheet>'
    sheet = text.encode()
    assert rows(changed(xl__worksheets__sheet1_dot_xml=sheet)) == [(90000, {"key": "1"})]


def test_a_workbook_is_not_read_past_two_hundred_columns() -> None:
    assert "more than 200 columns" in refused(xlsx_file([HEADING, (*[None] * 300, "x")]))


def test_formulas_come_as_the_text_of_the_formula() -> None:
    book, file = Workbook(), io.BytesIO()
    book.worksheets[0].append(HEADING)
    book.worksheets[0].append(("=1+1", "=HYPERLINK(A1)"))
    book.save(file)
    assert rows(file.getvalue()) == [(2, {"key": "=1+1", "town": "=HYPERLINK(A1)"})]
