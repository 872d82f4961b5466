"""How long ventures live: the Kaplan-Meier curve, and the rates that go with it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.rates import BetaPrior, CaseState, fit_beta_prior, shrunken_rate, success_rate, wilson
from matching.results import SurvivalCurve

__all__ = [
    "BetaPrior",
    "CaseState",
    "fit_beta_prior",
    "kaplan_meier",
    "shrunken_rate",
    "success_rate",
    "wilson",
]

Floats = NDArray[np.float64]
Z = 1.959963984540054


def kaplan_meier(durations: Sequence[float], observed: Sequence[bool], entry: Sequence[float] | None = None) -> SurvivalCurve:
    """Estimate survival from times that may be cut off (Kaplan and Meier 1958, JASA 53:457-481).

    Parameters
    ----------
    durations : sequence of float, shape (n,)
        Age at the end or when last seen, in any one unit.
    observed : sequence of bool, shape (n,)
        True for an end, False for a case cut off (still active, or lost from sight).
    entry : sequence of float, shape (n,), optional
        Age at which the case came under observation (delayed entry): at risk when entry < t <= duration.

    Returns
    -------
    SurvivalCurve
        With Greenwood variance and log-log 95 % intervals (Kalbfleisch and Prentice 1980). Where the curve
        is 0 the variance does not exist: the interval is then 0 to the last upper bound. `median` is the first time at
        which the curve is at one half or below, None while it is not reached.

    Raises
    ------
    ValueError
        For unequal lengths, times that are not finite or negative, or an entry not before its duration.
    """
    ages, ended, entered = checked_times(durations, observed, entry)
    times = np.unique(ages)
    events = np.array([np.sum(ended[ages == time]) for time in times], dtype=np.float64)
    at_risk = count_at_or_after(ages, times) - count_at_or_after(entered, times)
    survival: Floats = np.cumprod(1 - events / at_risk, dtype=np.float64)
    low, high = _loglog_interval(survival, events, at_risk)
    return SurvivalCurve(
        times=_floats(times),
        survival=_floats(survival),
        low=_floats(low),
        high=_floats(high),
        at_risk=tuple(int(n) for n in at_risk),
        events=tuple(int(n) for n in events),
        median=_median(times, survival),
    )


def checked_times(
    durations: Sequence[float], observed: Sequence[bool], entry: Sequence[float] | None
) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """The three columns as arrays, or a complaint about them."""
    ages = np.asarray(durations, dtype=np.float64)
    ended = np.asarray(observed, dtype=np.bool_)
    # Without delayed entry everybody is there from before the start, also who left at age 0.
    entered = np.full(ages.shape, -1.0) if entry is None else np.asarray(entry, dtype=np.float64)
    if not ages.shape == ended.shape == entered.shape:
        raise ValueError(f"lengths differ: {ages.size} durations, {ended.size} observed, {entered.size} entries")
    if not (np.isfinite(ages).all() and np.isfinite(entered).all() and (ages >= 0).all()):
        raise ValueError("times must be finite and not negative")
    if not (entered < ages).all():
        raise ValueError("an entry must lie before its duration")
    return ages, ended, entered


def count_at_or_after(values: Floats, times: Floats) -> Floats:
    """How many of `values` are not below each of `times`."""
    return np.asarray(values.size - np.searchsorted(np.sort(values), times, side="left"), dtype=np.float64)


def _loglog_interval(survival: Floats, events: Floats, at_risk: Floats) -> tuple[Floats, Floats]:
    low, high = np.ones_like(survival), np.ones_like(survival)
    inside = (survival > 0) & (survival < 1)
    greenwood = np.cumsum(np.divide(events, at_risk * (at_risk - events), out=np.zeros_like(events), where=survival > 0))
    log_survival = np.log(survival[inside])
    reach = Z * np.sqrt(greenwood[inside]) / log_survival
    low[inside] = np.exp(log_survival * np.exp(-reach))
    high[inside] = np.exp(log_survival * np.exp(reach))
    gone = survival == 0
    low[gone] = 0.0
    high[gone] = high[~gone][-1] if (~gone).any() else 1.0
    return low, high


def _median(times: Floats, survival: Floats) -> float | None:
    # A product of many shares may come to 0.5000000000000001.
    below = np.flatnonzero(survival <= 0.5 + 1e-12)
    return float(times[below[0]]) if below.size else None


def _floats(values: ArrayLike) -> tuple[float, ...]:
    return tuple(np.asarray(values, dtype=np.float64).tolist())
