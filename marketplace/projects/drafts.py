"""Drafts written by people: rewritten whole until they are published."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed
from marketplace.projects.actions.changes import held_project, note_change
from marketplace.projects.actions.content import put_content
from marketplace.projects.models import Project
from marketplace.projects.policies import may_edit
from marketplace.projects.queries import get_project


def own_draft(session: Session, project_id: int, *, by: Person) -> Project:
    """One draft that the person may change."""
    project = get_project(session, project_id, by=by)
    if not may_edit(by, project):
        raise NotAllowed(
            N_("This text stands still: it is handed in, in the library or before the judges. Take it back, or write a next version.")
        )
    return project


def rewrite_draft(session: Session, project_id: int, content: Mapping[str, Any], *, by: Person) -> Project:
    """Put new content in place of a draft's old one. ``content`` is what ``draft_project`` takes."""
    # Held: what is handed in at the same moment is not changed under the experts.
    held_project(session, project_id)
    project = own_draft(session, project_id, by=by)
    put_content(session, project, {**content, **_with_english(project, content)})
    note_change(session, project)
    return project


def _with_english(project: Project, content: Mapping[str, Any]) -> dict[str, Any]:
    # The sheet asks for cost lines and risks in one language; where that text stays, so does its translation.
    known = {item["zh"]: item["en"] for item in (*project.opening, *project.monthly, *project.risks.values())}
    lines = {name: [{**item, "en": known.get(item["zh"], item["en"])} for item in content[name]] for name in ("opening", "monthly")}
    return lines | {"risks": {name: {**risk, "en": known.get(risk["zh"], risk["en"])} for name, risk in content["risks"].items()}}
