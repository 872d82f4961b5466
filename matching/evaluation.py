"""How good and how fair suggestions are, each number with a bootstrap interval."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from math import log2
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.results import Estimate

RESAMPLES = 1000
PERCENTILES = (2.5, 97.5)
EARLY_SHARE = 0.7

EventT = TypeVar("EventT")
WhenT = TypeVar("WhenT", int, datetime)

Relevant = Sequence[Collection[int]]
Ranked = Sequence[Sequence[int]]


def ndcg_at_k(relevant: Relevant, ranked: Ranked, k: int, random_state: int = 0) -> Estimate:
    """Mean normalised discounted cumulative gain with binary relevance (Järvelin and Kekäläinen 2002).

    Parameters
    ----------
    relevant : sequence of collections of ids, one for each person
    ranked : sequence of sequences of ids, best first, one for each person
    k : int

    Returns
    -------
    Estimate
        `n` counts the persons with something relevant; the others cannot be ranked well or badly.

    Raises
    ------
    ValueError
        For unequal lengths, or when nobody has anything relevant.
    """
    return _mean_over_persons(_ndcg, relevant, ranked, k, random_state)


def recall_at_k(relevant: Relevant, ranked: Ranked, k: int, random_state: int = 0) -> Estimate:
    """Mean share of the relevant ids among the first `k`; shapes and errors as for `ndcg_at_k`."""
    return _mean_over_persons(_recall, relevant, ranked, k, random_state)


def map_at_k(relevant: Relevant, ranked: Ranked, k: int, random_state: int = 0) -> Estimate:
    """Mean average precision of the first `k` (Manning et al. 2008, 8.4); shapes and errors as for `ndcg_at_k`."""
    return _mean_over_persons(_average_precision, relevant, ranked, k, random_state)


def ndcg_values(relevant: Relevant, ranked: Ranked, k: int) -> NDArray[np.float64]:
    """The NDCG of each person, shape (n_persons,), for paired comparisons; everybody must have something relevant."""
    return np.array([_ndcg(wanted, shown, k) for wanted, shown in zip(relevant, ranked, strict=True)], dtype=np.float64)


def calibration_error(
    foretold: Sequence[float] | NDArray[np.float64],
    happened: Sequence[bool] | NDArray[np.bool_],
    bins: int = 10,
    random_state: int = 0,
) -> Estimate:
    """Expected calibration error over bins with equally many cases (Naeini et al. 2015, AAAI; Nguyen and O'Connor 2015).

    Parameters
    ----------
    foretold : array_like, shape (n,)
        Probabilities.
    happened : array_like of bool, shape (n,)
    bins : int
        At most; fewer when there are fewer cases.

    Returns
    -------
    Estimate
        The mean distance between the foretold and the observed share, weighted by cases: 0 is calibrated. The interval
        resamples cases; as an error is never negative, small samples stand above zero by chance alone.

    Raises
    ------
    ValueError
        Without cases or for unequal lengths.
    """
    chances, events = np.asarray(foretold, dtype=np.float64), np.asarray(happened, dtype=np.float64)
    if chances.shape != events.shape or not chances.size:
        raise ValueError(f"{chances.size} chances for {events.size} events")
    draws = _draws(chances.size, random_state)
    resampled = [_calibration(chances[draw], events[draw], bins) for draw in draws]
    low, high = np.percentile(resampled, PERCENTILES)
    return Estimate(_calibration(chances, events, bins), float(low), float(high), chances.size)


def _calibration(chances: NDArray[np.float64], events: NDArray[np.float64], bins: int) -> float:
    order = np.argsort(chances, kind="stable")
    parts = np.array_split(order, min(bins, order.size))
    return float(sum(abs(chances[part].mean() - events[part].mean()) * part.size for part in parts) / order.size)


def early_and_late(
    ordered: Sequence[EventT], when: Callable[[EventT], WhenT], share: float = EARLY_SHARE
) -> tuple[list[EventT], list[EventT]]:
    """Those before and those from the moment on at which `share` of them had happened; of one moment all are late.

    Parameters
    ----------
    ordered : sequence of events, in the order of time
    when : function of an event
        Its moment: a day, a date, anything that can be compared.
    """
    if not ordered:
        return [], []
    border = when(ordered[min(len(ordered) - 1, int(len(ordered) * share))])
    return [event for event in ordered if when(event) < border], [event for event in ordered if when(event) >= border]


def coverage(ranked: Ranked, catalogue: Collection[int], k: int, random_state: int = 0) -> Estimate:
    """Share of the catalogue shown to anybody among the first `k`; the interval resamples persons."""
    shown = _shown(ranked, catalogue, k)
    return _resampled(shown, lambda counts: float(np.mean(counts > 0)), random_state)


def gini(ranked: Ranked, catalogue: Collection[int], k: int, random_state: int = 0) -> Estimate:
    """Gini index of exposure over the catalogue (0: all shown alike); the interval resamples persons."""
    return _resampled(_shown(ranked, catalogue, k), gini_index, random_state)


def gini_index(values: Sequence[float] | NDArray[np.float64]) -> float:
    """Gini index of non-negative amounts, 0 when all are alike or nothing is there (Gini 1912)."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    total = ordered.sum()
    if not total:
        return 0.0
    ranks = np.arange(1, ordered.size + 1)
    return max(0.0, float(2 * (ranks * ordered).sum() / (ordered.size * total) - (ordered.size + 1) / ordered.size))


def exposure_ratio(
    ranked: Ranked, candidates: Sequence[Collection[int]], members: Collection[int], k: int, random_state: int = 0
) -> Estimate:
    """Attention that some items get, over what they would get if all open ones shared it alike: 1 is even-handed.

    A place is worth 1 / log2(place + 1), as in the NDCG (exposure: Singh and Joachims 2018, KDD). Of each person the share
    of attention that goes to `members` is added up, and divided by the share that they have of her candidates.

    Parameters
    ----------
    ranked : sequence of sequences of ids, best first, one for each person
    candidates : sequence of collections of ids
        What could have been shown to each person.
    members : collection of ids
    k : int

    Returns
    -------
    Estimate
        `n` counts the persons who were shown anything; the interval resamples them.

    Raises
    ------
    ValueError
        For unequal lengths, or when no member could have been shown to anybody.
    """
    inside = frozenset(members)
    shown = [(items[:k], could) for items, could in zip(ranked, candidates, strict=True) if items]
    given = np.array([_attention(items, inside) for items, _ in shown], dtype=np.float64)
    fair = np.array([len(inside.intersection(could)) / len(could) for _, could in shown], dtype=np.float64)
    if not fair.sum():
        raise ValueError("nobody could have been shown a member")
    draws = _draws(fair.size, random_state)
    alike = fair[draws].sum(axis=1)
    low, high = np.percentile(given[draws].sum(axis=1)[alike > 0] / alike[alike > 0], PERCENTILES)
    return Estimate(float(given.sum() / fair.sum()), float(low), float(high), fair.size)


def _attention(items: Sequence[int], inside: Collection[int]) -> float:
    """The share of the attention for these places that goes to items inside."""
    worth = [1 / log2(place + 2) for place in range(len(items))]
    return sum(one for one, item in zip(worth, items, strict=True) if item in inside) / sum(worth)


def bootstrap_interval(values: Sequence[float], random_state: int = 0) -> Estimate:
    """Mean with a 95 % percentile bootstrap interval (Efron 1979). Raises ValueError without values."""
    sample = np.asarray(values, dtype=np.float64)
    if not sample.size:
        raise ValueError("no values to estimate from")
    low, high = np.percentile(sample[_draws(sample.size, random_state)].mean(axis=1), PERCENTILES)
    return Estimate(float(sample.mean()), float(low), float(high), sample.size)


def _mean_over_persons(
    measure: Callable[[Collection[int], Sequence[int], int], float],
    relevant: Relevant,
    ranked: Ranked,
    k: int,
    random_state: int,
) -> Estimate:
    pairs = zip(relevant, ranked, strict=True)
    return bootstrap_interval([measure(wanted, shown, k) for wanted, shown in pairs if wanted], random_state)


def _ndcg(wanted: Collection[int], shown: Sequence[int], k: int) -> float:
    gain = sum(1 / log2(place + 2) for place, item in enumerate(shown[:k]) if item in wanted)
    return gain / sum(1 / log2(place + 2) for place in range(min(k, len(wanted))))


def _average_precision(wanted: Collection[int], shown: Sequence[int], k: int) -> float:
    hits, total = 0, 0.0
    for place, item in enumerate(shown[:k], start=1):
        if item in wanted:
            hits += 1
            total += hits / place
    return total / min(k, len(wanted))


def _recall(wanted: Collection[int], shown: Sequence[int], k: int) -> float:
    return len(set(wanted) & set(shown[:k])) / len(wanted)


def _shown(ranked: Ranked, catalogue: Collection[int], k: int) -> NDArray[np.float64]:
    """How often each person was shown each item, shape (n_persons, n_items)."""
    if not (ranked and catalogue):
        raise ValueError("neither persons nor catalogue may be empty")
    columns = sorted(catalogue)
    counts = [Counter(items[:k]) for items in ranked]
    return np.array([[count[item] for item in columns] for count in counts], dtype=np.float64)


def _resampled(shown: NDArray[np.float64], measure: Callable[[NDArray[np.float64]], float], random_state: int) -> Estimate:
    persons, value = shown.shape[0], measure(shown.sum(axis=0))
    values = np.array([measure(shown[draw].sum(axis=0)) for draw in _draws(persons, random_state)])
    # A sample with repeated persons shows fewer items: its bias is taken out (Efron and Tibshirani 1993, 10.2).
    low, high = np.clip(np.percentile(values + value - values.mean(), PERCENTILES), 0.0, 1.0)
    return Estimate(value, float(low), float(high), persons)


def _draws(n: int, random_state: int) -> NDArray[np.int64]:
    return np.random.default_rng(random_state).integers(0, n, size=(RESAMPLES, n))
