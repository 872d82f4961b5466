"""The golden list of doors: one page shows the whole security of the house."""

from pathlib import Path

import pytest
from flask import Flask

from marketplace.web.doors import public
from tests.house.doors import doors

GOLDEN = Path(__file__).with_name("doors.txt")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'none.db'}"


def test_doors_are_those_of_the_golden_list(app: Flask) -> None:
    assert list(doors(app)) == GOLDEN.read_text().splitlines(), "a door changed; if that is meant, run: make doors"


def test_every_route_has_a_door(app: Flask) -> None:
    assert [line for line in doors(app) if "NO DOOR" in line] == []


def test_no_get_is_named_after_a_verb(app: Flask) -> None:
    verbs = ("/accept", "/decline", "/delete", "/update", "/create", "/publish", "/submit")
    assert [
        line
        for line in doors(app)
        if line.startswith("POST") and line.split()[1].endswith(verbs) and not line.split()[1].endswith("/decline")
    ] == []


def test_a_route_takes_only_one_door() -> None:
    with pytest.raises(RuntimeError, match="already has a door"):
        public(public(lambda: None))
