"""The content of an entry, whole: written for the first time, or put in place of the old one."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.history import write_history
from marketplace.projects.actions.changes import SUBJECT, id_of
from marketplace.projects.models import Project, ProjectSkill
from marketplace.projects.terms import RISK_DIMENSIONS, Source, Status


def overall_risk(scores: Mapping[str, int]) -> int:
    """Overall level 1-5 from the six dimensions: the rounded mean, but never below the second-highest dimension (domain 4.6)."""
    ranked = sorted((scores[dimension] for dimension in RISK_DIMENSIONS), reverse=True)
    return max(round(sum(ranked) / len(ranked)), ranked[1])


def derived(content: Mapping[str, Any]) -> dict[str, int]:
    """What follows from a content: the opening sums in yuan, and the overall risk."""
    return {
        "capital_min": sum(item["low"] for item in content["opening"]),
        "capital_max": sum(item["high"] for item in content["opening"]),
        "risk": overall_risk({dimension: content["risks"][dimension]["score"] for dimension in RISK_DIMENSIONS}),
    }


def draft_project(session: Session, content: Mapping[str, Any], *, source: Source, by: Person | None) -> Project:
    """Write a new entry as a draft. ``content`` holds the model's plain fields, ``skills`` (code: level) and the six risks."""
    author_id = by.id if by else None
    fields: dict[str, Any] = _plain(content) | derived(content)
    project = Project(**fields, source=source, author_id=author_id)
    session.add(project)
    session.flush()
    put_skills(project, content["skills"])
    session.flush()
    write_history(session, SUBJECT, id_of(project), was=None, becomes=Status.draft, by_id=author_id)
    return project


def put_content(session: Session, project: Project, content: Mapping[str, Any]) -> Project:
    """Put another content in place of an entry's own; whoever calls says what that means for its state."""
    project.sqlmodel_update(_plain(content) | derived(content))
    put_skills(project, content["skills"])
    project.changed_at = clock.now()
    session.flush()
    return project


def put_skills(project: Project, wanted: Mapping[str, int]) -> None:
    """The skills that an entry asks for; rows that stay are changed, not made anew."""
    kept = {row.skill: row for row in project.skills if row.skill in wanted}
    for skill, row in kept.items():
        row.level = wanted[skill]
    project.skills = [
        kept.get(skill) or ProjectSkill(project_id=id_of(project), skill=skill, level=level) for skill, level in wanted.items()
    ]


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "skills"}
