"""What docs/peers.md says of Qihang is held by tests that are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/peers.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
# The last cells of the two tables of features: from the row's number to Qihang's word.
CELLS = [line.strip(" |").split(" | ") for line in TEXT.splitlines() if re.match(r"\| \d+ \|", line)]
pytestmark = pytest.mark.static_check


@cache
def names_in(path: str) -> set[str]:
    """The names of the tests in a file; none where there is no file."""
    file = ROOT / path
    return {node.name for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)} if file.exists() else set()


def test_every_test_that_is_named_is_there() -> None:
    named = set(NAMED.findall(TEXT))
    assert named
    assert [f"{path}::{name}" for path, name in sorted(named) if not name.startswith("test_") or name not in names_in(path)] == []


def test_what_looks_like_a_test_is_read_as_one() -> None:
    assert TEXT.count("::test_") == len(NAMED.findall(TEXT))


@pytest.mark.parametrize("row", CELLS, ids=lambda row: f"{len(row) - 3} {row[1]}")
def test_every_yes_and_every_part_names_its_test(row: list[str]) -> None:
    mark = row[-1][0]
    assert mark in "YPN"
    assert bool(NAMED.search(row[-1])) == (mark != "N")


def test_the_tables_are_whole() -> None:
    columns = [len(row) - 3 for row in CELLS]
    assert (columns.count(9), columns.count(12), len(columns)) == (29, 34, 63)
