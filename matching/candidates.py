"""The pairs a round may choose from: who could meet whom, and what each side thinks of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ids = NDArray[np.int64]
Utilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Candidate pairs, each array of shape (n_pairs,); kept in the order of the ids and read-only.

    A pair that is listed is acceptable to both sides, whatever its utilities.

    Parameters
    ----------
    learner_ids, mentor_ids : array of int
    utility_learner, utility_mentor : array of float in [0, 1]
        What the pair is worth to the learner and to the mentor.

    Raises
    ------
    ValueError
        For unequal lengths, a utility outside [0, 1] or not a number, ids that are no integers, and a doubled pair.
    """

    learner_ids: Ids
    mentor_ids: Ids
    utility_learner: Utilities
    utility_mentor: Utilities

    def __post_init__(self) -> None:
        learners, mentors = _ids(self.learner_ids), _ids(self.mentor_ids)
        columns = (learners, mentors, _utilities(self.utility_learner), _utilities(self.utility_mentor))
        if len({column.shape for column in columns}) > 1:
            raise ValueError(f"lengths differ: {[column.size for column in columns]}")
        order = _order(learners, mentors)
        for name, column in zip(self.__slots__, columns, strict=True):
            mine = (column if order is None else column[order]).view()
            mine.flags.writeable = False
            object.__setattr__(self, name, mine)
        if not _is_ascending(self.learner_ids, self.mentor_ids):
            raise ValueError("a pair occurs twice")

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, float, float]]) -> Self:
        """From rows (learner id, mentor id, utility to the learner, utility to the mentor)."""
        table = list(rows)
        learners, mentors = (np.array([row[side] for row in table], dtype=np.int64) for side in (0, 1))
        return cls(learners, mentors, *(np.array([row[side] for row in table], dtype=np.float64) for side in (2, 3)))

    def __len__(self) -> int:
        return int(self.learner_ids.size)


def _ids(values: ArrayLike) -> Ids:
    ids = np.asarray(values)
    if ids.size and not np.issubdtype(ids.dtype, np.integer):
        raise ValueError("ids are integers")
    return ids.astype(np.int64, copy=False)


def _utilities(values: ArrayLike) -> Utilities:
    utilities = np.asarray(values, dtype=np.float64)
    # Written so that a NaN is refused, too.
    if not np.all((utilities >= 0) & (utilities <= 1)):
        raise ValueError("a utility is not within 0 and 1")
    return utilities


def _order(learners: Ids, mentors: Ids) -> NDArray[np.intp] | None:
    """How to sort the pairs by id, or None when they are sorted (5 million pairs take seconds to sort)."""
    return None if _is_ascending(learners, mentors) else np.lexsort((mentors, learners))


def _is_ascending(learners: Ids, mentors: Ids) -> bool:
    same = learners[1:] == learners[:-1]
    return bool(np.all((learners[1:] > learners[:-1]) | (same & (mentors[1:] > mentors[:-1]))))
