"""Both sides' chances, the crowd, and the prices at which it settles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Pairs, congestion_prices, free_share, reciprocal_scores, solve_round
from matching.reciprocal import best_places


def test_a_full_mentor_has_no_share_and_a_free_one_has_all() -> None:
    assert free_share([0, 2, 2, 5, -1], [3, 0, 3, 4, 0]).tolist() == [0, 1, 0.5, 1, 0]


def test_the_score_is_the_product() -> None:
    scores = reciprocal_scores([[0.5, 1.0]], [[0.5, 0.5]], [2, 0], [3, 0])
    assert scores.tolist() == [[0.125, 0.0]]


def test_chances_and_shapes_are_checked() -> None:
    with pytest.raises(ValueError, match="within 0 and 1"):
        reciprocal_scores([[1.5]], [[0.5]], [1], [0])
    with pytest.raises(ValueError, match="shapes differ"):
        reciprocal_scores([[0.5]], [[0.5, 0.5]], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="do not fit"):
        congestion_prices([[0.5]], [1, 1])
    with pytest.raises(ValueError, match="above zero"):
        congestion_prices([[0.5]], [1], temperature=0)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.floats(0.05, 0.5))
def test_both_margins_are_kept_where_the_crowd_has_settled(seed: int, temperature: float) -> None:
    # Choo and Siow: pairs, learners left alone and seats left are tied by one formula; so all people and seats add up.
    draw = np.random.default_rng(seed)
    fit, seats = draw.random((12, 4)), np.array([1, 2, 3, 4])
    prices = congestion_prices(fit, seats, temperature=temperature, max_sweeps=5000, tolerance=1e-12)
    left_seats = np.exp(-prices / (2 * temperature))
    pull = np.exp(fit / (2 * temperature)) * left_seats
    left_alone = (np.sqrt(pull.sum(axis=1) ** 2 + 4) - pull.sum(axis=1)) / 2
    pairs = left_alone[:, None] * pull
    assert pairs.sum(axis=1) + left_alone**2 == pytest.approx(np.ones(12), abs=1e-6)
    assert pairs.sum(axis=0) + left_seats**2 == pytest.approx(seats, abs=1e-6)


def test_the_popular_are_dear_and_those_without_seats_cannot_be_had() -> None:
    fit = np.tile([0.9, 0.5, 0.5], (30, 1))
    prices = congestion_prices(fit, [2, 2, 0])
    assert prices[0] > prices[1]
    assert np.isinf(prices[2])


def test_strong_pulls_do_not_cancel() -> None:
    # At a low temperature the plain root of the quadratic is zero, and its price infinite.
    prices = congestion_prices(np.full((50, 2), 0.9), [1, 1], temperature=0.01)
    assert np.all(np.isfinite(prices))
    assert np.all(prices > 0.5)


def test_nobody_has_a_price_without_a_crowd() -> None:
    assert congestion_prices(np.zeros((0, 2)), [1, 1]).tolist() == [0, 0]
    assert congestion_prices(np.zeros((2, 0)), []).size == 0


def test_lists_cut_by_prices_find_a_seat_for_nearly_all() -> None:
    draw = np.random.default_rng(4)
    fit = np.clip(np.linspace(0, 0.7, 20) + 0.3 * draw.random((100, 20)), 0, 1)
    seats = np.full(20, 5)

    def n_pairs(scores: np.ndarray) -> int:
        places = np.sort(best_places(scores, 5), axis=1).ravel()
        learners = np.repeat(np.arange(100), 5)
        worth = fit[learners, places]
        return solve_round(
            Pairs(learners, places, worth, worth), dict.fromkeys(range(20), 5), objective="participation"
        ).certificate.n_pairs

    assert n_pairs(fit) < 50
    assert n_pairs(fit - congestion_prices(fit, seats) + 10) >= 95


def test_the_best_are_shown_and_zero_is_not() -> None:
    assert best_places([[0.2, 0.0, 0.5, 0.2]], 4).tolist() == [[2, 0, 3, -1]]
    assert best_places([[0.2, 0.0, 0.5, 0.2]], 2).tolist() == [[2, 0]]


def test_prices_can_be_stopped_early() -> None:
    assert congestion_prices([[0.9, 0.5]] * 30, [2, 2], max_sweeps=1)[0] < congestion_prices([[0.9, 0.5]] * 30, [2, 2])[0]
