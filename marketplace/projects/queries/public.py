"""What the whole world may find."""

from datetime import datetime

from sqlmodel import Session, col, select

from marketplace.projects.models import Project
from marketplace.projects.terms import Status


def public_pages(session: Session) -> list[tuple[int, datetime]]:
    """Numbers of all published entries, with the moment of their last step."""
    rows = select(Project.id, Project.state_since).where(Project.status == Status.published).order_by(col(Project.id))
    return [(number or 0, since) for number, since in session.exec(rows)]
