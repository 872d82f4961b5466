"""Matching rounds: all who wait and all free seats at once, with a proof of how good the answer is."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.assignment import Assignment
from matching.bounds import Prices, seat_prices
from matching.candidates import Pairs
from matching.certificate import Certificate, Solved, certify
from matching.deferred import stable_pairs
from matching.flows import Solver, heaviest_pairs, solver_at_hand
from matching.market import NOBODY, Market, Pair, Places, open_market
from matching.scales import Objective, Scale


def solve_round(
    pairs: Pairs,
    seats: Mapping[int, int],
    *,
    objective: Objective,
    must: Collection[Pair] = (),
    never: Collection[Pair] = (),
    learners: Collection[int] = (),
    random_state: int = 0,
    solver: Solver | None = None,
) -> Assignment:
    """Give each learner one mentor at most, and each mentor no more learners than seats.

    Parameters
    ----------
    pairs : Pairs
        The candidates. Their order does not matter.
    seats : mapping of mentor id to free seats
        For every mentor among the pairs.
    objective : "welfare", "participation" or "stable"
        The greatest sum of utilities (the mean of both sides, in millionths; then the most pairs), the most pairs (then
        the greatest sum), or no two who would rather have each other (then the best for the learners).
    must, never : collections of (learner id, mentor id)
        Pairs that are made before all others, and pairs that are ruled out.
    learners : collection of learner ids
        Who takes part, even without a candidate.
    random_state : int
        The seed of the lots that decide between equals in a stable round. The other objectives draw no lots.
    solver : "scipy" or "ortools", optional
        For welfare and participation; OR-tools where it is installed. The sums are the same.

    Raises
    ------
    ValueError
        For a mentor without a number of seats, seats below zero, and a must pair that is no candidate, is ruled out,
        needs a second mentor for a learner, or has no seat.

    Examples
    --------
    >>> pairs = Pairs.of([(1, 7, 0.9, 0.5), (1, 8, 0.2, 0.5), (2, 7, 0.8, 0.9)])
    >>> solve_round(pairs, {7: 1, 8: 1}, objective="participation").pairs
    ((1, 8), (2, 7))
    """
    whole = open_market(pairs, seats, learners)
    market = _without(whole, never)
    promised = _promised(market, must)
    scale = Scale(objective, int(min(market.learners.size, market.seats.sum())))
    solved = _solve(market, promised, scale, random_state, solver or solver_at_hand())
    made = solved.numbers
    ids = zip(market.learners[market.learner[made]].tolist(), market.mentors[market.mentor[made]].tolist(), strict=True)
    listed = whole.starts[1:] > whole.starts[:-1]
    return Assignment(tuple(ids), certify(solved, listed), frozenset(never), solved)


def trade_off(
    pairs: Pairs,
    seats: Mapping[int, int],
    *,
    must: Collection[Pair] = (),
    never: Collection[Pair] = (),
    learners: Collection[int] = (),
    random_state: int = 0,
) -> Mapping[Objective, Certificate]:
    """What each objective would reach and what it would cost the others; parameters and errors as for `solve_round`."""
    objectives: tuple[Objective, ...] = ("welfare", "participation", "stable")
    return {
        one: solve_round(pairs, seats, objective=one, must=must, never=never, learners=learners, random_state=random_state).certificate
        for one in objectives
    }


def _without(market: Market, never: Collection[Pair]) -> Market:
    numbers = [market.find(pair) for pair in never]
    kept = np.ones(market.learner.size, dtype=bool)
    kept[[number for number in numbers if number != NOBODY]] = False
    return market.keep(kept)


def _promised(market: Market, must: Collection[Pair]) -> Places:
    """The numbers of the must pairs, shape (n_learners,), -1 for those who have none."""
    promised = np.full(market.learners.size, NOBODY)
    for pair in sorted(set(must)):
        number = market.find(pair)
        if number == NOBODY:
            raise ValueError(f"{pair} must be a pair but is not a candidate, or is ruled out")
        if promised[market.learner[number]] != NOBODY:
            raise ValueError(f"{pair} must be a pair, but the learner has another that must be")
        promised[market.learner[number]] = number
    over = _taken(market, promised) > market.seats
    if over.any():
        raise ValueError(f"more pairs must be than mentor {market.mentors[over][0]} has seats")
    return promised


def _taken(market: Market, chosen: Places) -> Places:
    return np.bincount(market.mentor[chosen[chosen != NOBODY]], minlength=market.mentors.size)


def _solve(market: Market, promised: Places, scale: Scale, random_state: int, solver: Solver) -> Solved:
    """Solve for those to whom nothing was promised, with the seats that are left."""
    is_promised = promised != NOBODY
    rest_pairs = ~is_promised[market.learner]
    rest = replace(market.keep(rest_pairs), seats=market.seats - _taken(market, promised))
    chosen, prices = _chosen(rest, scale, random_state, solver)
    chosen = np.where(chosen == NOBODY, promised, _numbers_before(rest_pairs)[chosen])
    return Solved(market, chosen, is_promised, rest.seats, scale, prices)


def _numbers_before(kept: NDArray[np.bool_]) -> Places:
    """What the numbers of the kept pairs were; one more at the end, so that -1 can be looked up."""
    return np.append(np.flatnonzero(kept), NOBODY)


def _chosen(rest: Market, scale: Scale, random_state: int, solver: Solver) -> tuple[Places, Prices | None]:
    if scale.objective == "stable":
        return stable_pairs(rest, random_state), None
    chosen = heaviest_pairs(rest, scale, solver)
    return chosen, seat_prices(rest, scale.weights(rest), chosen)
