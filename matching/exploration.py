"""One slot in ten goes to something that would not have been shown, and every chance of being shown is known.

Always showing the best starves the new: after 3 000 requests two thirds of the mentors had hardly been seen. One slot in
ten costs little and teaches the most (research, section 5); with the propensity of each slot logged, what is learnt later
can be corrected for what was shown (Horvitz and Thompson 1952, JASA 47:663-685).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SHARE = 0.1
RESERVE = 50


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a list: the item, the chance it had of standing in this list, and whether it was drawn."""

    item_id: int
    propensity: float
    is_explored: bool = False


def explore(ranked: Sequence[int], n: int, random_state: int, share: float = SHARE) -> tuple[Slot, ...]:
    """The first `n`, or the first `n` - 1 and one drawn from the next `RESERVE`.

    Parameters
    ----------
    ranked : sequence of int
        Ids, best first; more than `n`, or there is nothing to draw from.
    n : int
        Length of the list; the last place is given up with the chance min(1, share * n), so one in 1/share of all places.
    random_state : int
        The same state draws the same.

    Returns
    -------
    tuple of Slot
        The sum of all propensities, those not shown included, is `n`.
    """
    reserve = ranked[n : n + RESERVE]
    chance = min(1.0, share * n) if reserve and n > 0 else 0.0
    if not chance:
        return tuple(Slot(number, 1.0) for number in ranked[:n])
    draw = np.random.default_rng(random_state)
    kept = tuple(Slot(number, 1.0) for number in ranked[: n - 1])
    if draw.random() >= chance:
        return (*kept, Slot(ranked[n - 1], 1.0 - chance))
    drawn = reserve[int(draw.integers(len(reserve)))]
    return (*kept, Slot(drawn, chance / len(reserve), is_explored=True))
