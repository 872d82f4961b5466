"""The weight of a word in a document, in steps: an index can name a step, and a byte can hold it.

Four steps double a weight, so a step is a fifth of it; BM25 flattens high weights anyway. All
engines keep the same steps, therefore they score alike.
"""

from functools import cache
from math import log2

import numpy as np
from numpy.typing import NDArray

PER_DOUBLING, OF_ONE, HIGHEST = 4, 8, 60
# Pairs only answer when words do not: a few steps are enough.
PAIR_STEPS = range(OF_ONE, OF_ONE + 7 * PER_DOUBLING, PER_DOUBLING)
WEIGHTS: NDArray[np.float64] = 2.0 ** ((np.arange(HIGHEST + 1) - OF_ONE) / PER_DOUBLING)


@cache
def level_of(weight: float) -> int:
    """The step nearest to a weight above 0."""
    return min(max(round(PER_DOUBLING * log2(weight)) + OF_ONE, 0), HIGHEST)


@cache
def pair_level_of(weight: float) -> int:
    """The step of ``PAIR_STEPS`` nearest to the weight of a pair of neighbours."""
    step = round((level_of(weight) - OF_ONE) / PER_DOUBLING)
    return PAIR_STEPS[min(max(step, 0), len(PAIR_STEPS) - 1)]
