"""Who was put together in a round, and why not somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from matching.certificate import Certificate, Solved
from matching.flows import heaviest_pairs, solver_at_hand
from matching.market import NOBODY, Pair
from matching.scales import UNIT, millionths


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What kept a learner and a mentor apart, as data for a sentence.

    "matched": nothing did. "forbidden", "not_a_candidate": they were not to meet. "promised": her pair was fixed beforehand.
    "no_seats": the mentor had none to give. In a stable round "learner_prefers" (`has` and `this`: her utilities of her own
    mentor and of this one) or "mentor_prefers" (`least` and `this`: the mentor's utilities of the least liked who was
    taken and of her; equal ones went by lot). In the others "full" or "placed_better" (the mentor had a seat left):
    with this pair the round would lose `pairs` and `welfare` (below zero: win); both are 0 where it was as good.
    """

    cause: str
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A solved round: (learner id, mentor id) in the order of the learners, and its certificate."""

    pairs: tuple[Pair, ...]
    certificate: Certificate
    never: frozenset[Pair] = field(repr=False, compare=False)
    solved: Solved = field(repr=False, compare=False)

    def mentor_of(self, learner_id: int) -> int | None:
        """The mentor of a learner, None when she has none or took no part."""
        return dict(self.pairs).get(learner_id)

    def why_not(self, learner_id: int, mentor_id: int) -> WhyNot:
        """Answer a learner (or a mentor) who asks why they were not put together."""
        if (learner_id, mentor_id) in self.never:
            return WhyNot("forbidden")
        number = self.solved.market.find((learner_id, mentor_id))
        if number == NOBODY:
            return WhyNot("not_a_candidate")
        return _why_not(self.solved, number)


def _why_not(solved: Solved, number: int) -> WhyNot:
    learner, mentor = solved.market.learner[number], solved.market.mentor[number]
    if solved.chosen[learner] == number:
        return WhyNot("matched")
    if solved.promised[learner]:
        return WhyNot("promised")
    if not solved.seats[mentor]:
        return WhyNot("no_seats")
    return _why_not_stable(solved, number) if solved.prices is None else _what_it_would_cost(solved, number)


def _why_not_stable(solved: Solved, number: int) -> WhyNot:
    market = solved.market
    has, this = float(solved.own()[market.learner[number]]), float(market.utility_learner[number])
    if has >= this:
        return WhyNot("learner_prefers", {"has": has, "this": this})
    least = float(solved.least_held()[market.mentor[number]])
    return WhyNot("mentor_prefers", {"least": least, "this": float(market.utility_mentor[number])})


def _what_it_would_cost(solved: Solved, number: int) -> WhyNot:
    """Solve the round again with the pair in it: as long as a solve takes, and exact."""
    market, welfare = solved.market, millionths(solved.market)
    learner, mentor = market.learner[number], market.mentor[number]
    others = ~solved.promised[market.learner] & (market.learner != learner)
    seats = solved.seats - (np.arange(solved.seats.size) == mentor)
    found = heaviest_pairs(replace(market.keep(others), seats=seats), solved.scale, solver_at_hand())
    instead = np.append(np.flatnonzero(others)[found[found != NOBODY]], number)
    now = solved.chosen[(solved.chosen != NOBODY) & ~solved.promised]
    lost = int(welfare[now].sum() - welfare[instead].sum()) / UNIT
    cause = "placed_better" if solved.least_held()[mentor] < 0 else "full"
    return WhyNot(cause, {"pairs": now.size - instead.size, "welfare": lost})
