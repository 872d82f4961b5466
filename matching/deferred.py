"""Stable pairs by deferred acceptance (Gale and Shapley 1962, American Mathematical Monthly 69:9-15)."""

from heapq import heappush, heappushpop

import numpy as np

from matching.market import NOBODY, Market, Places


def stable_pairs(market: Market, random_state: int) -> Places:
    """Learners ask their mentors from the best on; a mentor holds the best of those who asked.

    Where utilities are equal the higher lot wins. Everybody draws one lot, from `random_state` and the order of
    the ids: one lot for all mentors leaves more learners content than one for each (Abdulkadiroglu, Pathak and Roth 2009).

    Returns
    -------
    array of int, shape (n_learners,)
        The number of each learner's pair, or -1. No pair blocks it, and no stable choice is better for any learner
        once the lots are drawn.
    """
    learner_lots, mentor_lots = _lots(market, random_state)
    by_wish = np.lexsort((-mentor_lots[market.mentor], -market.utility_learner, market.learner))
    # A view of memory gives plain numbers fast, without a second copy of five million pairs.
    wishes, mentors = by_wish.data, np.ascontiguousarray(market.mentor).data
    liking, learners = np.ascontiguousarray(market.utility_mentor).data, np.ascontiguousarray(market.learner).data
    lots, seats, ends = learner_lots.tolist(), market.seats.tolist(), market.starts[1:].tolist()
    next_wish = market.starts[:-1].tolist()
    held: list[list[tuple[float, int, int]]] = [[] for _ in seats]
    for first in range(len(next_wish)):
        asking = first
        while next_wish[asking] < ends[asking]:
            pair = wishes[next_wish[asking]]
            next_wish[asking] += 1
            mentor, offer = mentors[pair], (liking[pair], lots[asking], pair)
            if len(held[mentor]) < seats[mentor]:
                heappush(held[mentor], offer)
                break
            if seats[mentor]:
                asking = learners[heappushpop(held[mentor], offer)[2]]
    chosen = np.full(market.learners.size, NOBODY)
    pairs = np.array([pair for offers in held for _, _, pair in offers], dtype=np.int64)
    chosen[market.learner[pairs]] = pairs
    return chosen


def _lots(market: Market, random_state: int) -> tuple[Places, Places]:
    draw = np.random.default_rng(random_state)
    return draw.permutation(market.learners.size), draw.permutation(market.mentors.size)
