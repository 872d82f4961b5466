"""Both sides and the crowd in one score: would she like it, would the mentor say yes, is there a seat for her.

`p` is the chance that the pair suits the learner, `q` that the mentor accepts, both of shape (n_learners, n_mentors).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.candidates import Utilities
from matching.market import NOBODY, Places

TEMPERATURE = 0.05
MOST_SWEEPS = 500
TOLERANCE = 1e-3


def free_share(seats_free: ArrayLike, pending: ArrayLike) -> Utilities:
    """Free seats for those who wait, min(1, free / (1 + pending)); 0 for a full mentor. Shape (n_mentors,)."""
    free = np.maximum(0.0, np.asarray(seats_free, dtype=np.float64))
    return np.minimum(1.0, free / (1.0 + np.asarray(pending, dtype=np.float64)))


def reciprocal_scores(p: ArrayLike, q: ArrayLike, seats_free: ArrayLike, pending: ArrayLike) -> Utilities:
    """Score p x q x free share, in [0, 1], shape as `p`; a full mentor has 0 and is not to be shown.

    Raises
    ------
    ValueError
        For a chance outside [0, 1] or shapes that do not fit.
    """
    suits, accepts = _chances(p), _chances(q)
    if suits.shape != accepts.shape:
        raise ValueError(f"shapes differ: {suits.shape} and {accepts.shape}")
    return suits * accepts * free_share(seats_free, pending)


def congestion_prices(
    fit: ArrayLike,
    seats: ArrayLike,
    *,
    temperature: float = TEMPERATURE,
    max_sweeps: int = MOST_SWEEPS,
    tolerance: float = TOLERANCE,
) -> Utilities:
    """What a seat of each mentor costs where the crowd has settled; to be taken off `fit` before lists are cut.

    A market with transferable utility and tastes of which only the distribution is known (Choo and Siow 2006, Journal of
    Political Economy 114:175-201), settled by fitting both margins in turn (IPFP; Galichon and Salanie 2022, Review of
    Economic Studies 89:2600-2629). Cut by `fit` alone, all lists hold the same few mentors; cut by `fit` less the
    price, a round finds a seat for nearly everybody.

    Parameters
    ----------
    fit : array of float, shape (n_learners, n_mentors)
        What a pair is worth, for example p x q.
    seats : array of int, shape (n_mentors,)
        Mentors without a seat have an infinite price.
    temperature : float
        How much unknown taste there is, in units of `fit`.
    max_sweeps, tolerance : int, float
        Stop after so many sweeps, or when no price moves by more in one.

    Returns
    -------
    array of float, shape (n_mentors,)

    Raises
    ------
    ValueError
        For a temperature that is not above zero or shapes that do not fit.
    """
    worth, capacity = np.asarray(fit, dtype=np.float64), np.asarray(seats, dtype=np.float64)
    if worth.ndim != 2 or capacity.shape != worth.shape[1:]:
        raise ValueError(f"shapes do not fit: {worth.shape} and {capacity.shape}")
    if not temperature > 0:
        raise ValueError("the temperature is above zero")
    prices = np.full(capacity.size, np.inf)
    with_seats = capacity > 0
    prices[with_seats] = _settle(worth[:, with_seats], capacity[with_seats], 2 * temperature, max_sweeps, tolerance)
    return prices


def _settle(fit: Utilities, seats: Utilities, spread: float, max_sweeps: int, tolerance: float) -> Utilities:
    """Prices of mentors who have seats; `learners` and `mentors` are the square roots of those left alone and of seats left."""
    # The greatest fit is taken off so that nothing overflows, and put back by what a pair is worth beside being alone.
    highest = float(fit.max(initial=0.0))
    kernel, alone = np.exp((fit - highest) / spread), np.exp(-highest / spread)
    mentors = np.sqrt(seats)
    for _ in range(max_sweeps):
        learners = _root(1.0, kernel @ mentors / alone)
        before, mentors = mentors, _root(seats, learners @ kernel / alone)
        if spread * np.abs(np.log(mentors / before)).max(initial=0.0) <= tolerance:
            break
    return -spread * np.log(mentors)


def _root(capacity: float | Utilities, pull: Utilities) -> Utilities:
    """The positive root of x*x + pull*x = capacity, written so that a strong pull does not cancel to zero."""
    return np.asarray(capacity / (np.sqrt(capacity + pull**2 / 4) + pull / 2))


def best_places(scores: ArrayLike, n: int) -> Places:
    """The columns of the `n` highest scores of each row, best first, ties by column, shape (n_rows, n).

    What scores 0 or less is not shown; -1 stands where a row has fewer.
    """
    table = np.asarray(scores, dtype=np.float64)
    order = np.argsort(-table, axis=1, kind="stable")[:, :n]
    shown = np.take_along_axis(table, order, axis=1) > 0
    return np.where(shown, order, NOBODY).astype(np.int64)


def _chances(values: ArrayLike) -> NDArray[np.float64]:
    chances = np.asarray(values, dtype=np.float64)
    if not np.all((chances >= 0) & (chances <= 1)):
        raise ValueError("a chance is not within 0 and 1")
    return chances
