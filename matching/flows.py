"""The best pairs by total weight, exactly: scipy's bipartite matching, or min-cost flow where OR-tools is installed."""

from importlib.util import find_spec
from typing import Literal

import numpy as np

from matching.market import NOBODY, Market, Places, spans
from matching.scales import Scale, millionths

Solver = Literal["scipy", "ortools"]


def solver_at_hand() -> Solver:
    """OR-tools where it is installed (the extra `rounds`), otherwise scipy, which the core has."""
    return "ortools" if find_spec("ortools") else "scipy"


def heaviest_pairs(market: Market, scale: Scale, solver: Solver) -> Places:
    """Choose pairs of the greatest total weight; each learner has one mentor at most, each mentor her seats.

    Parameters
    ----------
    market : Market
    scale : Scale
        Says what pairs weigh, in whole numbers, so that sums are exact.
    solver : "scipy" or "ortools"
        Both find the same total; among equal totals each has its own choice, always the same.

    Returns
    -------
    array of int, shape (n_learners,)
        The number of each learner's pair, or -1.

    Raises
    ------
    ImportError
        When OR-tools is asked for and not installed.
    """
    chosen = np.full(market.learners.size, NOBODY)
    if market.learner.size:
        numbers = _by_flow(market, scale) if solver == "ortools" else _by_seats(market, scale.weights(market))
        chosen[market.learner[numbers]] = numbers
    return chosen


def _by_flow(market: Market, scale: Scale) -> Places:
    """Learners flow through mentors to one sink: as many as can (participation), or with a way past for who stays alone."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 optional

    # The most flow at the least cost is participation first and welfare second already; small costs are solved faster.
    as_many_as_can = scale.objective == "participation"
    weights = millionths(market) if as_many_as_can else scale.weights(market)
    learners, mentors = np.arange(market.learners.size), market.learners.size + np.arange(market.mentors.size)
    sink = learners.size + mentors.size
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(market.learner, market.mentor + learners.size, np.ones_like(weights), -weights)
    flow.add_arcs_with_capacity_and_unit_cost(mentors, np.full_like(mentors, sink), market.seats, np.zeros_like(mentors))
    flow.set_nodes_supplies(np.append(learners, sink), np.append(np.ones_like(learners), -learners.size))
    if as_many_as_can:
        status = flow.solve_max_flow_with_min_cost()
    else:
        flow.add_arcs_with_capacity_and_unit_cost(learners, np.full_like(learners, sink), np.ones_like(learners), np.zeros_like(learners))
        status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"OR-tools found no solution: {status}")
    return np.flatnonzero(flow.flows(arcs))


def _by_seats(market: Market, weights: Places) -> Places:
    """Each seat is a column of its own, and each learner has one more column: staying alone."""
    from scipy.sparse import coo_array, csr_array  # noqa: PLC0415 slow import
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415

    # More seats than candidates are never needed.
    seats = np.minimum(market.seats, np.bincount(market.mentor, minlength=market.mentors.size))
    first_seat = np.cumsum(seats) - seats
    copies = seats[market.mentor]
    pair_of_entry = np.repeat(np.arange(weights.size), copies)
    rows, columns = market.learner[pair_of_entry], spans(first_seat[market.mentor], copies)
    alone, n_seats = np.arange(market.learners.size), int(seats.sum())
    # scipy takes a cost of zero for "no pair", so the best pair costs 1.
    dearest = int(weights.max()) + 1
    costs = np.concatenate([dearest - weights[pair_of_entry], np.full(alone.size, dearest)])
    where = (np.concatenate([rows, alone]), np.concatenate([columns, n_seats + alone]))
    graph = csr_array(coo_array((costs.astype(np.float64), where), shape=(alone.size, n_seats + alone.size)))
    who, seat = min_weight_full_bipartite_matching(graph)
    taken = seat < n_seats
    mentor_of_seat = np.repeat(np.arange(market.mentors.size), seats)
    return _numbers(market, who[taken], mentor_of_seat[seat[taken]])


def _numbers(market: Market, learner: Places, mentor: Places) -> Places:
    """The numbers of pairs given by places; pairs are sorted, so their keys are."""
    keys = market.learner * market.mentors.size + market.mentor
    return np.searchsorted(keys, learner.astype(np.int64) * market.mentors.size + mentor)
