"""Those who solve the same round: the house, bare OR-tools, bare scipy, networkx and the registry's `matching`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching import Pairs, solve_round

Array = NDArray[np.int64]
SEATS, CANDIDATES = 5, 50
UNIT = 1_000_000


@dataclass(frozen=True)
class Instance:
    """A made-up round: places are ids, pairs are sorted; `weight` is the welfare in millionths."""

    n_learners: int
    n_mentors: int
    pairs: Pairs

    @property
    def weight(self) -> Array:
        """Integers, shape (n_pairs,)."""
        return np.rint((self.pairs.utility_learner + self.pairs.utility_mentor) * (UNIT / 2)).astype(np.int64)


def instance(n_learners: int, n_mentors: int, seed: int = 0) -> Instance:
    """A crowd at one end: mentors stand in a row, a learner knows fifty of the half around her, and most know the first half.

    So the first are on nearly all lists, and of the last some must stay without a learner.
    """
    draw = np.random.default_rng(seed)
    offsets = (draw.random(n_learners) ** 6 * (n_mentors - n_mentors // 2)).astype(np.int64)
    # One of each of fifty groups of neighbours: so nobody knows a mentor twice, and the pairs are in order.
    borders = np.linspace(0, n_mentors // 2, CANDIDATES + 1).astype(np.int64)
    known = (borders[:-1] + draw.random((n_learners, CANDIDATES)) * np.diff(borders)).astype(np.int64)
    mentors = (offsets[:, None] + known).ravel()
    learners = np.repeat(np.arange(n_learners), CANDIDATES)
    liked = draw.normal(size=n_mentors)[mentors]
    suits = _chance(liked + draw.normal(size=mentors.size))
    accepts = _chance(draw.normal(size=n_learners)[learners] / 2 + draw.normal(size=mentors.size))
    return Instance(n_learners, n_mentors, Pairs(learners, mentors, suits, accepts))


def _chance(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-logit))


@dataclass(frozen=True)
class Result:
    """What a contestant reached: pairs, welfare in millionths, and what the house's certificate says of it."""

    n_pairs: int
    welfare: int
    gap: float | None = None
    blocking: int | None = None


def house(objective: str, solver: str | None = None) -> Callable[[Instance], Result]:
    """`solve_round` with its certificate."""

    def solve(given: Instance) -> Result:
        seats = dict.fromkeys(range(given.n_mentors), SEATS)
        one = solve_round(given.pairs, seats, objective=objective, solver=solver).certificate  # type: ignore[arg-type]
        return Result(one.n_pairs, round(one.welfare * UNIT), one.gap, one.blocking_pairs)

    return solve


def bare_ortools(given: Instance) -> Result:
    """The most welfare by the plainest flow: no certificate, no check of the input."""
    flow, arcs, weight = _flow(given, stay=True)
    if flow.solve() != flow.OPTIMAL:
        raise ArithmeticError("no solution")
    taken = flow.flows(arcs) > 0
    return Result(int(taken.sum()), int(weight[taken].sum()))


def bare_ortools_most_pairs(given: Instance) -> Result:
    """The most pairs, then the most welfare."""
    flow, arcs, weight = _flow(given, stay=False)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise ArithmeticError("no solution")
    taken = flow.flows(arcs) > 0
    return Result(int(taken.sum()), int(weight[taken].sum()))


def _flow(given: Instance, stay: bool):  # type: ignore[no-untyped-def]
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    n, m, weight = given.n_learners, given.n_mentors, given.weight
    learners, mentors, sink = np.arange(n), n + np.arange(m), n + m
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(given.pairs.learner_ids, n + given.pairs.mentor_ids, np.ones_like(weight), -weight)
    flow.add_arcs_with_capacity_and_unit_cost(mentors, np.full(m, sink), np.full(m, SEATS), np.zeros(m, dtype=np.int64))
    if stay:
        flow.add_arcs_with_capacity_and_unit_cost(learners, np.full(n, sink), np.ones(n, dtype=np.int64), np.zeros(n, dtype=np.int64))
    flow.set_nodes_supplies(np.append(learners, sink), np.append(np.ones(n, dtype=np.int64), -n))
    return flow, arcs, weight


