"""Hard constraints: who may never be suggested to whom, each with a name."""

from collections.abc import Iterable

from matching.profiles import CITY, Course, Item, Learner, Mentor, Project

# A founder finds a quarter more than she has (family, a small loan); not more.
CAPITAL_STRETCH = 1.25


def why_not(learner: Learner, item: Item) -> str | None:
    """Name the first hard constraint that keeps `item` from `learner`.

    Returns
    -------
    str or None
        "conflict", "declined", "full", "started", "region", "language" or "capital"; None when nothing does.
    """
    match item:
        case Mentor():
            return _why_not_mentor(learner, item)
        case Project():
            return _why_not_project(learner, item)
        case _:
            return _why_not_course(learner, item)


def _why_not_mentor(learner: Learner, mentor: Mentor) -> str | None:
    if mentor.id in learner.conflicts:
        return "conflict"
    if mentor.id in learner.declined:
        return "declined"
    if mentor.seats_free <= 0:
        return "full"
    if not (mentor.online or is_near(learner.region, [mentor.region])):
        return "region"
    if learner.languages and mentor.languages and not learner.languages & mentor.languages:
        return "language"
    return None


def _why_not_project(learner: Learner, project: Project) -> str | None:
    if not (project.online or is_near(learner.region, project.regions)):
        return "region"
    if learner.capital is not None and (project.capital_min or 0) > CAPITAL_STRETCH * learner.capital:
        return "capital"
    return None


def _why_not_course(learner: Learner, course: Course) -> str | None:
    if course.seats_free <= 0:
        return "full"
    if course.starts_in < 0:
        return "started"
    if not (course.online or is_near(learner.region, [course.region])):
        return "region"
    return None


def is_near(home: str, regions: Iterable[str]) -> bool:
    """Whether one of `regions` is in the county of `home` or is the whole city.

    Where a side has not said, or says the whole city, nothing speaks against it.
    """
    counties = {county(region) for region in regions if region}
    return not counties or CITY in counties or county(home) in counties | {"", CITY}


def county(region: str) -> str:
    """The six-digit county code of a county or town code."""
    return region[:6]
