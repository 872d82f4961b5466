"""Rounds by example: published ones, what is refused, and the questions people ask afterwards."""

import sys
from typing import Any

import numpy as np
import pytest

from matching import Pairs, Satisfaction, WhyNot, solve_round, trade_off
from matching.bounds import seat_prices
from matching.flows import solver_at_hand
from matching.market import open_market
from matching.rounds import _promised
from matching.scales import Scale

# Learner 1 and 2 both like mentor 7 best; 3 likes nobody else.
CROWDED = Pairs.of([(1, 7, 1.0, 0.5), (1, 8, 0.5, 0.5), (2, 7, 1.0, 1.0), (2, 8, 0.25, 0.25), (3, 7, 0.5, 0.25)])
ONE_EACH = {7: 1, 8: 1}


def ranked(learners: dict[int, list[int]], mentors: dict[int, list[int]]) -> Pairs:
    """Ranked lists as utilities: the first is worth most."""
    return Pairs.of(
        (one, other, 1 - wishes.index(other) / 10, 1 - mentors[other].index(one) / 10)
        for one, wishes in learners.items()
        for other in wishes
    )


def test_gale_and_shapley_first_example() -> None:
    # 1962, example 1: all get their first choice when they propose; the other two stable sets are worse for them.
    men = {1: [1, 2, 3], 2: [2, 3, 1], 3: [3, 1, 2]}
    women = {1: [2, 3, 1], 2: [3, 1, 2], 3: [1, 2, 3]}
    solved = solve_round(ranked(men, women), {1: 1, 2: 1, 3: 1}, objective="stable")
    assert solved.pairs == ((1, 1), (2, 2), (3, 3))
    assert solved.certificate.rank_profile == (3,)


def test_gale_and_shapley_second_example() -> None:
    # 1962, example 2: there is one stable set only, and nobody gets the first choice.
    men = {1: [1, 2, 3, 4], 2: [1, 4, 3, 2], 3: [2, 1, 3, 4], 4: [4, 2, 3, 1]}
    women = {1: [4, 3, 1, 2], 2: [2, 4, 1, 3], 3: [4, 1, 2, 3], 4: [3, 2, 1, 4]}
    solved = solve_round(ranked(men, women), dict.fromkeys(women, 1), objective="stable")
    assert solved.pairs == ((1, 3), (2, 4), (3, 1), (4, 2))
    assert solved.certificate.rank_profile == (0, 3, 1)


@pytest.mark.parametrize("objective", ["welfare", "participation"])
def test_an_assignment_problem_of_the_textbooks(objective: Any) -> None:
    # Costs 4 1 3 / 2 0 5 / 3 2 2: the least is 1 + 2 + 2 = 5, by hand and in scipy's own manual.
    costs = [[4, 1, 3], [2, 0, 5], [3, 2, 2]]
    pairs = Pairs.of((row, column, 1 - cost / 5, 1 - cost / 5) for row, line in enumerate(costs) for column, cost in enumerate(line))
    solved = solve_round(pairs, {0: 1, 1: 1, 2: 1}, objective=objective)
    assert solved.pairs == ((0, 1), (1, 0), (2, 2))
    assert solved.certificate.welfare == pytest.approx(3 - 5 / 5)


def test_the_objectives_pull_apart() -> None:
    pairs = Pairs.of([(1, 7, 1.0, 1.0), (1, 8, 0.1, 0.1), (2, 7, 0.3, 0.3)])
    found = trade_off(pairs, ONE_EACH)
    assert {name: (one.n_pairs, one.welfare) for name, one in found.items()} == {
        "welfare": (1, 1.0),
        "participation": (2, 0.4),
        "stable": (1, 1.0),
    }
    assert found["participation"].blocking_pairs == 1


def test_the_certificate_counts() -> None:
    one = solve_round(CROWDED, ONE_EACH, objective="stable", learners=[9]).certificate
    assert one.unmatched == {3: "all_full", 9: "no_candidates"}
    assert one.rank_profile == (1, 1)
    assert (one.learners, one.mentors) == (Satisfaction(0.5, 0.75), Satisfaction(0.5, 0.75))
    assert one.welfare_bound is None


def test_why_not_in_a_stable_round() -> None:
    solved = solve_round(CROWDED, ONE_EACH, objective="stable", never=[(2, 8)])
    assert solved.why_not(2, 7) == WhyNot("matched")
    assert solved.why_not(2, 8) == WhyNot("forbidden")
    assert solved.why_not(3, 8) == solved.why_not(4, 7) == solved.why_not(99, 7) == WhyNot("not_a_candidate")
    assert solved.why_not(1, 7) == WhyNot("mentor_prefers", {"least": 1.0, "this": 0.5})
    assert (solved.mentor_of(1), solved.mentor_of(3)) == (8, None)


def test_why_not_says_when_the_learner_has_better() -> None:
    solved = solve_round(CROWDED, {7: 3, 8: 1}, objective="stable")
    assert solved.why_not(1, 8) == WhyNot("learner_prefers", {"has": 1.0, "this": 0.5})


def test_why_not_says_what_it_would_cost() -> None:
    solved = solve_round(CROWDED, ONE_EACH, objective="welfare")
    assert solved.pairs == ((1, 8), (2, 7))
    assert solved.why_not(3, 7) == WhyNot("full", {"pairs": 0, "welfare": 0.625})
    placed = solve_round(CROWDED, {7: 3, 8: 1}, objective="welfare").why_not(1, 8)
    assert placed == WhyNot("placed_better", {"pairs": 0, "welfare": 0.25})


