"""What a learner has against what projects take: nothing is ruled out, what is missing is named."""

from collections.abc import Iterable

from matching.constraints import is_near
from matching.needs import gaps_of
from matching.profiles import Learner, Project
from matching.results import Shortfall

# What cannot be borrowed, learnt or moved in a month weighs most.
WEIGHTS = {"money": 0.3, "skills": 0.3, "place": 0.2, "hours": 0.2}
OWN_SECTOR = 0.15


def shortfall_of(learner: Learner, project: Project) -> Shortfall:
    """What is missing for one project; a side that has not said is short of nothing.

    Returns
    -------
    Shortfall
        `fit` is the weighted mean of the four shares that are there (1.0: nothing is missing), in [0, 1];
        when the learner names sectors, `OWN_SECTOR` of it stands for being in one of them.
    """
    gaps = gaps_of(learner, project)
    near = project.online or is_near(learner.region, project.regions)
    shares = {
        "money": _share(learner.capital, project.capital_min),
        "hours": _share(learner.hours, project.hours),
        "skills": _held_share(learner, project),
        "place": float(near),
    }
    fit = sum(WEIGHTS[name] * share for name, share in shares.items())
    if learner.sectors:
        fit = (1 - OWN_SECTOR) * fit + OWN_SECTOR * bool(learner.sectors & project.sectors)
    money, hours = _short(learner.capital, project.capital_min), _short(learner.hours, project.hours)
    return Shortfall(project.id, round(fit, 9), money, hours, gaps, not near)


def by_fit(learner: Learner, projects: Iterable[Project]) -> tuple[Shortfall, ...]:
    """All projects, those with the least missing first, ties by id."""
    found = [shortfall_of(learner, project) for project in projects]
    return tuple(sorted(found, key=lambda one: (-one.fit, one.project_id)))


def _short(has: int | None, takes: int | None) -> int:
    return 0 if has is None or takes is None else max(0, takes - has)


def _share(has: int | None, takes: int | None) -> float:
    return 1.0 if has is None or not takes else min(1.0, has / takes)


def _held_share(learner: Learner, project: Project) -> float:
    if not project.skills:
        return 1.0
    return sum(min(1.0, learner.skills.get(skill, 0) / max(1, wanted)) for skill, wanted in project.skills.items()) / len(project.skills)
