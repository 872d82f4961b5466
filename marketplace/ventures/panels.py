"""What became of people, hung on the pages of the entry they took up and the course they passed."""

from typing import Any

from flask import Flask
from sqlmodel import Session

from marketplace import clock
from marketplace.places.queries import dictionary
from marketplace.projects.models import Project
from marketplace.projects.queries import ids_that_count_for, ratings_of
from marketplace.projects.terms import READABLE, STOP_WORDS
from marketplace.training.models import Course
from marketplace.training.terms import Tier
from marketplace.ventures.queries import course_outcomes, takeup_of
from marketplace.web.panels import hang


def hang_panels(app: Flask) -> None:
    """Hang them."""
    hang(app, "project", "ventures/_takeup.html", _takeup)
    hang(app, "course", "ventures/_course_outcomes.html", _course_outcomes)


def _takeup(session: Session, project: Project) -> dict[str, Any] | None:
    if project.status not in READABLE:
        return None
    number = project.id or 0
    ratings = ratings_of(session, ids_that_count_for(session, number))
    words = {"closing_reason": dictionary(session, "closing_reason"), "stop_words": STOP_WORDS}
    return {"takeup": takeup_of(session, number), "ratings": ratings, **words}


def _course_outcomes(session: Session, course: Course) -> dict[str, Any] | None:
    # The success rate is about courses that qualify people to open; the others have none (domain 2.4).
    if course.tier != Tier.capability:
        return None
    successes, matured = course_outcomes(session, clock.today()).get(course.id or 0, (0, 0))
    return {"successes": successes, "matured": matured}
