"""What the library hangs on its own page: the reader's way with the entry."""

from typing import Any

from flask import Flask
from flask_login import current_user
from sqlmodel import Session

from marketplace.projects.models import Project
from marketplace.projects.policies import is_author
from marketplace.projects.queries import take_up_of
from marketplace.projects.terms import Status
from marketplace.web.panels import hang


def hang_panels(app: Flask) -> None:
    """Hang them."""
    hang(app, "project", "projects/_takeup_way.html", _way)


def _way(session: Session, project: Project) -> dict[str, Any] | None:
    signed_in = current_user.is_authenticated
    take_up = take_up_of(session, project.id or 0, current_user.id) if signed_in else None
    if project.status != Status.published and take_up is None:
        return None
    return {"project": project, "take_up": take_up, "is_author": signed_in and is_author(current_user, project)}
