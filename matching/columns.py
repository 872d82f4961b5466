"""A pool as columns, so that a part of the score is worked out for all of it at once.

Most attributes take few distinct values over thousands of items (a county, a sector, twenty hours a week). A part is
therefore worked out once for each distinct value, by the very function that explains it, and handed to all that share it.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.profiles import HIGHEST_LEVEL, Skills
from matching.results import Gap

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
KeyT = TypeVar("KeyT", bound=Hashable)
ThingT = TypeVar("ThingT")

KEPT = 256


class Coded(Generic[KeyT]):
    """A column of keys, stored as its distinct keys and one code for each item."""

    def __init__(self, keys: Iterable[KeyT]) -> None:
        codes: dict[KeyT, int] = {}
        self.codes: Places = np.array([codes.setdefault(key, len(codes)) for key in keys], dtype=np.intp)
        self.distinct: tuple[KeyT, ...] = tuple(codes)

    def spread(self, value: Callable[[KeyT], float]) -> Floats:
        """The value of each item's key, shape (n_items,); `value` is asked once for each distinct key."""
        if not self.distinct:
            return np.zeros(0)
        spread: Floats = np.array([value(key) for key in self.distinct], dtype=np.float64)[self.codes]
        return spread


class SetColumn:
    """A column of sets, as postings: for a member, the places of the items that have it."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self.nothing: NDArray[np.bool_] = np.array([not members for members in sets], dtype=np.bool_)
        found: dict[str, list[int]] = {}
        for place, members in enumerate(sets):
            for member in members:
                found.setdefault(member, []).append(place)
        self._postings = {member: np.array(places, dtype=np.intp) for member, places in found.items()}

    def mark(self, members: Iterable[str], neutral: float) -> Floats:
        """1 where an item has one of the members, 0 where it has others, `neutral` where it has none; shape (n_items,)."""
        marked = np.where(self.nothing, neutral, 0.0)
        for member in members:
            if member in self._postings:
                marked[self._postings[member]] = 1.0
        return marked


class SkillColumn:
    """The skills of each item as postings: for a skill, the places of the items that have it and their levels.

    Attributes
    ----------
    levels : ndarray, shape (n_items,)
        The sum of an item's levels.
    named : ndarray of bool, shape (n_items,)
        Whether an item names any skill.
    """

    def __init__(self, skills: Sequence[Skills]) -> None:
        self.size = len(skills)
        self.levels: Floats = np.array([sum(levels.values()) for levels in skills], dtype=np.float64)
        self.named: NDArray[np.bool_] = np.array([bool(levels) for levels in skills], dtype=np.bool_)
        found: dict[str, tuple[list[int], list[int]]] = {}
        for place, levels in enumerate(skills):
            for skill, level in levels.items():
                places, heights = found.setdefault(skill, ([], []))
                places.append(place)
                heights.append(level)
        self._postings = {
            skill: (np.array(places, dtype=np.intp), np.array(heights, dtype=np.intp)) for skill, (places, heights) in found.items()
        }

    def postings(self, skill: str) -> tuple[Places, Places]:
        """Places of the items that name the skill, and their levels; both empty for an unknown skill."""
        nothing = np.zeros(0, dtype=np.intp)
        return self._postings.get(skill, (nothing, nothing))

    def common(self, skills: Skills) -> Floats:
        """Levels that an item and `skills` have in common: the sum over skills of the lower one, shape (n_items,)."""
        total = np.zeros(self.size)
        for skill in sorted(skills):
            places, levels = self.postings(skill)
            total[places] += np.minimum(levels, skills[skill])
        return total

    def closed(self, needs: Sequence[Gap]) -> Floats:
        """Mean share of the needs that an item closes, shape (n_items,); without needs all are 0."""
        total = np.zeros(self.size)
        for need in needs:
            places, levels = self.postings(need.skill)
            total[places] += closing(need)[levels]
        return total / max(1, len(needs))


def closing(need: Gap) -> Floats:
    """The share of a need that each level from 0 to 4 closes."""
    return np.array([need.closed_by(level) for level in range(HIGHEST_LEVEL + 1)])


class Kept(Generic[ThingT]):
    """The last things asked for, by what they depend on: learners of one county or with the same hours share them."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, ThingT] = {}
        # One fitted recommender answers all threads of a server.
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], ThingT]) -> ThingT:
        """What belongs to `key`, made when it is not there; an array is locked, as many will read it."""
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = make()
            if isinstance(found, np.ndarray):
                found.flags.writeable = False
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > KEPT:
                    # The oldest goes.
                    del self._kept[next(iter(self._kept))]
        return found
