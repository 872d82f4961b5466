"""What contests hang on the pages of lower rooms: the prizes of a project."""

from typing import Any

from flask import Flask
from sqlmodel import Session

from marketplace.places.queries import dictionary
from marketplace.projects.models import Project
from marketplace.web.panels import hang


def hang_panels(app: Flask) -> None:
    """Hang the card of prizes on the project's page."""
    hang(app, "project", "competitions/_prizes.html", _prizes)


def _prizes(session: Session, project: Project) -> dict[str, Any] | None:
    if not project.awards:
        return None
    return {"awards": project.awards, "grade": dictionary(session, "grade"), "award_level": dictionary(session, "award_level")}
