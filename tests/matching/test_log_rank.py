"""The log-rank test against a published example, lifelines and scipy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines.statistics import multivariate_logrank_test  # type: ignore[import-untyped]
from scipy.stats import chi2

from matching import log_rank
from matching.log_rank import Group, chi_squared_tail
from tests.matching.test_survival import RELAPSE, WEEKS

PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

group = st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=15)


def columns(cases: list[tuple[int, bool]]) -> Group:
    return [age for age, _ in cases], [end for _, end in cases]


def test_the_leukaemia_example() -> None:
    # Freireich et al. 1963; chi-squared 16.79 and expected 19.25 and 10.75 as in Kleinbaum and Klein 2012, table 2.5.
    test = log_rank([(WEEKS, RELAPSE), (PLACEBO, [True] * 21)])
    assert test
    assert (test.statistic, test.freedom) == (pytest.approx(16.79, abs=0.005), 1)
    assert (test.observed, test.expected) == ((9, 21), pytest.approx((19.25, 10.75), abs=0.005))
    assert test.p < 0.0001


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_lifelines(seed: int) -> None:
    chance = np.random.default_rng(seed)
    names, ages, ends = chance.integers(0, 2 + seed % 3, 60), chance.integers(1, 10, 60), chance.random(60) < 0.6
    test = log_rank([(ages[names == name].tolist(), ends[names == name].tolist()) for name in np.unique(names)])
    theirs = multivariate_logrank_test(ages, names, ends)
    assert test
    assert (test.statistic, test.p) == pytest.approx((theirs.test_statistic, theirs.p_value))
    assert test.freedom == np.unique(names).size - 1


@settings(max_examples=30, deadline=None)
@given(st.lists(group, min_size=2, max_size=4), st.randoms())
def test_neither_the_order_of_cases_nor_of_groups_matters(groups: list[list[tuple[int, bool]]], chance: object) -> None:
    test = log_rank([columns(cases) for cases in groups])
    mixed = [chance.sample(cases, len(cases)) for cases in groups[::-1]]  # type: ignore[attr-defined]
    again = log_rank([columns(cases) for cases in mixed])
    assert (test is None) == (again is None)
    if test and again:
        assert test.statistic == pytest.approx(again.statistic, abs=1e-9)


@pytest.mark.parametrize("groups", [[], [([1, 2], [True, True])], [([], []), ([1], [True])], [([1], [False]), ([2], [False])]])
def test_there_may_be_nothing_to_compare(groups: list[Group]) -> None:
    assert log_rank(groups) is None


def test_groups_that_are_the_same_do_not_differ() -> None:
    test = log_rank([([1, 2, 3], [True] * 3)] * 2)
    assert test
    assert (test.statistic, test.p) == (pytest.approx(0), pytest.approx(1))


def test_impossible_times_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        log_rank([([-1], [True]), ([1], [True])])


@pytest.mark.parametrize("freedom", range(1, 8))
def test_the_tail_agrees_with_scipy(freedom: int) -> None:
    points = [-1.0, 0.0, *np.geomspace(0.001, 200, 30)]
    assert [chi_squared_tail(point, freedom) for point in points] == pytest.approx(chi2.sf(points, freedom), rel=1e-9)
