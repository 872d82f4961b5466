"""One request to a pool: what is closed, what each part is worth, and how that becomes suggestions with reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

import numpy as np

from matching.columns import Floats, Places
from matching.pairs import Parts
from matching.parts import Part
from matching.pools import ItemT
from matching.results import Gap, Kind, Reason, Suggestion
from matching.scoring import Fit, leading, usual_values
from matching.shelves import Bools, Shelf, Vectors
from matching.topics import Row, Topics


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that multiplies the fit: a chance or a free seat; each in [0, 1]."""

    values: Floats
    facts: Callable[[int], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Question(Generic[ItemT]):
    """One learner's request to one pool.

    `vectors` has the value of each part for every item and `facts` the same parts of one item, told;
    `factors` are multiplied with the fit in the order given; `gaps` says what an item leaves open.
    """

    kind: Kind
    shelf: Shelf[ItemT]
    closed: Bools
    vectors: Vectors
    fit: Fit
    facts: Callable[[ItemT], Parts]
    gaps: Callable[[ItemT], tuple[Gap, ...]]
    row: Row | None = None
    factors: Mapping[str, Factor] = field(default_factory=dict)

    def scores(self) -> Floats:
        """The score of each item, minus infinity where it is closed, shape (n_items,)."""
        if not self.shelf.items:
            return np.zeros(0)
        scores = self.fit.fit_of(self.vectors)
        for factor in self.factors.values():
            scores *= factor.values
        scores[self.closed] = -np.inf
        return scores

    def best(self, n: int) -> Places:
        """Rows of the `n` best items, ties by id."""
        return leading(self.scores(), self.shelf.ids, n)

    def suggestions(self, rows: Sequence[int] | Places, topics: Topics) -> tuple[Suggestion, ...]:
        """The items of these rows with their reasons; what costs time is made only for them."""
        if not len(rows):
            return ()
        is_open = (~self.closed).astype(np.float64)
        factors: Vectors = {name: factor.values for name, factor in self.factors.items()}
        usual = usual_values({**self.vectors, **factors}, is_open, [*self.fit.names, *factors])
        return tuple(self._suggestion(int(row), usual, topics) for row in rows)

    def _suggestion(self, row: int, usual: Mapping[str, float], topics: Topics) -> Suggestion:
        item = self.shelf.items[row]
        values = {name: float(self.vectors[name][row]) for name in self.fit.names}
        shares = self.fit.shares(values, usual)
        told = {**self.facts(item), "topic": self._topic(row, topics)}
        reasons = [
            Reason(name, values[name], shares.weights[name], told[name].facts if name in told else {}, usual[name], shares.zeros[name])
            for name in self.fit.names
        ]
        fit = shares.base + sum(reason.contribution for reason in reasons)
        score = fit
        for name, factor in self.factors.items():
            value = float(factor.values[row])
            # What a factor lacks to one is taken from what came before it: so all still adds up.
            reasons.append(Reason(name, value, score, factor.facts(row), usual[name], zero=1.0))
            score *= value
        reasons.sort(key=lambda reason: (-reason.contribution, reason.part))
        chance = float(self.factors["acceptance"].values[row]) if "acceptance" in self.factors else None
        return Suggestion(self.kind, item.id, score, tuple(reasons), self.gaps(item), shares.base, chance)

    def _topic(self, row: int, topics: Topics) -> Part:
        words = topics.telling_words(self.row, self.kind, row) if self.row is not None else ()
        return Part(float(self.vectors["topic"][row]), {"words": list(words)} if words else {})