def test_why_not_counts_pairs_where_participation_is_the_aim() -> None:
    pairs = Pairs.of([(1, 7, 1.0, 1.0), (1, 8, 0.1, 0.1), (2, 7, 0.3, 0.3)])
    assert solve_round(pairs, ONE_EACH, objective="participation").why_not(1, 7) == WhyNot("full", {"pairs": 1, "welfare": -0.6})


def test_why_not_names_promises_and_missing_seats() -> None:
    solved = solve_round(CROWDED, ONE_EACH, objective="welfare", must=[(3, 7)])
    assert (3, 7) in solved.pairs
    assert solved.why_not(2, 7) == WhyNot("no_seats")
    free = solve_round(CROWDED, ONE_EACH, objective="stable", must=[(1, 8)])
    assert free.why_not(1, 7) == WhyNot("promised")
    assert free.certificate.blocking_pairs == 0


def test_equal_wishes_go_by_lot() -> None:
    pairs = Pairs.of((learner, 7, 0.5, 0.5) for learner in range(40))
    winners = {solve_round(pairs, {7: 1}, objective="stable", random_state=seed).pairs for seed in range(12)}
    assert len(winners) > 6


@pytest.mark.parametrize("objective", ["welfare", "participation", "stable"])
def test_nobody_is_no_error(objective: Any) -> None:
    solved = solve_round(Pairs.of([]), {7: 2}, objective=objective, learners=[1])
    assert solved.pairs == ()
    assert solved.certificate.unmatched == {1: "no_candidates"}
    assert solved.certificate.learners is None
    assert solve_round(Pairs.of([]), {}, objective=objective).pairs == ()


def test_prices_that_are_stopped_early_still_bound() -> None:
    market, scale = open_market(CROWDED, ONE_EACH), Scale("welfare", 2)
    nothing = _promised(market, ())
    early = seat_prices(market, scale.weights(market), nothing, sweeps=0)
    settled = seat_prices(market, scale.weights(market), np.array([1, 2, -1]))
    assert early.bound > settled.bound


@pytest.mark.parametrize(
    ("must", "never", "sentence"),
    [
        ([(1, 9)], (), "not a candidate"),
        ([(1, 7)], [(1, 7)], "ruled out"),
        ([(1, 7), (1, 8)], (), "another that must be"),
        ([(1, 7), (2, 7)], (), "mentor 7 has seats"),
    ],
)
def test_promises_that_cannot_be_kept_are_refused(must: Any, never: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        solve_round(CROWDED, ONE_EACH, objective="welfare", must=must, never=never)


def test_seats_must_be_known_and_not_below_zero() -> None:
    with pytest.raises(ValueError, match="how many seats has mentor 8"):
        solve_round(CROWDED, {7: 1}, objective="stable")
    with pytest.raises(ValueError, match="how many seats has mentor 7"):
        solve_round(CROWDED, {8: 1, 9: 1}, objective="stable")
    with pytest.raises(ValueError, match="below zero: mentor 7"):
        solve_round(CROWDED, {7: -1, 8: 1}, objective="stable")


@pytest.mark.parametrize("row", [(1, 7, 1.2, 0.5), (1, 7, -0.1, 0.5), (1, 7, float("nan"), 0.5), (1, 7, 0.5, float("inf"))])
def test_utilities_lie_between_zero_and_one(row: Any) -> None:
    with pytest.raises(ValueError, match="not within 0 and 1"):
        Pairs.of([row])


def test_pairs_refuse_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="twice"):
        Pairs.of([(1, 7, 0.5, 0.5), (1, 7, 0.25, 0.5)])
    with pytest.raises(ValueError, match="lengths differ"):
        Pairs(np.array([1, 2]), np.array([7]), np.array([0.5]), np.array([0.5]))
    with pytest.raises(ValueError, match="integers"):
        Pairs(np.array([1.5]), np.array([7]), np.array([0.5]), np.array([0.5]))
    with pytest.raises(ValueError, match="read-only"):
        CROWDED.utility_learner[0] = 0


def test_scipy_is_asked_where_ortools_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.flows.find_spec", lambda name: None)
    assert solver_at_hand() == "scipy"
    monkeypatch.setattr("matching.flows.find_spec", lambda name: "here")
    assert solver_at_hand() == "ortools"


def test_a_flow_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        OPTIMAL = 1

        def __getattr__(self, name: str) -> Any:
            return lambda *given: 0

    module = type(sys)("min_cost_flow")
    module.SimpleMinCostFlow = Failing  # type: ignore[attr-defined]
    for name in ("ortools", "ortools.graph", "ortools.graph.python"):
        monkeypatch.setitem(sys.modules, name, type(sys)(name))
    monkeypatch.setitem(sys.modules, "ortools.graph.python.min_cost_flow", module)
    with pytest.raises(ArithmeticError, match="no solution"):
        solve_round(CROWDED, ONE_EACH, objective="welfare", solver="ortools")


@pytest.mark.parametrize("poor", [[-1, -1], [1, 2]])
def test_a_solver_that_errs_is_found_out(monkeypatch: pytest.MonkeyPatch, poor: list[int]) -> None:
    pairs = Pairs.of([(1, 7, 1.0, 1.0), (1, 8, 0.25, 0.25), (2, 7, 0.25, 0.25), (2, 8, 1.0, 1.0)])
    assert solve_round(pairs, ONE_EACH, objective="welfare").certificate.gap == 0
    monkeypatch.setattr("matching.rounds.heaviest_pairs", lambda market, scale, solver: np.array(poor))
    certificate = solve_round(pairs, ONE_EACH, objective="welfare").certificate
    assert certificate.bound >= 2
    assert certificate.gap > 0
