"""The named parts of a score: each a value in [0, 1] with the facts a truthful sentence needs.

A part that lacks what it would compare is neutral: 0.5 and no facts, so it is never given as a reason.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.constraints import CAPITAL_STRETCH, county
from matching.profiles import CITY, Course, Learner, Mentor, Outcome, Project, Skills
from matching.rates import BetaPrior, shrunken_rate
from matching.reciprocal import free_share
from matching.results import Facts, Gap

# Groups that stand for sex, disability or household registration never enter a score, though one may declare them.
PROTECTED_GROUPS = frozenset({"LG.WOMEN", "LG.DISAB", "LG.RURAL"})
DAYS_TO_HALF = 30


class Part(NamedTuple):
    """A value in [0, 1] and what it rests on."""

    value: float
    facts: Facts


NEUTRAL = Part(0.5, {})


def held_skills(learner: Learner, project: Project) -> Part:
    """How much of the wanted levels the learner holds."""
    if not (learner.skills and project.skills):
        return NEUTRAL
    held = {skill: min(learner.skills.get(skill, 0), wanted) for skill, wanted in project.skills.items()}
    wanted_levels = sum(project.skills.values())
    if not wanted_levels:
        return NEUTRAL
    holds = [
        {"skill": skill, "wanted": project.skills[skill], "held": learner.skills[skill]}
        for skill in sorted(held, key=lambda skill: (-held[skill], skill))
        if held[skill]
    ]
    return Part(sum(held.values()) / wanted_levels, {"holds": holds} if holds else {})


def closed_needs(needs: Sequence[Gap], skills: Skills) -> Part:
    """Share of the learner's needs that a mentor or a course closes."""
    if not needs:
        return NEUTRAL
    closed = [need.closed_by(skills.get(need.skill, 0)) for need in needs]
    closes = [
        {"skill": need.skill, "wanted": need.wanted, "held": need.held, "taught": skills[need.skill]}
        for need, share in zip(needs, closed, strict=True)
        if share
    ]
    return Part(sum(closed) / len(needs), {"closes": closes} if closes else {})


def shared_skills(one: Project, other: Project) -> Part:
    """Common wanted levels over all wanted levels of two projects (weighted Jaccard)."""
    union = one.skills.keys() | other.skills.keys()
    most = sum(max(one.skills.get(skill, 0), other.skills.get(skill, 0)) for skill in union)
    if not (one.skills and other.skills and most):
        return NEUTRAL
    least = sum(min(one.skills.get(skill, 0), other.skills.get(skill, 0)) for skill in union)
    shared = sorted(one.skills.keys() & other.skills.keys())
    return Part(least / most, {"skills": shared} if shared else {})


def sector(wished: frozenset[str], offered: frozenset[str]) -> Part:
    """Whether a wished sector is among those offered."""
    if not (wished and offered):
        return NEUTRAL
    shared = sorted(wished & offered)
    return Part(1.0, {"sectors": shared}) if shared else Part(0.0, {})


def capital(learner: Learner, project: Project) -> Part:
    """Whether the money is enough: 1 from the upper bound on, 0.7 at the least it takes, below that 0.5 down to 0."""
    bounds = bounds_of(project)
    if learner.capital is None or bounds is None:
        return NEUTRAL
    return Part(_affordable(learner.capital, *bounds), {"capital": bounds[0], "budget": learner.capital})


def bounds_of(project: Project) -> tuple[int, int] | None:
    """The least money a project takes and the most, in yuan; None where neither is written."""
    least = project.capital_min if project.capital_min is not None else project.capital_max
    return None if least is None else (least, max(least, project.capital_max or 0))


def _affordable(budget: int, least: int, most: int) -> float:
    if budget >= most:
        return 1.0
    if budget >= least:
        return 0.7 + 0.3 * (budget - least) / (most - least)
    limit = least / CAPITAL_STRETCH
    return 0.5 * max(0.0, (budget - limit) / (least - limit))


def affordable_many(budget: int, least: NDArray[np.float64], most: NDArray[np.float64]) -> NDArray[np.float64]:
    """The value of the part "capital" for many projects at once, shape (n_projects,); neutral where the least is NaN."""
    limit = least / CAPITAL_STRETCH
    with np.errstate(divide="ignore", invalid="ignore"):
        within = 0.7 + 0.3 * (budget - least) / (most - least)
        below = 0.5 * np.maximum(0.0, (budget - limit) / (least - limit))
    value = np.where(budget >= most, 1.0, np.where(budget >= least, within, below))
    value[np.isnan(least)] = NEUTRAL.value
    return value


def region(home: str, regions: Iterable[str], online: bool) -> Part:
    """How near it is: the same town or county 1, another town of the county 0.8, city-wide 0.7, on line 0.5."""
    known = sorted(code for code in regions if code)
    if not home or home == CITY or not (known or online):
        return NEUTRAL
    facts = {"region": home}
    if any(home.startswith(code) or code.startswith(home) for code in known if code != CITY):
        return Part(1.0, {**facts, "near": "same"})
    if county(home) in map(county, known):
        return Part(0.8, {**facts, "near": "county"})
    if CITY in known:
        return Part(0.7, {**facts, "near": "city"})
    return Part(0.5, {**facts, "near": "online"}) if online else Part(0.0, {})


def hours(learner: Learner, needed: int | None) -> Part:
    """How much of the hours a week it takes the learner has."""
    if learner.hours is None or needed is None:
        return NEUTRAL
    enough = min(1.0, learner.hours / needed) if needed > 0 else 1.0
    return Part(enough, {"hours": needed, "available": learner.hours})


def group(learner: Learner, groups: Collection[str]) -> Part:
    """A bonus where the learner declared a group that the offer is meant for."""
    shared = sorted(learner.groups.intersection(groups) - PROTECTED_GROUPS)
    return Part(1.0, {"groups": shared}) if shared else Part(0.0, {})


def start(course: Course) -> Part:
    """How soon the class starts: 1 today, one half in 30 days."""
    return Part(DAYS_TO_HALF / (DAYS_TO_HALF + max(0, course.starts_in)), {"starts_in": course.starts_in})


def load(mentor: Mentor) -> Part:
    """Free seats for those who wait: min(1, free / (1 + pending)), the best simple rule against crowding."""
    return Part(float(free_share(mentor.seats_free, mentor.pending)), {"seats_free": mentor.seats_free, "pending": mentor.pending})


def acceptance(mentor: Mentor, prior: BetaPrior) -> Part:
    """How often the mentor says yes, shrunken to the pool; without an answer the pool's mean."""
    rate = shrunken_rate(mentor.accepted, mentor.answered, *prior)
    facts = {"accepted": mentor.accepted, "answered": mentor.answered, "rate": rate}
    return Part(rate, facts if mentor.answered else {})


def outcomes(outcome: Outcome, prior: BetaPrior) -> Part:
    """How often it worked out, shrunken to the pool; never a raw rate of few cases."""
    rate = shrunken_rate(outcome.successes, outcome.trials, *prior)
    facts = {"successes": outcome.successes, "trials": outcome.trials, "rate": rate}
    return Part(rate, facts if outcome.trials else {})
