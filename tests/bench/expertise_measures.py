"""How well scores put a person's items in order."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.results import Estimate

Array = NDArray[np.float64]
RESAMPLES = 1000
HIGH, LOW = 4, 2


def losses(scores: Array, grades: Sequence[Mapping[int, float]]) -> Array:
    """For each person what was lost and what there was to lose, shape (n_people, 2).

    A pair of items with different grades weighs the difference; it is lost when the scores stand the other way round, and
    half lost when they are equal (weighted Kendall loss, Stelmakh et al. 2023).
    """
    return np.array([_lost(row, graded) for row, graded in zip(scores, grades, strict=True)])


def _lost(row: Array, graded: Mapping[int, float]) -> tuple[float, float]:
    true, agrees = _pairs(row, graded)
    weights = np.abs(true)
    return float(weights @ (1 - agrees) / 2), float(weights.sum())


def _pairs(row: Array, graded: Mapping[int, float]) -> tuple[Array, Array]:
    """Difference of grades of each pair, and 1, 0 or -1 as the scores agree, tie or disagree."""
    places, grades = np.array(list(graded), dtype=int), np.array(list(graded.values()))
    one, other = np.triu_indices(len(places), 1)
    true = grades[one] - grades[other]
    found = row[places][one] - row[places][other]
    return true, np.sign(true * found)


def loss(draws: Sequence[Array], random_state: int = 0) -> Estimate:
    """Mean over draws of the share lost by all people together; the interval resamples people, the same in every draw."""
    people = len(draws[0])
    low, high = np.percentile([_share(draws, one) for one in _samples(people, random_state)], (2.5, 97.5))
    return Estimate(_share(draws, np.arange(people)), float(low), float(high), people)


def difference(draws: Sequence[Array], others: Sequence[Array], random_state: int = 0) -> Estimate:
    """Loss of the first less that of the second, on the same people."""
    people = len(draws[0])
    resampled = [_share(draws, one) - _share(others, one) for one in _samples(people, random_state)]
    low, high = np.percentile(resampled, (2.5, 97.5))
    everybody = np.arange(people)
    return Estimate(_share(draws, everybody) - _share(others, everybody), float(low), float(high), people)


def _share(draws: Sequence[Array], people: NDArray[np.int64]) -> float:
    return float(np.mean([draw[people, 0].sum() / draw[people, 1].sum() for draw in draws]))


def _samples(people: int, random_state: int) -> Iterable[NDArray[np.int64]]:
    return np.random.default_rng(random_state).integers(0, people, (RESAMPLES, people))


def right_pairs(scores: Array, grades: Sequence[Mapping[int, float]], *, easy: bool) -> tuple[int, int]:
    """Pairs in the right order, and all of them: easy ones are rated 4 or more and 2 or less, hard ones both 4 or more."""
    right = total = 0
    for row, graded in zip(scores, grades, strict=True):
        for one, first in graded.items():
            for other, second in graded.items():
                if first > second and first >= HIGH and (second <= LOW if easy else second >= HIGH):
                    total += 1
                    right += bool(row[one] > row[other])
    return right, total


def mean_reciprocal_rank(scores: Array, grades: Sequence[Mapping[int, float]]) -> float:
    """Of the person that an item was taken from, among all people; where the best grade belongs to one person alone."""
    own = [(person, max(graded, key=graded.__getitem__)) for person, graded in enumerate(grades)]
    return float(np.mean([1 / (1 + (scores[:, item] > scores[person, item]).sum()) for person, item in own]))
