"""Writes of the library."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, Refusal
from marketplace.history import write_history
from marketplace.projects.models import Award, Favourite, Project, ProjectSkill
from marketplace.projects.policies import may_edit
from marketplace.projects.queries import get_project
from marketplace.projects.terms import RISK_DIMENSIONS, Source, Status

REVIEW_MONTHS = 12


class AlreadyPublished(Refusal):
    """An entry is published once."""

    def __init__(self) -> None:
        super().__init__(N_("This project is in the library already."))


def overall_risk(scores: Mapping[str, int]) -> int:
    """Overall level 1-5 from the six dimensions: the rounded mean, but never below the second-highest dimension (domain 4.6)."""
    ranked = sorted((scores[dimension] for dimension in RISK_DIMENSIONS), reverse=True)
    return max(round(sum(ranked) / len(ranked)), ranked[1])


def draft_project(session: Session, content: Mapping[str, Any], *, source: Source, by: Person | None) -> Project:
    """Write a new entry as a draft. ``content`` holds the model's plain fields, ``skills`` (code: level) and the six risks."""
    fields = {name: value for name, value in content.items() if name != "skills"}
    project = Project(
        **fields,
        source=source,
        author_id=by.id if by else None,
        capital_min=sum(item["low"] for item in content["opening"]),
        capital_max=sum(item["high"] for item in content["opening"]),
        risk=overall_risk({dimension: content["risks"][dimension]["score"] for dimension in RISK_DIMENSIONS}),
    )
    session.add(project)
    session.flush()
    project.skills = [ProjectSkill(project_id=_id(project), skill=skill, level=level) for skill, level in content["skills"].items()]
    session.flush()
    write_history(session, "project", _id(project), was=None, becomes=Status.draft, by_id=project.author_id)
    return project


def publish_project(session: Session, project: Project, *, by: Person | None, on: date | None = None, reason: str | None = None) -> Project:
    """Put a draft into the library; its first day there is what the counter counts."""
    if project.status == Status.published:
        raise AlreadyPublished()
    was, project.status = project.status, Status.published
    project.first_published_on = project.first_published_on or on or clock.today()
    project.review_by = clock.months_after(project.first_published_on, REVIEW_MONTHS)
    _changed(session, project)
    write_history(session, "project", _id(project), was=was, becomes=Status.published, by_id=by.id if by else None, reason=reason)
    return project


def give_award(session: Session, project: Project, award: Award) -> Award:
    """Hang a prize on an entry."""
    award.project_id = _id(project)
    project.awards.append(award)
    _changed(session, project)
    return award


def freeze_project(session: Session, project: Project) -> Project:
    """From now on the text stands still: judges read all the same words."""
    project.frozen = True
    session.add(project)
    session.flush()
    return project


def keep_project(session: Session, project_id: int, *, by: Person) -> Project:
    """Put an entry among the person's favourites; twice is once."""
    project = get_project(session, project_id, by=by)
    me = by.id or 0
    # A double click comes as two requests at once: the second one waits here and finds it kept.
    session.exec(select(Person.id).where(Person.id == me).with_for_update()).one()
    if session.get(Favourite, (me, project_id)) is None:
        session.add(Favourite(person_id=me, project_id=project_id, since=clock.now()))
        session.flush()
    return project


def drop_favourite(session: Session, project_id: int, *, by: Person) -> Project:
    """Take an entry out of the favourites."""
    project = get_project(session, project_id, by=by)
    if kept := session.get(Favourite, (by.id, project_id)):
        session.delete(kept)
        session.flush()
    return project


def edit_project(session: Session, project_id: int, changes: Mapping[str, Any], *, by: Person) -> Project:
    """Change a draft of one's own."""
    project = get_project(session, project_id, by=by)
    if not may_edit(by, project):
        raise NotAllowed()
    project.sqlmodel_update(dict(changes))
    _changed(session, project)
    return project


def _changed(session: Session, project: Project) -> None:
    project.revision += 1
    session.add(project)
    session.flush()
    outbox.post(session, "search", {"kind": "project", "id": project.id})


def _id(project: Project) -> int:
    # Flushed rows have a number; mypy cannot know.
    return project.id or 0
