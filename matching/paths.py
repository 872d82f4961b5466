"""The way from a learner to a project: who closes each missing skill, and a mentor and a class for all of them."""

from collections.abc import Sequence

import numpy as np

from matching.columns import Floats, Places, closing
from matching.needs import closed_share, gaps_of, open_needs
from matching.profiles import Course, Learner, Mentor, Project, Skills
from matching.results import Closure, Gap, Path, Triad
from matching.shelves import Bools, CourseShelf, MentorShelf

CLOSERS = 5


def path_to(learner: Learner, project: Project, score: float, mentors: MentorShelf, courses: CourseShelf) -> Path:
    """Close the gaps with those mentors and classes that no hard constraint keeps from the learner."""
    gaps = gaps_of(learner, project)
    open_mentors, open_courses = ~mentors.closed(learner), ~courses.closed(learner)
    closures = tuple(Closure(gap, _closers(gap, courses, open_courses), _closers(gap, mentors, open_mentors)) for gap in gaps)
    highest = {gap.skill: max(_highest(gap, mentors, open_mentors), _highest(gap, courses, open_courses)) for gap in gaps}
    return Path(project.id, score, closures, closed_share(gaps, highest))


def _closers(gap: Gap, shelf: MentorShelf | CourseShelf, is_open: Bools) -> tuple[int, ...]:
    """Ids of those who close some of the gap: the most closed first, then who is free soonest, then by id."""
    places, levels = shelf.skills.postings(gap.skill)
    closed = closing(gap)[levels]
    helpful = np.flatnonzero(is_open[places] & (closed > 0))
    rows = places[helpful]
    waits = np.array([_wait(shelf.items[row]) for row in rows.tolist()])
    order = np.lexsort((shelf.ids[rows], waits, -closed[helpful]))[:CLOSERS]
    return tuple(shelf.ids[rows[order]].tolist())


def _highest(gap: Gap, shelf: MentorShelf | CourseShelf, is_open: Bools) -> int:
    places, levels = shelf.skills.postings(gap.skill)
    return int(levels[is_open[places]].max(initial=0))


def _wait(closer: Mentor | Course) -> float:
    """Days until a class starts; requests in line for each free seat of a mentor."""
    return closer.starts_in if isinstance(closer, Course) else closer.pending / closer.seats_free


def triad_of(
    learner: Learner,
    project: Project,
    fit: float,
    mentors: tuple[MentorShelf, Floats],
    courses: tuple[CourseShelf, Floats],
) -> Triad:
    """The mentor and then the class that close most of what is missing for a project.

    A mentor is chosen by the closed share times her score, and the class by what it closes of what she leaves open; so
    nobody is named who closes nothing. The score is the fit of the project times (1 + closed share) / 2: a project whose
    gaps stay open counts half.

    Parameters
    ----------
    fit : float
        The score of the project for the learner, in [0, 1].
    mentors, courses : a shelf and the scores of its items, minus infinity where closed
    """
    gaps = gaps_of(learner, project)
    mentor = _best_closer(gaps, *mentors)
    taught: dict[str, int] = dict(mentors[0].items[mentor].skills) if mentor is not None else {}
    course = _best_closer(_left(gaps, taught), *courses)
    if course is not None:
        taught = _highest_of(taught, courses[0].items[course].skills)
    share = closed_share(gaps, taught)
    return Triad(
        project_id=project.id,
        mentor_id=None if mentor is None else mentors[0].items[mentor].id,
        course_id=None if course is None else courses[0].items[course].id,
        score=fit * (1 + share) / 2,
        closed_share=share,
        open_gaps=open_needs(gaps, taught),
    )


def _best_closer(gaps: Sequence[Gap], shelf: MentorShelf | CourseShelf, scores: Floats) -> int | None:
    worth = shelf.skills.closed(gaps) * np.where(scores > -np.inf, scores, 0.0)
    if not worth.size or not worth.max() > 0:
        return None
    rows: Places = np.flatnonzero(worth == worth.max())
    return int(rows[0])


def _left(gaps: Sequence[Gap], taught: Skills) -> tuple[Gap, ...]:
    """The gaps after somebody taught these levels."""
    reached = [Gap(gap.skill, gap.wanted, max(gap.held, taught.get(gap.skill, 0))) for gap in gaps]
    return tuple(gap for gap in reached if gap.held < gap.wanted)


def _highest_of(one: Skills, other: Skills) -> dict[str, int]:
    return {skill: max(one.get(skill, 0), other.get(skill, 0)) for skill in one.keys() | other.keys()}
