"""What goes together: who keeps this project keeps that one, too.

EASE^R (Steck 2019, "Embarrassingly shallow autoencoders for sparse data", WWW): a ridge regression of every item on all
others, in closed form. It beat item neighbours, PureSVD, NMF, implicit ALS and BPR on real data (research, section 2),
and helps only where people come back, so it waits for enough of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Self

import numpy as np

from matching.columns import Floats

PENALTY = 200.0
ENOUGH_PEOPLE = 50
MOST_ITEMS = 2000


class Together:
    """Item-item weights of what people kept.

    Parameters
    ----------
    penalty : float
        The ridge; larger draws all weights towards zero.

    Attributes
    ----------
    ids_ : tuple of int
        Items that somebody kept together with another, the most kept first; empty when fewer than
        `ENOUGH_PEOPLE` kept two.
    weights_ : ndarray, shape (len(ids_), len(ids_))
        Scaled so that the largest row sum of positive weights is 1.
    """

    def __init__(self, penalty: float = PENALTY) -> None:
        self.penalty = penalty

    def fit(self, kept: Iterable[tuple[int, int]]) -> Self:
        """Learn from pairs (person id, item id); doubled pairs count once, the order does not matter."""
        baskets: dict[int, set[int]] = {}
        for person, item in kept:
            baskets.setdefault(person, set()).add(item)
        telling = {person: items for person, items in baskets.items() if len(items) > 1}
        self.ids_: tuple[int, ...] = ()
        self.weights_: Floats = np.zeros((0, 0))
        if len(telling) >= ENOUGH_PEOPLE:
            self.ids_ = _most_kept(telling.values())
            self.weights_ = self._solve(telling)
        self._rows = {number: row for row, number in enumerate(self.ids_)}
        return self

    def _solve(self, baskets: dict[int, set[int]]) -> Floats:
        rows = {number: row for row, number in enumerate(self.ids_)}
        kept = np.zeros((len(baskets), len(rows)))
        for person, items in enumerate(baskets[number] for number in sorted(baskets)):
            kept[person, [rows[item] for item in items if item in rows]] = 1.0
        gram = kept.T @ kept + self.penalty * np.eye(len(rows))
        inverse = np.linalg.inv(gram)
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        # Only for, never against: that two things are seldom kept together may just mean they were never shown together.
        weights = np.maximum(weights, 0.0)
        largest = weights.sum(axis=1).max()
        return weights / largest if largest else weights

    def of(self, favourites: Collection[int]) -> dict[int, float]:
        """How much each item goes with these, in [0, 1]; items that nobody kept with them are left out."""
        rows = [self._rows[number] for number in sorted(favourites) if number in self._rows]
        if not rows:
            return {}
        values = self.weights_[rows].sum(axis=0)
        top = values.max()
        return {self.ids_[row]: float(values[row] / top) for row in np.flatnonzero(values)} if top else {}


def _most_kept(baskets: Iterable[set[int]]) -> tuple[int, ...]:
    counts = Counter(item for items in baskets for item in items)
    return tuple(sorted(counts, key=lambda item: (-counts[item], item))[:MOST_ITEMS])
