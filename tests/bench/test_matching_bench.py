"""The benches of rounds and of the crowd run, and notice what is wrong."""

from dataclasses import replace

import pytest

from tests.bench import matching_congestion, matching_lists, matching_rounds
from tests.bench.round_contestants import CONTESTANTS, instance
from tests.matching.round_makers import with_ortools


def test_rounds_are_measured_and_compared() -> None:
    assert matching_rounds.main(["--sizes", "60x120", "--only", "scipy", "--runs", "1"]) == 0


@with_ortools
def test_all_solvers_agree() -> None:
    given = instance(120, 110)
    reached = {name: CONTESTANTS[name](given).welfare for name in CONTESTANTS if "welfare" in name and "networkx" not in name}
    assert len(set(reached.values())) == 1


def test_a_worse_answer_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    right = matching_rounds.run("bare scipy, welfare", 60, 120, 0)
    wrong = right._replace(result=replace(right.result, welfare=right.result.welfare - 1))
    assert not matching_rounds._agree({"bare scipy, welfare": right, "house, welfare, scipy": wrong})
    assert "DIFFERENT" in capsys.readouterr().out


def test_one_sided_lists_crowd_and_free_shares_do_not() -> None:
    found = {name: mean for name, (mean, _) in matching_congestion.measure(250, 50, seeds=1).items()}
    assert found["p only"].matched < 0.5 < 0.8 < found["p x q x free share"].matched
    assert found["p x q x free share"].gini_requests < 0.3 < found["p only"].gini_requests


def test_lists_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert matching_lists.main(["--learners", "100", "--mentors", "20", "--list", "5"]) == 0
    shares = [float(line.split("|")[2]) for line in capsys.readouterr().out.splitlines()[2:]]
    assert shares[0] < shares[2] <= 1
