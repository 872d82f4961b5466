"""A small logistic model of a pair: would it fit, will the mentor say yes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.columns import Floats
from matching.scoring import Shares

PENALTY = 1.0
SMALLEST_SCALE = 1e-6


@dataclass(frozen=True, slots=True)
class PairModel:
    """p = sigmoid(intercept + sum of weight * (value - mean) / scale).

    Parameters
    ----------
    names : tuple of str
        The parts it looks at, each a value in [0, 1].
    weights, means, scales : tuples of float, one for each name
        Weights are per standard deviation of the part among the pairs it was learnt from.
    intercept : float
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    intercept: float

    def __post_init__(self) -> None:
        if not len(self.names) == len(self.weights) == len(self.means) == len(self.scales):
            raise ValueError("names, weights, means and scales must be of one length")
        if not np.isfinite([*self.weights, *self.means, *self.scales, self.intercept]).all() or min(self.scales, default=1) <= 0:
            raise ValueError("a model needs finite numbers and positive scales")

    def fit_of(self, vectors: Mapping[str, Floats]) -> Floats:
        """The probability for each item, shape (n_items,)."""
        logit = np.full_like(vectors[self.names[0]], self.intercept)
        for name, weight, mean, scale in zip(self.names, self.weights, self.means, self.scales, strict=True):
            if weight:
                logit += (weight / scale) * (vectors[name] - mean)
        return sigmoid(logit)

    def shares(self, values: Mapping[str, float], usual: Mapping[str, float]) -> Shares:
        """Split a probability into the usual one and what each part moves it.

        The logit is a sum, the probability is not. Going straight from the usual pair to this one and adding up what
        each part moves on the way (integrated gradients, Sundararajan et al. 2017, ICML) gives every part its logit
        difference times one common factor, and these sum exactly to the difference of the probabilities.
        """
        slopes = {name: weight / scale for name, weight, scale in zip(self.names, self.weights, self.scales, strict=True)}
        centre = dict(zip(self.names, self.means, strict=True))
        here = self.intercept + sum(slope * (values[name] - centre[name]) for name, slope in slopes.items())
        there = self.intercept + sum(slope * (usual[name] - centre[name]) for name, slope in slopes.items())
        base, moved = _sigmoid(there), here - there
        factor = (_sigmoid(here) - base) / moved if abs(moved) > 1e-9 else base * (1 - base)
        return Shares(base, {name: slope * factor for name, slope in slopes.items()}, dict(usual))


def fit_pair_model(
    values: ArrayLike,
    happened: Sequence[bool] | NDArray[np.bool_],
    names: Sequence[str],
    *,
    bounded: Collection[str] = (),
    penalty: float = PENALTY,
    weights: ArrayLike | None = None,
) -> PairModel:
    """Maximum likelihood with a ridge (Hoerl and Kennard 1970) and lower bounds of zero.

    Collinear similarities drive each other below zero, and a reason "because your sectors match" with a negative weight
    would be a lie: parts in `bounded` therefore never count against a pair (research, section 2).

    Parameters
    ----------
    values : array_like, shape (n_pairs, n_parts)
    happened : sequence of bool, shape (n_pairs,)
    names : sequence of str, shape (n_parts,)
    bounded : collection of str
        Parts whose weight may not be negative.
    penalty : float
        Half of it times the squared weights is added to the loss; it is worth as many pairs.
    weights : array_like, shape (n_pairs,), optional
        How much each pair counts, above zero; 1 for each where left out.

    Raises
    ------
    ValueError
        Without at least one pair that happened and one that did not, or for unequal shapes.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 slow import

    table, target = np.asarray(values, dtype=np.float64), np.asarray(happened, dtype=np.float64)
    if table.shape != (target.size, len(names)):
        raise ValueError(f"{table.shape} values for {target.size} pairs and {len(names)} parts")
    counts = np.ones(target.size) if weights is None else np.asarray(weights, dtype=np.float64)
    if counts.shape != target.shape or (counts <= 0).any():
        raise ValueError(f"{counts.shape} weights for {target.size} pairs; all above zero")
    if not 0 < target.sum() < target.size:
        raise ValueError("a model needs pairs that happened and pairs that did not")
    means, scales = table.mean(axis=0), np.maximum(table.std(axis=0), SMALLEST_SCALE)
    # A part that never varies teaches nothing; its column is zero and so is its weight.
    scaled = np.where(table.std(axis=0) > SMALLEST_SCALE, (table - means) / scales, 0.0)

    def loss(point: Floats) -> tuple[float, Floats]:
        logit = scaled @ point[1:] + point[0]
        missed = counts * (sigmoid(logit) - target)
        value = float(counts @ (np.logaddexp(0, logit) - target * logit) + penalty / 2 * point[1:] @ point[1:])
        return value, np.concatenate([[missed.sum()], scaled.T @ missed + penalty * point[1:]])

    share = np.average(target, weights=counts)
    start = np.concatenate([[log(share / (1 - share))], np.zeros(len(names))])
    bounds = [(None, None), *((0.0 if name in bounded else None, None) for name in names)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000, "ftol": 1e-12, "gtol": 1e-8})
    intercept, *slopes = (float(value) for value in found.x)
    return PairModel(tuple(names), tuple(slopes), tuple(means.tolist()), tuple(scales.tolist()), intercept)


def sigmoid(logit: Floats | np.float64) -> Floats:
    """1 / (1 + e^-x) without overflow, shape as given."""
    small = np.exp(-np.abs(logit))
    risen: Floats = np.where(logit >= 0, 1.0, small) / (1 + small)
    return risen


def _sigmoid(logit: float) -> float:
    return float(sigmoid(np.float64(logit)))
