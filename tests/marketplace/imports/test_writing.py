"""Files that leave: nothing in them runs, and they can be read again."""

import csv
import io

import pytest
from openpyxl import load_workbook

from marketplace.imports.cells import harmless, meant, objection
from marketplace.imports.writing import csv_text, xlsx

ATTACKS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_begins_like_a_formula_is_written_as_text_and_read_back_as_meant(text: str) -> None:
    rows = [["heading"], [text]]
    (cell,) = next(iter(load_workbook(io.BytesIO(xlsx({"rows": rows}))).worksheets[0]["A2":"A2"]))
    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")
    assert list(csv.reader(io.StringIO(csv_text(rows).decode("utf-8-sig"), newline="")))[1] == [f"'{text}"]
    assert objection(text)
    assert (objection(harmless(text)), meant(harmless(text))) == (None, text.strip())


@pytest.mark.parametrize("value", [-5, 3.5, "-5", "+12.5%", "毛衫", "a=b", "'quoted'", None])
def test_other_values_are_left_alone(value: object) -> None:
    assert harmless(value) == value
    assert objection(str(value)) is None


def test_a_workbook_holds_what_no_cell_may_hold() -> None:
    read = load_workbook(io.BytesIO(xlsx({"rows": [["a"], ["\x01b" + "x" * 40_000]]}))).worksheets[0]
    assert len(read["A2"].value) == 32_766


def test_errors_and_endless_cells_are_named() -> None:
    assert "error of the spreadsheet" in str(objection("#REF!"))
    assert "32,767" in str(objection("x" * 32_768))
