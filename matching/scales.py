"""What a round is solved for, as whole numbers: one weight for each pair holds the first aim and the second."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matching.market import Market, Places

Objective = Literal["welfare", "participation", "stable"]

# Utilities count in millionths: finer than anybody can know them, and sums are exact.
UNIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Scale:
    """The two aims of an objective in one weight: no gain in the second makes up for a loss in the first.

    `most` is the greatest number of pairs that there can be.
    """

    objective: Objective
    most: int

    @property
    def base(self) -> int:
        """What one unit of the first aim weighs, above all that the second can add up to."""
        return self.most * UNIT + 1 if self.objective == "participation" else self.most + 1

    def weights(self, market: Market) -> Places:
        """Weights of pairs, shape (n_pairs,): their welfare and one pair, the first aim times `base`."""
        welfare = millionths(market)
        return welfare + self.base if self.objective == "participation" else welfare * self.base + 1

    def bounds(self, bound: int) -> tuple[int | None, int]:
        """What a bound on the sum of weights says: the most pairs (None: nothing), and the most welfare in millionths.

        Where participation is the aim, the welfare is the most that so many pairs can have.
        """
        first, second = divmod(bound, self.base)
        return (first, second) if self.objective == "participation" else (None, first)


def millionths(market: Market) -> Places:
    """Welfare of each pair, the mean of both utilities, in millionths; shape (n_pairs,)."""
    return np.rint((market.utility_learner + market.utility_mentor) * (UNIT / 2)).astype(np.int64)
