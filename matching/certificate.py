"""What can be said of a solved round, so that nobody has to believe the solver."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.bounds import Prices
from matching.candidates import Utilities
from matching.market import NOBODY, Market, Places
from matching.scales import UNIT, Objective, Scale, millionths


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The least and the median utility of one side's pairs."""

    least: float
    median: float


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a round reached and how far that is from the best.

    `value` is what the objective counts: the welfare (sum over pairs of the mean of both utilities), the pairs, or for
    "stable" the blocking pairs. `bound` is the best that any round with the same candidates and seats could have; it is
    worked out apart from the solver. `welfare_bound` is the most welfare possible (for "participation": with so many pairs),
    None for "stable". A pair blocks when both would rather have each other than what they have. `unmatched` says why
    of each learner without a mentor: "no_candidates", "forbidden" (all of hers were ruled out), "no_seats" (hers had none
    to give) or "all_full". `rank_profile` counts those who got their first choice, their second, and so on.
    """

    objective: Objective
    value: float
    bound: float
    n_pairs: int
    welfare: float
    welfare_bound: float | None
    blocking_pairs: int
    unmatched: Mapping[int, str]
    rank_profile: tuple[int, ...]
    learners: Satisfaction | None
    mentors: Satisfaction | None

    @property
    def gap(self) -> float:
        """How far the round is from the best, 0.0 when it is proven to be the best."""
        return abs(self.bound - self.value)


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A round that was solved, in places.

    `market` has the allowed pairs and all seats; `chosen` (n_learners,) numbers among its pairs or -1; `promised`
    (n_learners,) marks the must pairs; `seats` (n_mentors,) were left for the others; `prices` are those of the others.
    """

    market: Market
    chosen: Places
    promised: NDArray[np.bool_]
    seats: Places
    scale: Scale
    prices: Prices | None

    @property
    def numbers(self) -> Places:
        """The pairs that were made, in the order of the learners."""
        made: Places = self.chosen[self.chosen != NOBODY]
        return made

    def own(self) -> Utilities:
        """What each learner has, shape (n_learners,); -1 for nothing."""
        return np.where(self.chosen != NOBODY, np.append(self.market.utility_learner, 0.0)[self.chosen], -1.0)

    def least_held(self) -> Utilities:
        """What a newcomer must be above, shape (n_mentors,): -1 while a seat is free, infinite where there is none."""
        held = self.chosen[(self.chosen != NOBODY) & ~self.promised]
        mentors = self.market.mentor[held]
        least = np.full(self.seats.size, np.inf)
        np.minimum.at(least, mentors, self.market.utility_mentor[held])
        least[np.bincount(mentors, minlength=least.size) < self.seats] = -1.0
        return least


def certify(solved: Solved, listed: NDArray[np.bool_]) -> Certificate:
    """Count and bound; `listed` (n_learners,) says who had a candidate before any pair was ruled out."""
    market, numbers = solved.market, solved.numbers
    welfare = millionths(market)
    reached, blocking = int(welfare[numbers].sum()), count_blocking(solved)
    given = int(welfare[solved.chosen[solved.promised]].sum())
    value, bound, most = _against_the_best(solved, reached, given, blocking)
    return Certificate(
        objective=solved.scale.objective,
        value=value,
        bound=bound,
        n_pairs=int(numbers.size),
        welfare=reached / UNIT,
        welfare_bound=most,
        blocking_pairs=blocking,
        unmatched=_unmatched(solved, listed),
        rank_profile=_rank_profile(solved),
        learners=_satisfaction(market.utility_learner[numbers]),
        mentors=_satisfaction(market.utility_mentor[numbers]),
    )


def count_blocking(solved: Solved) -> int:
    """Pairs in which both would be better off; what was promised is not theirs to give up."""
    market = solved.market
    wants = (market.utility_learner > solved.own()[market.learner]) & ~solved.promised[market.learner]
    return int(np.count_nonzero(wants & (market.utility_mentor > solved.least_held()[market.mentor])))


def _against_the_best(solved: Solved, reached: int, given: int, blocking: int) -> tuple[float, float, float | None]:
    """Value, bound, and the bound on welfare; `given` is the welfare of what was promised."""
    if solved.prices is None:
        return float(blocking), 0.0, None
    pairs, welfare = solved.scale.bounds(solved.prices.bound)
    most = (welfare + given) / UNIT
    if pairs is None:
        return reached / UNIT, most, most
    return float(solved.numbers.size), float(pairs + np.count_nonzero(solved.promised)), most


def _unmatched(solved: Solved, listed: NDArray[np.bool_]) -> dict[int, str]:
    market = solved.market
    allowed = market.starts[1:] > market.starts[:-1]
    with_seats = np.bincount(market.learner[market.seats[market.mentor] > 0], minlength=allowed.size) > 0
    causes = np.select([~listed, ~allowed, ~with_seats], ["no_candidates", "forbidden", "no_seats"], "all_full")
    alone = solved.chosen == NOBODY
    return dict(zip(market.learners[alone].tolist(), causes[alone].tolist(), strict=True))


def _rank_profile(solved: Solved) -> tuple[int, ...]:
    """Ranks count the allowed candidates a learner likes more than her mentor."""
    market = solved.market
    better = market.learner[market.utility_learner > solved.own()[market.learner]]
    ranks = np.bincount(better, minlength=market.learners.size)[solved.chosen != NOBODY]
    return tuple(np.bincount(ranks).tolist())


def _satisfaction(utilities: Utilities) -> Satisfaction | None:
    return Satisfaction(float(utilities.min()), float(np.median(utilities))) if utilities.size else None
