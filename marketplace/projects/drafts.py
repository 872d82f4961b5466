"""Drafts written by people: rewritten whole until they are published."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed
from marketplace.projects.actions import edit_project, overall_risk
from marketplace.projects.models import Project, ProjectSkill
from marketplace.projects.policies import may_edit
from marketplace.projects.queries import get_project
from marketplace.projects.terms import RISK_DIMENSIONS


def own_draft(session: Session, project_id: int, *, by: Person) -> Project:
    """One draft that the person may change."""
    project = get_project(session, project_id, by=by)
    if not may_edit(by, project):
        raise NotAllowed(N_("What is in the library already cannot be changed here. Ask the start-up centre if something is wrong."))
    return project


def rewrite_draft(session: Session, project_id: int, content: Mapping[str, Any], *, by: Person) -> Project:
    """Put new content in place of a draft's old one. ``content`` is what ``draft_project`` takes."""
    project = own_draft(session, project_id, by=by)
    fields = {name: value for name, value in content.items() if name != "skills"} | _with_english(project, content)
    change_skills(project, content["skills"])
    return edit_project(session, project_id, {**fields, **sums_of(content)}, by=by)


def _with_english(project: Project, content: Mapping[str, Any]) -> dict[str, Any]:
    # The sheet asks for cost lines and risks in one language; where that text stays, so does its translation.
    known = {item["zh"]: item["en"] for item in (*project.opening, *project.monthly, *project.risks.values())}
    lines = {name: [{**item, "en": known.get(item["zh"], item["en"])} for item in content[name]] for name in ("opening", "monthly")}
    return lines | {"risks": {name: {**risk, "en": known.get(risk["zh"], risk["en"])} for name, risk in content["risks"].items()}}


def sums_of(content: Mapping[str, Any]) -> dict[str, int]:
    """What an entry keeps of its cost sheet and its risks, to be found by."""
    return {
        "capital_min": sum(item["low"] for item in content["opening"]),
        "capital_max": sum(item["high"] for item in content["opening"]),
        "risk": overall_risk({dimension: content["risks"][dimension]["score"] for dimension in RISK_DIMENSIONS}),
    }


def change_skills(project: Project, wanted: Mapping[str, int]) -> None:
    """Let an entry want these skills; rows that stay are kept."""
    kept = {row.skill: row for row in project.skills if row.skill in wanted}
    for skill, row in kept.items():
        row.level = wanted[skill]
    project.skills = [
        kept.get(skill) or ProjectSkill(project_id=project.id or 0, skill=skill, level=level) for skill, level in wanted.items()
    ]
