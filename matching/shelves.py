"""The three pools as columns: what is closed to a learner, and the value of each part for every item at once.

`pairs.py` has the same parts for one pair, with the facts of a sentence; the tests hold the two against each other.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from matching import parts
from matching.columns import Coded, Floats, Kept, Places, SetColumn, SkillColumn
from matching.constraints import CAPITAL_STRETCH, is_near
from matching.pairs import Priors
from matching.pools import ItemT
from matching.profiles import Course, Learner, Mentor, Project
from matching.reciprocal import free_share
from matching.results import Gap

Bools = NDArray[np.bool_]
Vectors = dict[str, Floats]


class Shelf(Generic[ItemT]):
    """What all pools have: ids in rising order, where they are, their sectors and skills.

    Attributes
    ----------
    items : tuple of profiles, in the order of the ids
    ids : ndarray of int, shape (n_items,)
    places : dict of id to row
    """

    def __init__(self, pool: Mapping[int, ItemT], regions: Sequence[frozenset[str]]) -> None:
        self.items: tuple[ItemT, ...] = tuple(pool.values())
        self.ids: Places = np.array(list(pool), dtype=np.intp)
        self.places = {number: place for place, number in enumerate(pool)}
        self.where: Coded[tuple[frozenset[str], bool]] = Coded(
            (region, item.online) for region, item in zip(regions, self.items, strict=True)
        )
        self.sectors = SetColumn([item.sectors for item in self.items])
        self.skills = SkillColumn([item.skills for item in self.items])
        self.kept: Kept[Floats] = Kept()

    def is_far(self, learner: Learner) -> Bools:
        """Where the place speaks against an item, shape (n_items,)."""
        home = learner.region
        far = self.kept.get(("far", home), lambda: self.where.spread(lambda key: not (key[1] or is_near(home, key[0]))))
        return far > 0

    def region(self, learner: Learner) -> Floats:
        """The part "region"."""
        home = learner.region
        return self.kept.get(("region", home), lambda: self.where.spread(lambda key: parts.region(home, *key).value))

    def sector(self, wished: frozenset[str]) -> Floats:
        """The part "sector"."""
        return self.sectors.mark(wished, parts.NEUTRAL.value) if wished else self.neutral()

    def neutral(self) -> Floats:
        """A part of which nobody has said anything."""
        return np.full(len(self.items), parts.NEUTRAL.value)

    def closed_needs(self, needs: Sequence[Gap]) -> Floats:
        """The part "skills" of those who teach: neutral without needs."""
        return self.skills.closed(needs) if needs else self.neutral()

    def at(self, numbers: Collection[int]) -> Places:
        """Rows of those ids that are here."""
        return np.array(sorted(self.places[number] for number in numbers if number in self.places), dtype=np.intp)


class Work:
    """What entries and classes have and mentors have not: hours that they take, groups that they are meant for."""

    def __init__(self, items: Sequence[Project] | Sequence[Course]) -> None:
        self._hours = Coded(item.hours for item in items)
        self._groups = Coded(item.groups for item in items)
        self._kept: Kept[Floats] = Kept()

    def vectors(self, learner: Learner) -> Vectors:
        """The parts "hours" and "group"."""
        return {
            "hours": self._kept.get(("hours", learner.hours), lambda: self._hours.spread(lambda key: parts.hours(learner, key).value)),
            "group": self._kept.get(("group", learner.groups), lambda: self._groups.spread(lambda key: parts.group(learner, key).value)),
        }


class ProjectShelf(Shelf[Project]):
    """Library entries."""

    def __init__(self, pool: Mapping[int, Project], priors: Priors) -> None:
        super().__init__(pool, [project.regions for project in pool.values()])
        self.work = Work(self.items)
        self.asked: Floats = np.array([project.capital_min or 0 for project in self.items], dtype=np.float64)
        bounds = [parts.bounds_of(project) or (np.nan, np.nan) for project in self.items]
        self.least, self.most = np.array(bounds, dtype=np.float64).reshape(-1, 2).T
        self.outcomes: Floats = np.array([parts.outcomes(project.outcome, priors["project"]).value for project in self.items])

    def closed(self, learner: Learner) -> Bools:
        """Where a hard constraint stands, shape (n_items,)."""
        closed = self.is_far(learner)
        if learner.capital is not None:
            closed = closed | (self.asked > CAPITAL_STRETCH * learner.capital)
        return closed

    def vectors(self, learner: Learner) -> Vectors:
        """All parts but the topic and what goes together."""
        return {
            "skills": self.held_skills(learner),
            "sector": self.sector(learner.sectors),
            "capital": self.capital(learner),
            "region": self.region(learner),
            "outcomes": self.outcomes,
            **self.work.vectors(learner),
        }

    def held_skills(self, learner: Learner) -> Floats:
        """The part "skills": the share of the wanted levels that the learner holds."""
        levels = self.skills.levels
        if not learner.skills:
            return self.neutral()
        return np.divide(self.skills.common(learner.skills), levels, out=self.neutral(), where=levels > 0)

    def capital(self, learner: Learner) -> Floats:
        """The part "capital"."""
        return self.neutral() if learner.capital is None else parts.affordable_many(learner.capital, self.least, self.most)

    def similar(self, project: Project) -> Vectors:
        """The parts of one project against all, but the topic."""
        common = self.skills.common(project.skills)
        union = self.skills.levels + sum(project.skills.values()) - common
        both = self.skills.named & bool(project.skills) & (union > 0)
        shared = np.divide(common, union, out=self.neutral(), where=both)
        return {"skills": shared, "sector": self.sector(project.sectors)}


class MentorShelf(Shelf[Mentor]):
    """Mentors; `acceptance` and `load` are factors of the score, not parts of the fit."""

    def __init__(self, pool: Mapping[int, Mentor], priors: Priors) -> None:
        super().__init__(pool, [frozenset([mentor.region]) for mentor in pool.values()])
        self.languages = Coded(mentor.languages for mentor in self.items)
        self.full: Bools = np.array([mentor.seats_free <= 0 for mentor in self.items], dtype=np.bool_)
        self.acceptance: Floats = np.array([parts.acceptance(mentor, priors["acceptance"]).value for mentor in self.items])
        self.load: Floats = free_share([mentor.seats_free for mentor in self.items], [mentor.pending for mentor in self.items])
        self.outcomes: Floats = np.array([parts.outcomes(mentor.outcome, priors["mentor"]).value for mentor in self.items])

    def closed(self, learner: Learner) -> Bools:
        """Where a hard constraint stands, shape (n_items,)."""
        closed = self.full | self.is_far(learner) | self.speaks_otherwise(learner)
        closed[self.at(learner.conflicts | learner.declined)] = True
        return closed

    def speaks_otherwise(self, learner: Learner) -> Bools:
        """Where both name languages and share none."""
        spoken = learner.languages
        if not spoken:
            return np.zeros(len(self.items), dtype=np.bool_)
        apart = self.kept.get(("language", spoken), lambda: self.languages.spread(lambda key: bool(key) and not spoken & key))
        return apart > 0

    def vectors(self, learner: Learner, needs: Sequence[Gap]) -> Vectors:
        """All parts but the topic."""
        return {
            "skills": self.closed_needs(needs),
            "sector": self.sector(learner.sectors),
            "region": self.region(learner),
            "outcomes": self.outcomes,
        }


class CourseShelf(Shelf[Course]):
    """Dated classes."""

    def __init__(self, pool: Mapping[int, Course], priors: Priors) -> None:
        super().__init__(pool, [frozenset([course.region]) for course in pool.values()])
        self.work = Work(self.items)
        self.gone: Bools = np.array([course.seats_free <= 0 or course.starts_in < 0 for course in self.items], dtype=np.bool_)
        self.start: Floats = np.array([parts.start(course).value for course in self.items])
        self.outcomes: Floats = np.array([parts.outcomes(course.outcome, priors["course"]).value for course in self.items])

    def closed(self, learner: Learner) -> Bools:
        """Where a hard constraint stands, shape (n_items,)."""
        return self.gone | self.is_far(learner)

    def vectors(self, learner: Learner, needs: Sequence[Gap]) -> Vectors:
        """All parts but the topic."""
        return {
            "skills": self.closed_needs(needs),
            "sector": self.sector(learner.sectors),
            "region": self.region(learner),
            "start": self.start,
            "outcomes": self.outcomes,
            **self.work.vectors(learner),
        }