def bare_scipy(given: Instance) -> Result:
    """The most welfare by the sparse full bipartite matching: seats are columns, staying alone is one more."""
    from scipy.sparse import coo_array, csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    n, n_seats, weight = given.n_learners, given.n_mentors * SEATS, given.weight
    rows = np.repeat(given.pairs.learner_ids, SEATS)
    columns = np.repeat(given.pairs.mentor_ids * SEATS, SEATS) + np.tile(np.arange(SEATS), weight.size)
    worst = weight.max() + 1
    costs = np.concatenate([worst - np.repeat(weight, SEATS), np.full(n, worst)]).astype(np.float64)
    where = np.concatenate([rows, np.arange(n)]), np.concatenate([columns, n_seats + np.arange(n)])
    graph = csr_array(coo_array((costs, where), shape=(n, n_seats + n)))
    who, seat = min_weight_full_bipartite_matching(graph)
    costs_of = np.asarray(graph[who, seat]).ravel()
    taken = seat < n_seats
    return Result(int(taken.sum()), int((worst - costs_of[taken]).sum()))


def networkx_simplex(given: Instance) -> Result:
    """networkx's network simplex in pure Python, on the same flow."""
    import networkx as nx

    graph, weight = nx.DiGraph(), given.weight.tolist()
    sink = ("sink", 0)
    graph.add_node(sink, demand=given.n_learners)
    for learner in range(given.n_learners):
        graph.add_node(("learner", learner), demand=-1)
        graph.add_edge(("learner", learner), sink, capacity=1, weight=0)
    graph.add_edges_from((("mentor", mentor), sink, {"capacity": SEATS, "weight": 0}) for mentor in range(given.n_mentors))
    for learner, mentor, gain in zip(given.pairs.learner_ids.tolist(), given.pairs.mentor_ids.tolist(), weight, strict=True):
        graph.add_edge(("learner", learner), ("mentor", mentor), capacity=1, weight=-gain)
    cost, flow = nx.network_simplex(graph)
    n_pairs = sum(one for node, out in flow.items() if node[0] == "learner" for to, one in out.items() if to[0] == "mentor")
    return Result(n_pairs, -cost)


CONTESTANTS: Mapping[str, Callable[[Instance], Result]] = {
    "house, welfare, OR-tools": house("welfare", "ortools"),
    "house, participation, OR-tools": house("participation", "ortools"),
    "house, welfare, scipy": house("welfare", "scipy"),
    "house, participation, scipy": house("participation", "scipy"),
    "house, stable": house("stable"),
    "bare OR-tools, welfare": bare_ortools,
    "bare OR-tools, participation": bare_ortools_most_pairs,
    "bare scipy, welfare": bare_scipy,
    "networkx, welfare": networkx_simplex,
}


def preference_lists(given: Instance) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[int, int]]:
    """The round as the registry's `matching` wants it: ranked lists of both sides, and seats of mentors who are on one."""
    pairs, bounds = given.pairs, np.arange(given.n_learners + 1) * CANDIDATES
    by_wish = pairs.mentor_ids[np.lexsort((-pairs.utility_learner, pairs.learner_ids))]
    wishes = {learner: by_wish[first:last].tolist() for learner, (first, last) in enumerate(pairwise(bounds.tolist()))}
    order = np.lexsort((-pairs.utility_mentor, pairs.mentor_ids))
    listed, first = np.unique(pairs.mentor_ids[order], return_index=True)
    ranked = {mentor: some.tolist() for mentor, some in zip(listed.tolist(), np.split(pairs.learner_ids[order], first[1:]), strict=True)}
    return wishes, ranked, dict.fromkeys(listed.tolist(), SEATS)
