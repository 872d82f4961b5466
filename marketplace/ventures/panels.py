"""What became of people, hung on the pages of the entry they took up and the course they passed."""

from typing import Any

from flask import Flask
from sqlmodel import Session

from marketplace import clock
from marketplace.places.queries import dictionary
from marketplace.projects.models import Project
from marketplace.projects.terms import Status
from marketplace.training.models import Course
from marketplace.training.terms import Tier
from marketplace.ventures.queries import course_outcomes, takeup_of
from marketplace.web.panels import hang


def hang_panels(app: Flask) -> None:
    """Hang them."""
    hang(app, "project", "ventures/_takeup.html", _takeup)
    hang(app, "course", "ventures/_course_outcomes.html", _course_outcomes)


def _takeup(session: Session, project: Project) -> dict[str, Any] | None:
    if project.status == Status.draft:
        return None
    takeup = takeup_of(session, project.id or 0)
    return {"project": project, "takeup": takeup, "closing_reason": dictionary(session, "closing_reason")}


def _course_outcomes(session: Session, course: Course) -> dict[str, Any] | None:
    # The success rate is about courses that qualify people to open; the others have none (domain 2.4).
    if course.tier != Tier.capability:
        return None
    successes, matured = course_outcomes(session, clock.today()).get(course.id or 0, (0, 0))
    return {"successes": successes, "matured": matured}
