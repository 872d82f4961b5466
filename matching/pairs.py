"""Which parts a learner and a project, a mentor or a class have; the topic is added by the recommender."""

from collections.abc import Mapping, Sequence

from matching import parts
from matching.parts import Part
from matching.profiles import Course, Learner, Mentor, Project
from matching.rates import BetaPrior
from matching.results import Gap

Parts = Mapping[str, Part]
Priors = Mapping[str, BetaPrior]


def project_parts(learner: Learner, project: Project, priors: Priors) -> Parts:
    """Parts of a learner and a project."""
    return {
        "skills": parts.held_skills(learner, project),
        "sector": parts.sector(learner.sectors, project.sectors),
        "capital": parts.capital(learner, project),
        "region": parts.region(learner.region, project.regions, project.online),
        "hours": parts.hours(learner, project.hours),
        "group": parts.group(learner, project.groups),
        "outcomes": parts.outcomes(project.outcome, priors["project"]),
    }


def mentor_parts(learner: Learner, mentor: Mentor, needs: Sequence[Gap], priors: Priors) -> Parts:
    """Parts of the fit of a learner and a mentor; a mentor's hours are not scored, as nobody says how many are wished for."""
    return {
        "skills": parts.closed_needs(needs, mentor.skills),
        "sector": parts.sector(learner.sectors, mentor.sectors),
        "region": parts.region(learner.region, [mentor.region], mentor.online),
        "outcomes": parts.outcomes(mentor.outcome, priors["mentor"]),
    }


def course_parts(learner: Learner, course: Course, needs: Sequence[Gap], priors: Priors) -> Parts:
    """Parts of a learner and a class."""
    return {
        "skills": parts.closed_needs(needs, course.skills),
        "sector": parts.sector(learner.sectors, course.sectors),
        "region": parts.region(learner.region, [course.region], course.online),
        "hours": parts.hours(learner, course.hours),
        "start": parts.start(course),
        "group": parts.group(learner, course.groups),
        "outcomes": parts.outcomes(course.outcome, priors["course"]),
    }


def similar_parts(one: Project, other: Project) -> Parts:
    """Parts of two projects."""
    return {"skills": parts.shared_skills(one, other), "sector": parts.sector(one.sectors, other.sectors)}
