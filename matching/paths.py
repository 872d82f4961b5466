"""The way from a learner to a project: who closes each missing skill."""

from collections.abc import Sequence

from matching.constraints import why_not
from matching.needs import closed_share, gaps_of
from matching.profiles import Course, Learner, Mentor, Project
from matching.results import Closure, Gap, Path

CLOSERS = 5

Closers = Sequence[Mentor] | Sequence[Course]


def path_to(learner: Learner, project: Project, score: float, mentors: Sequence[Mentor], courses: Sequence[Course]) -> Path:
    """Close the gaps with those mentors and classes that no hard constraint keeps from the learner."""
    open_mentors = [mentor for mentor in mentors if not why_not(learner, mentor)]
    open_courses = [course for course in courses if not why_not(learner, course)]
    gaps = gaps_of(learner, project)
    closures = tuple(Closure(gap, _closers(gap, open_courses), _closers(gap, open_mentors)) for gap in gaps)
    highest = {gap.skill: max(_levels(gap, open_mentors) + _levels(gap, open_courses), default=0) for gap in gaps}
    return Path(project.id, score, closures, closed_share(gaps, highest))


def _closers(gap: Gap, closers: Closers) -> tuple[int, ...]:
    """Ids of those who close some of the gap: the most closed first, then who is free soonest, then by id."""
    helpful = [one for one in closers if gap.closed_by(one.skills.get(gap.skill, 0))]
    helpful.sort(key=lambda one: (-gap.closed_by(one.skills[gap.skill]), _wait(one), one.id))
    return tuple(one.id for one in helpful[:CLOSERS])


def _levels(gap: Gap, closers: Closers) -> list[int]:
    return [one.skills.get(gap.skill, 0) for one in closers]


def _wait(closer: Mentor | Course) -> float:
    """Days until a class starts; requests in line for each free seat of a mentor."""
    return closer.starts_in if isinstance(closer, Course) else closer.pending / closer.seats_free
