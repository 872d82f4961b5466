"""Rates from few cases: Wilson intervals, the three readings of a success rate, and shrinkage."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from matching.results import Estimate, Rate

# With too few groups to learn from: what held up best on 50 to 1 000 real start-ups (research, section 5).
DEFAULT_STRENGTH = 20.0
STRENGTH_BOUNDS = (2.0, 200.0)
FEWEST_GROUPS = 3


class CaseState(StrEnum):
    """Where a followed-up case stands; pending: its window is open, lost: closed but nobody was reached."""

    success = "success"
    failure = "failure"
    pending = "pending"
    lost = "lost"


class BetaPrior(NamedTuple):
    """What to expect before the first case: a mean and the number of cases it is worth."""

    mean: float
    strength: float


def wilson(successes: int, n: int, level: float = 0.95) -> Estimate | None:
    """Wilson score interval of a proportion (Wilson 1927, JASA 22:209-212); None when n is 0.

    Raises
    ------
    ValueError
        Unless 0 <= successes <= n.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes of {n}")
    if n == 0:
        return None
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 of n and n of n the formula gives the border up to rounding: keep the value inside.
    return Estimate(share, max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share)), n)


def success_rate(states: Iterable[CaseState]) -> Rate:
    """Read the success rate three ways: the lost as failures, left out, as successes; pending cases are not mature yet.

    Parameters
    ----------
    states : iterable of CaseState
        One for each case whose window has begun.

    Returns
    -------
    Rate
        Each reading with its Wilson interval and its own n, None while no case counts for it.
    """
    count = Counter(states)
    successes, failures, lost = count[CaseState.success], count[CaseState.failure], count[CaseState.lost]
    mature = successes + failures + lost
    return Rate(
        official=wilson(successes, mature),
        observed=wilson(successes, mature - lost),
        upper=wilson(successes + lost, mature),
        successes=successes,
        failures=failures,
        lost=lost,
        pending=count[CaseState.pending],
        n_mature=mature,
    )


def shrunken_rate(successes: int, trials: int, prior_mean: float, prior_strength: float) -> float:
    """Posterior mean of a Beta-binomial rate: the prior counts as `prior_strength` cases (Gelman et al. 2013, section 2.4).

    Parameters
    ----------
    successes, trials : int
        What was seen in the group, 0 <= successes <= trials.
    prior_mean : float
        In [0, 1]; what is expected of a group that has no cases.
    prior_strength : float
        Cases, above 0.

    Returns
    -------
    float
        Between the group's own rate and the prior mean.

    Raises
    ------
    ValueError
        Unless 0 <= successes <= trials, and for a prior that is not one.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes of {trials}")
    if not (0 <= prior_mean <= 1 and prior_strength > 0):
        raise ValueError(f"no prior: a mean of {prior_mean}, worth {prior_strength} cases")
    return (successes + prior_mean * prior_strength) / (trials + prior_strength)


def fit_beta_prior(successes: Sequence[int], trials: Sequence[int]) -> BetaPrior:
    """Learn the prior of a pool by moments (Kleinman 1973, JASA 68:46-54, weights n).

    Parameters
    ----------
    successes, trials : sequences of int, same length
        One pair for each group; groups without trials teach nothing.

    Returns
    -------
    BetaPrior
        `mean` is pulled a little to one half (one case of each added), so never 0 or 1;
        `strength` lies in [2, 200] and is 20 when fewer than three groups have trials.
    """
    pairs = [(s, n) for s, n in zip(successes, trials, strict=True) if n > 0]
    mean = (sum(s for s, _ in pairs) + 1) / (sum(n for _, n in pairs) + 2)
    return BetaPrior(mean, _strength(pairs))


def _strength(pairs: Sequence[tuple[int, int]]) -> float:
    """Turn the spread between groups beyond chance (intra-class correlation rho) into 1/rho - 1 cases."""
    total = sum(n for _, n in pairs)
    share = sum(s for s, _ in pairs) / total if total else 0.0
    freedom = len(pairs) - 1
    room = total - sum(n * n for _, n in pairs) / total - freedom if total else 0.0
    if len(pairs) < FEWEST_GROUPS or room <= 0 or share in (0, 1):
        return DEFAULT_STRENGTH
    spread = sum(n * (s / n - share) ** 2 for s, n in pairs) / (share * (1 - share))
    weakest, strongest = STRENGTH_BOUNDS
    rho = (spread - freedom) / room
    return min(strongest, max(weakest, 1 / rho - 1)) if rho > 0 else strongest
