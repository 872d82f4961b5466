"""Reasons of a score, as data a page can put into a sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.results import Reason, Suggestion

if TYPE_CHECKING:
    from scipy.sparse import csr_array


# Parts that are shares of something shared: any of it speaks for the item. In every other part one half is neutral.
SHARES = frozenset({"topic", "skills"})


def main_reasons(suggestion: Suggestion, n: int = 2) -> tuple[Reason, ...]:
    """The `n` reasons worth saying: with facts, speaking for the item, and most above the usual.

    When nothing is above the usual, the largest contributions are said instead.
    """
    sayable = [reason for reason in suggestion.reasons if reason.facts and _speaks_for(reason)]
    special = [reason for reason in sayable if reason.lift > 0]
    special.sort(key=lambda reason: (-reason.lift, reason.part))
    sayable.sort(key=lambda reason: (-reason.contribution, reason.part))
    return tuple(special[:n] or sayable[:n])


def _speaks_for(reason: Reason) -> bool:
    return reason.contribution > 0 and (reason.part in SHARES or reason.value > 0.5)


def top_shared_words(
    a: "csr_array", b: "csr_array", words: Sequence[str] | NDArray[np.str_], n: int | None = None
) -> tuple[tuple[str, float], ...]:
    """Split a cosine into its words: the elementwise product of two L2-normalised rows sums to it.

    Parameters
    ----------
    a, b : csr_array, shape (1, n_words)
        TF-IDF rows of length one.
    words : sequence of str, shape (n_words,)
    n : int, optional
        How many to return; all when None, and then the shares sum to the cosine.

    Returns
    -------
    tuple of (word, share)
        Largest share first, ties by word.
    """
    product = a.multiply(b).tocoo()
    shares = [(str(words[column]), float(share)) for column, share in zip(product.col, product.data, strict=True)]
    return tuple(sorted(shares, key=lambda pair: (-pair[1], pair[0]))[:n])
