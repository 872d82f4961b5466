"""The benchmark of search runs, checks its answers, and notices a wrong one."""

import pytest

from tests.bench import search_speed
from tests.bench.search_contestants import BareFts5


def test_it_measures_and_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert search_speed.main(["--sizes", "60", "--engines", "whoosh,sql-sqlite", "--questions", "4"]) == 0
    printed = capsys.readouterr().out
    assert "| 2 words | whoosh |" in printed
    assert "| sql-sqlite |" in printed


def test_a_wrong_answer_ends_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    right = BareFts5.ask
    monkeypatch.setattr(BareFts5, "ask", lambda self, question: right(self, question)._replace(total=10**6))
    assert search_speed.main(["--sizes", "60", "--engines", "whoosh", "--questions", "2"]) == 1
    assert "WRONG ANSWER: fts5" in capsys.readouterr().out
