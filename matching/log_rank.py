"""Whether groups live equally long: the log-rank test."""

from collections.abc import Sequence
from math import erfc, exp, lgamma, log, sqrt

import numpy as np

from matching.results import Comparison
from matching.survival import Floats, checked_times, count_at_or_after

# Below this share of the variance there is only rounding.
NOTHING = 1e-9

Group = tuple[Sequence[float], Sequence[bool]]


def log_rank(groups: Sequence[Group]) -> Comparison | None:
    """Compare the survival of two or more groups over their whole curves (Mantel 1966; Peto and Peto 1972).

    Parameters
    ----------
    groups : sequence of (durations, observed)
        As `kaplan_meier` takes them, one pair for each group.

    Returns
    -------
    Comparison or None
        Chi-squared with one degree of freedom less than there are groups at risk, by the hypergeometric variance of the ends
        at each time (Kalbfleisch and Prentice 2002, section 1.5). None where there is nothing to compare: fewer than two
        groups with cases, or no end that could have fallen to more than one of them.

    Raises
    ------
    ValueError
        For what `kaplan_meier` refuses in any group.
    """
    parts = [checked_times(*group, None)[:2] for group in groups]
    parts = [part for part in parts if part[0].size]
    if len(parts) < 2:
        return None
    times = np.unique(np.concatenate([ages[ended] for ages, ended in parts]))
    at_risk = np.array([count_at_or_after(ages, times) for ages, _ in parts])
    ends = np.array([[np.sum(ended[ages == time]) for time in times] for ages, ended in parts], dtype=np.float64).reshape(at_risk.shape)
    variance = _variance(at_risk, ends.sum(axis=0))
    freedom = int(np.linalg.matrix_rank(variance, tol=NOTHING * variance.trace(), hermitian=True))
    if freedom == 0:
        return None
    expected = (at_risk * ends.sum(axis=0) / at_risk.sum(axis=0)).sum(axis=1)
    excess = ends.sum(axis=1) - expected
    statistic = float(excess @ np.linalg.pinv(variance, rcond=NOTHING, hermitian=True) @ excess)
    return Comparison(
        statistic=statistic,
        freedom=freedom,
        p=chi_squared_tail(statistic, freedom),
        observed=tuple(int(n) for n in ends.sum(axis=1)),
        expected=tuple(float(n) for n in expected),
    )


def _variance(at_risk: Floats, ends: Floats) -> Floats:
    """Sum over the times of the hypergeometric covariance of the ends, shape (groups, groups)."""
    whole = at_risk.sum(axis=0)
    shares = at_risk / whole
    # One alone at risk has no variance.
    spread = np.divide(ends * (whole - ends), whole - 1, out=np.zeros_like(ends), where=whole > 1)
    return np.asarray(np.diag(shares @ spread) - (shares * spread) @ shares.T)


def chi_squared_tail(statistic: float, freedom: int) -> float:
    """Probability that chi-squared exceeds `statistic` (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5)."""
    if statistic <= 0:
        return 1.0
    half = statistic / 2
    order, tail = (1.0, exp(-half)) if freedom % 2 == 0 else (0.5, erfc(sqrt(half)))
    while order < freedom / 2:
        tail += exp(order * log(half) - half - lgamma(order + 1))
        order += 1
    return tail
