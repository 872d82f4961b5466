"""A bound on what any choice of pairs can reach, from prices of seats (duality of the assignment problem).

Whatever the prices are, no choice is worth more than all seats at their price plus what each learner gains at most
by the pair that is best for her at these prices (Shapley and Shubik 1971, International Journal of Game Theory 1:111-130).
So the bound does not trust the solver: where it equals the total, the choice is proven to be the best.
"""

from dataclasses import dataclass

import numpy as np

from matching.market import NOBODY, Market, Places, spans

# Prices of an optimal choice settle long before; a choice that can be improved has none that settle.
MOST_SWEEPS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """`seat` (n_mentors,) is the price of a seat, `gain` (n_learners,) what a learner gains at most; in units of weights."""

    seat: Places
    gain: Places
    bound: int


def seat_prices(market: Market, weights: Places, chosen: Places, sweeps: int = MOST_SWEEPS) -> Prices:
    """The lowest prices at which nobody wants another seat than the one chosen for her, and the bound they prove.

    Parameters
    ----------
    weights : array of int, shape (n_pairs,)
    chosen : array of int, shape (n_learners,)
        The number of each learner's pair, or -1.
    sweeps : int
        How often prices may rise. Fewer leave a bound that is true and not tight.
    """
    held = chosen != NOBODY
    worth = np.where(held, np.append(weights, 0)[chosen], 0)
    # Those without a seat stand behind one more mentor, whose price stays zero.
    mate = np.where(held, np.append(market.mentor, 0)[chosen], market.mentors.size)
    behind = np.argsort(mate, kind="stable")
    first = np.searchsorted(mate[behind], np.arange(market.mentors.size + 1))
    price = np.zeros(market.mentors.size + 1, dtype=np.int64)
    asking = np.arange(market.learners.size)
    for _ in range(sweeps):
        dearer = _raise(market, weights, price, asking, worth[asking] - price[mate[asking]])
        if not dearer.size:
            break
        asking = behind[spans(first[dearer], first[dearer + 1] - first[dearer])]
    seat = price[:-1]
    gain = _best_gain(market, weights - seat[market.mentor])
    return Prices(seat, gain, int(gain.sum() + (seat * market.seats).sum()))


def _raise(market: Market, weights: Places, price: Places, asking: Places, has: Places) -> Places:
    """Raise prices in place until those `asking` want nothing better than they have; the mentors now dearer."""
    lengths = market.starts[asking + 1] - market.starts[asking]
    pairs = spans(market.starts[asking], lengths)
    mentors, offers = market.mentor[pairs], weights[pairs] - np.repeat(has, lengths)
    higher = offers > price[mentors]
    np.maximum.at(price, mentors[higher], offers[higher])
    return np.unique(mentors[higher])


def _best_gain(market: Market, gains: Places) -> Places:
    """The greatest gain of each learner, shape (n_learners,), at least 0."""
    best = np.zeros(market.learners.size, dtype=np.int64)
    some = market.starts[1:] > market.starts[:-1]
    if some.any():
        best[some] = np.maximum(0, np.maximum.reduceat(gains, market.starts[:-1][some]))
    return best
