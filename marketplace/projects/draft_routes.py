"""Doors for those who write projects: a new draft, and the same sheet again to change it."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace.accounts.routes import safe_next
from marketplace.errors import N_
from marketplace.places.queries import dictionary
from marketplace.projects.actions import draft_project
from marketplace.projects.draft_form import UNASKED, ProjectDraftForm, answers_of
from marketplace.projects.drafts import own_draft, rewrite_draft
from marketplace.projects.forms import LikenessQuestion
from marketplace.projects.likeness import alike
from marketplace.projects.models import Project
from marketplace.projects.routes import rooms
from marketplace.search.current import search_engine
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session

__all__ = ["rooms"]


@rooms.get("/projects/new")
@members
def new_draft() -> Response:
    """The empty sheet."""
    return _sheet(ProjectDraftForm())


@rooms.post("/projects")
@members
def create_draft() -> Response:
    """Write a draft; only its author sees it."""
    form = ProjectDraftForm()
    if not form.validate():
        return _sheet(form, status=422)
    project = draft_project(get_session(), {**form.content, **UNASKED}, source=form.offer["source"], by=current_user)
    tell(N_("Your project is written down as a draft. Only you can see it. Hand it in when it is ready."))
    return go_to(safe_next(f"/projects/{project.id}"))


@rooms.get("/projects/<int:project_id>/edit")
@members
def edit_draft(project_id: int) -> Response:
    """One's own draft, to change."""
    project = own_draft(get_session(), project_id, by=current_user)
    return _sheet(_form_of(project, data=answers_of(project)), project=project)


@rooms.post("/projects/<int:project_id>/edit")
@members
def update_draft(project_id: int) -> Response:
    """Keep the changes."""
    project = own_draft(get_session(), project_id, by=current_user)
    form = _form_of(project)
    if not form.validate():
        return _sheet(form, project=project, status=422)
    rewrite_draft(get_session(), project_id, form.content | form.offer, by=current_user)
    tell(N_("Saved."))
    return go_to(safe_next(f"/projects/{project_id}"))


@rooms.get("/projects/likeness")
@members
def likeness() -> Response:
    """Entries that are like what is being written: a warning against doubles."""
    form = LikenessQuestion()
    near = alike(get_session(), search_engine(), form.texts, besides=form.own_id)
    return page("projects/likeness.html", fragment="projects/_likeness.html", near=near)


def _form_of(project: Project, **values: Any) -> ProjectDraftForm:
    form = ProjectDraftForm(**values)
    if project.next_of_id is not None:
        # Where an entry came from does not change with its versions.
        del form.source
    return form


def _sheet(form: ProjectDraftForm, *, project: Project | None = None, status: int = 200) -> Response:
    return page(
        "projects/draft.html", status=status, form=form, project=project, risk_dimension=dictionary(get_session(), "risk_dimension")
    )
