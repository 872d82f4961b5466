"""A round in places instead of ids: rows of learners, seats of mentors, and the pairs between them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.candidates import Ids, Pairs, Utilities

Places = NDArray[np.int64]
Pair = tuple[int, int]
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Pairs by place, sorted by learner and then mentor.

    `learners` and `mentors` hold ids in ascending order; `starts` (n_learners + 1,) says where the pairs of each
    learner begin; `learner`, `mentor` (n_pairs,) are places; `seats` (n_mentors,) counts free seats.
    """

    learners: Ids
    mentors: Ids
    seats: Places
    starts: Places
    learner: Places
    mentor: Places
    utility_learner: Utilities
    utility_mentor: Utilities

    def find(self, pair: Pair) -> int:
        """The number of the pair, or -1 when it is not among the candidates."""
        row = int(np.searchsorted(self.learners, pair[0]))
        if row == self.learners.size or self.learners[row] != pair[0]:
            return NOBODY
        first, last = int(self.starts[row]), int(self.starts[row + 1])
        number = first + int(np.searchsorted(self.mentors[self.mentor[first:last]], pair[1]))
        return number if number < last and self.mentors[self.mentor[number]] == pair[1] else NOBODY

    def keep(self, kept: NDArray[np.bool_]) -> "Market":
        """The same people with only the `kept` pairs."""
        if kept.all():
            return self
        learner = self.learner[kept]
        return replace(
            self,
            starts=np.searchsorted(learner, np.arange(self.learners.size + 1)),
            learner=learner,
            mentor=self.mentor[kept],
            utility_learner=self.utility_learner[kept],
            utility_mentor=self.utility_mentor[kept],
        )


def open_market(pairs: Pairs, seats: Mapping[int, int], learners: Collection[int] = ()) -> Market:
    """Set up a round; `learners` are those who take part even without a candidate.

    Raises
    ------
    ValueError
        For a mentor without a number of seats, and for seats below zero.
    """
    mentors = np.array(sorted(seats), dtype=np.int64)
    counts = np.array([seats[mentor] for mentor in mentors.tolist()], dtype=np.int64)
    if np.any(counts < 0):
        raise ValueError(f"seats below zero: mentor {mentors[counts < 0][0]}")
    rows = np.unique(np.concatenate([_ascending_once(pairs.learner_ids), np.array(sorted(learners), dtype=np.int64)]))
    starts = np.searchsorted(pairs.learner_ids, rows)
    ends = np.searchsorted(pairs.learner_ids, rows, side="right")
    learner = np.repeat(np.arange(rows.size), ends - starts)
    mentor = _places(pairs.mentor_ids, mentors)
    return Market(rows, mentors, counts, np.append(starts, len(pairs)), learner, mentor, pairs.utility_learner, pairs.utility_mentor)


def _ascending_once(ids: Ids) -> Ids:
    once: Ids = ids[np.append(np.ones(min(1, ids.size), dtype=bool), ids[1:] > ids[:-1])]
    return once


def _places(ids: Ids, known: Ids) -> Places:
    """Where each id stands among the `known`."""
    places: Places = np.searchsorted(known, ids)
    missing = np.append(known, 0)[places] != ids
    missing |= places == known.size
    if missing.any():
        raise ValueError(f"how many seats has mentor {ids[missing][0]}?")
    return places


def spans(starts: Places, lengths: Places) -> Places:
    """The numbers start, start + 1, ... of several spans, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())
