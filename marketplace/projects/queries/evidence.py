"""Reads of evidence."""

from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.projects.models import Evidence, Project
from marketplace.projects.policies import may_see, may_see_evidence


def evidence_of(session: Session, project_id: int) -> list[Evidence]:
    """The documents of one entry, the latest first."""
    return list(session.exec(select(Evidence).where(Evidence.project_id == project_id).order_by(col(Evidence.id).desc())))


def get_evidence(session: Session, evidence_id: int, *, by: Person) -> tuple[Evidence, Project]:
    """One document with its entry; what one may not see is as absent as what never was."""
    kept = session.get(Evidence, evidence_id)
    project = session.get(Project, kept.project_id) if kept else None
    if kept is None or project is None or not may_see(by, project) or not may_see_evidence(by, project):
        raise NotFound()
    return kept, project


def evidence_files(session: Session) -> set[str]:
    """Every file that has a row."""
    return set(session.exec(select(Evidence.file)))
