"""Reasons of a score, as data a page can put into a sentence."""

from collections.abc import Mapping

from matching.results import Reason, Suggestion

# Parts that are shares of something shared: any of it speaks for the item. In every other part one half is neutral.
SHARES = frozenset({"topic", "skills"})


def main_reasons(suggestion: Suggestion, n: int = 2) -> tuple[Reason, ...]:
    """The `n` reasons worth saying: with facts, speaking for the item, and most above the usual.

    When nothing is above the usual, the largest contributions are said instead.
    """
    sayable = [reason for reason in suggestion.reasons if reason.facts and _speaks_for(reason)]
    special = [reason for reason in sayable if reason.lift > 0]
    special.sort(key=lambda reason: (-reason.lift, reason.part))
    sayable.sort(key=lambda reason: (-reason.value * reason.weight, reason.part))
    return tuple(special[:n] or sayable[:n])


def _speaks_for(reason: Reason) -> bool:
    if reason.weight <= 0:
        return False
    return reason.value > 0.5 or (reason.part in SHARES and reason.value > 0)


def top_shared_words(a: Mapping[str, float], b: Mapping[str, float], n: int | None = None) -> tuple[tuple[str, float], ...]:
    """Split a cosine into its words: the products of two L2-normalised rows sum to it.

    Parameters
    ----------
    a, b : mapping of word to TF-IDF weight
        Rows of length one.
    n : int, optional
        How many to return; all when None, and then the shares sum to the cosine.

    Returns
    -------
    tuple of (word, share)
        Largest share first, ties by word.
    """
    shares = [(word, weight * b[word]) for word, weight in a.items() if word in b]
    return tuple(sorted(shares, key=lambda pair: (-pair[1], pair[0]))[:n])
