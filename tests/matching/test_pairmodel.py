import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from matching import PairModel, fit_pair_model
from matching.pairmodel import sigmoid

NAMES = ("topic", "skills")


def lessons(n: int = 400, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Pairs whose second part decides and whose first is its noisy shadow."""
    chance = np.random.default_rng(seed)
    skills = chance.random(n)
    topic = np.clip(skills + chance.normal(0, 0.1, n), 0, 1)
    return np.column_stack([topic, skills]), chance.random(n) < sigmoid(6 * skills - 4 - 2 * topic)


def test_without_bounds_it_is_ridge_logistic_regression() -> None:
    table, happened = lessons()
    model = fit_pair_model(table, happened, NAMES, penalty=2.0)
    scaled = (table - table.mean(axis=0)) / table.std(axis=0)
    peer = LogisticRegression(C=1 / 2.0, tol=1e-10, max_iter=10_000).fit(scaled, happened)
    assert model.weights == pytest.approx(peer.coef_[0], abs=1e-4)
    assert model.intercept == pytest.approx(peer.intercept_[0], abs=1e-4)
    assert model.weights[0] < 0


def test_a_bounded_part_never_counts_against_a_pair() -> None:
    table, happened = lessons()
    model = fit_pair_model(table, happened, NAMES, bounded=NAMES)
    assert model.weights[0] == 0
    assert model.weights[1] > 0


def test_a_part_that_never_varies_teaches_nothing() -> None:
    table, happened = lessons()
    table[:, 0] = 0.5
    model = fit_pair_model(table, happened, NAMES)
    assert model.weights[0] == pytest.approx(0, abs=1e-9)


def test_what_cannot_be_learnt_is_refused() -> None:
    with pytest.raises(ValueError, match="did not"):
        fit_pair_model([[0.1, 0.2]], [True], NAMES)
    with pytest.raises(ValueError, match="parts"):
        fit_pair_model([[0.1]], [True], NAMES)
    with pytest.raises(ValueError, match="one length"):
        PairModel(NAMES, (1.0,), (0.0, 0.0), (1.0, 1.0), 0.0)
    with pytest.raises(ValueError, match="finite"):
        PairModel(NAMES, (1.0, float("nan")), (0.0, 0.0), (1.0, 1.0), 0.0)


values = st.fixed_dictionaries({name: st.floats(0, 1) for name in NAMES})
MODEL = PairModel(NAMES, (1.5, 0.4), (0.3, 0.6), (0.2, 0.3), -0.7)


@settings(max_examples=200, deadline=None)
@given(values, values)
def test_shares_add_up_to_the_probability(here: dict[str, float], usual: dict[str, float]) -> None:
    shares = MODEL.shares(here, usual)
    added = shares.base + sum(shares.weights[name] * (here[name] - shares.zeros[name]) for name in NAMES)
    assert added == pytest.approx(MODEL.fit_of({name: np.array([value]) for name, value in here.items()})[0], abs=1e-9)


def test_the_usual_pair_has_the_usual_probability_and_nothing_to_say() -> None:
    usual = {"topic": 0.2, "skills": 0.9}
    shares = MODEL.shares(usual, usual)
    assert shares.base == pytest.approx(MODEL.fit_of({name: np.array([value]) for name, value in usual.items()})[0])


def test_a_probability_of_extreme_sums_stays_inside() -> None:
    assert sigmoid(np.array([-800.0, 0.0, 800.0])).tolist() == [0.0, 0.5, 1.0]


def test_with_weights_it_is_weighted_ridge_logistic_regression() -> None:
    table, happened = lessons()
    weights = np.random.default_rng(1).uniform(0.5, 2, happened.size)
    model = fit_pair_model(table, happened, NAMES, weights=weights)
    scaled = (table - table.mean(axis=0)) / table.std(axis=0)
    peer = LogisticRegression(C=1.0, tol=1e-10, max_iter=10_000).fit(scaled, happened, sample_weight=weights)
    assert model.weights == pytest.approx(peer.coef_[0], abs=1e-4)
    assert model.intercept == pytest.approx(peer.intercept_[0], abs=1e-4)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0]])
def test_weights_must_fit_the_pairs(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        fit_pair_model([[0.1, 0.2], [0.3, 0.4]], [True, False], NAMES, weights=weights)
