import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from matching import CaseState, fit_beta_prior, shrunken_rate, success_rate, wilson

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(successes: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3."""
    estimate = wilson(successes, n)
    assert estimate is not None
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=5e-5)


@given(counts)
def test_wilson_agrees_with_scipy_and_holds_its_value(count: tuple[int, int]) -> None:
    estimate, theirs = wilson(*count), binomtest(*count).proportion_ci(method="wilson")
    assert estimate is not None
    assert (estimate.low, estimate.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


def test_wilson_of_nothing_is_nothing() -> None:
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="3 successes of 2"):
        wilson(3, 2)


def test_the_three_readings_of_a_success_rate() -> None:
    states = [CaseState.success] * 5 + [CaseState.failure] * 3 + [CaseState.lost] * 2 + [CaseState.pending] * 7
    rate = success_rate(states)
    assert [reading and reading.value for reading in (rate.official, rate.observed, rate.upper)] == [0.5, 0.625, 0.7]
    assert (rate.n_mature, rate.pending, rate.coverage) == (10, 7, 0.8)


def test_pending_cases_alone_give_no_rate() -> None:
    rate = success_rate([CaseState.pending] * 3)
    assert (rate.official, rate.observed, rate.upper, rate.coverage) == (None, None, None, None)


def test_lost_cases_alone_are_failures_officially() -> None:
    rate = success_rate([CaseState.lost] * 3)
    assert rate.official is not None
    assert rate.official.value == 0
    assert rate.observed is None


@given(st.lists(st.sampled_from(CaseState)))
def test_the_official_rate_is_never_the_kindest(states: list[CaseState]) -> None:
    rate = success_rate(states)
    if rate.official and rate.observed and rate.upper:
        assert rate.official.value <= rate.observed.value <= rate.upper.value


@given(counts, st.floats(0.01, 0.99), st.floats(0.1, 200))
def test_a_shrunken_rate_lies_between_the_raw_rate_and_the_prior(count: tuple[int, int], mean: float, strength: float) -> None:
    raw = count[0] / count[1]
    assert min(raw, mean) - 1e-9 <= shrunken_rate(*count, mean, strength) <= max(raw, mean) + 1e-9


def test_the_prior_of_a_simulated_pool_is_found_again() -> None:
    chance = np.random.default_rng(7)
    trials = chance.integers(5, 40, size=400)
    successes = chance.binomial(trials, chance.beta(6, 4, size=400))
    prior = fit_beta_prior(successes.tolist(), trials.tolist())
    assert prior.mean == pytest.approx(0.6, abs=0.02)
    assert prior.strength == pytest.approx(10, rel=0.25)


def test_groups_that_differ_only_by_chance_are_pulled_together() -> None:
    assert fit_beta_prior([5, 5, 5, 5], [10, 10, 10, 10]).strength == 200


def test_an_empty_pool_expects_one_half() -> None:
    assert fit_beta_prior([], []) == (0.5, 20.0)
    assert fit_beta_prior([0], [0]) == (0.5, 20.0)


@pytest.mark.parametrize(
    ("case", "complaint"), [((3, 2, 0.5, 20), "3 successes of 2"), ((1, 2, 1.5, 20), "no prior"), ((1, 2, 0.5, 0), "no prior")]
)
def test_a_shrunken_rate_needs_a_count_and_a_prior(case: tuple[int, int, float, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        shrunken_rate(*case)
