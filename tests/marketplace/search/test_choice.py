"""Which engine is in use, and what is said about it."""

from pathlib import Path

import pytest

from marketplace.cli import MOST_ON_WHOOSH, _fits
from marketplace.config import Config


@pytest.mark.parametrize(
    ("url", "asked", "used"),
    [
        ("sqlite:///a.db", "", "whoosh"),
        ("postgresql://h/d", "", "sql"),
        ("sqlite:///a.db", "sql", "sql"),
        ("postgresql://h/d", "whoosh", "whoosh"),
    ],
)
def test_the_database_decides_unless_somebody_does(url: str, asked: str, used: str) -> None:
    assert Config(home=Path(), database_url=url, asked_search_engine=asked).search_engine == used


def test_an_unknown_engine_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QIHANG_HOME", str(tmp_path))
    monkeypatch.setenv("SEARCH_ENGINE", "lucene")
    with pytest.raises(SystemExit, match="whoosh or sql"):
        Config.from_environment()


def test_the_doctor_names_the_engine_and_says_when_to_change() -> None:
    assert _fits("whoosh", MOST_ON_WHOOSH) == (True, "search engine: whoosh, good to 5000 documents")
    well, saying = _fits("whoosh", MOST_ON_WHOOSH + 1)
    assert not well
    assert "SEARCH_ENGINE=sql" in saying
    assert _fits("sql", 10**6)[0]
