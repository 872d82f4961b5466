"""What the whole world may find."""

from datetime import datetime

from sqlmodel import Session, col, select

from marketplace.projects.models import Project
from marketplace.projects.terms import Status


def public_pages(session: Session) -> list[tuple[str, datetime]]:
    """Addresses of all published entries, with the moment of their last step or change."""
    rows = select(Project.id, Project.state_since, Project.changed_at).where(Project.status == Status.published).order_by(col(Project.id))
    return [(f"/projects/{number}", max(moments)) for number, *moments in session.exec(rows)]
