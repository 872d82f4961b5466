"""Doors for those who write projects: a new draft, and the same sheet again to change it."""

from flask import Response
from flask_login import current_user

from marketplace.accounts.routes import safe_next
from marketplace.errors import N_
from marketplace.places.queries import dictionary
from marketplace.projects.actions import draft_project
from marketplace.projects.draft_form import UNASKED, ProjectDraftForm, answers_of
from marketplace.projects.drafts import own_draft, rewrite_draft
from marketplace.projects.routes import rooms
from marketplace.projects.terms import Source
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
    project = draft_project(get_session(), {**form.content, **UNASKED}, source=Source.person, by=current_user)
    tell(N_("Your project is written down as a draft. Only you can see it."))
    return go_to(safe_next(f"/projects/{project.id}"))


@rooms.get("/projects/<int:project_id>/edit")
@members
def edit_draft(project_id: int) -> Response:
    """One's own draft, to change."""
    project = own_draft(get_session(), project_id, by=current_user)
    return _sheet(ProjectDraftForm(data=answers_of(project)), project_id=project_id)


@rooms.post("/projects/<int:project_id>/edit")
@members
def update_draft(project_id: int) -> Response:
    """Keep the changes."""
    form = ProjectDraftForm()
    if not form.validate():
        own_draft(get_session(), project_id, by=current_user)
        return _sheet(form, project_id=project_id, status=422)
    rewrite_draft(get_session(), project_id, form.content, by=current_user)
    tell(N_("Saved."))
    return go_to(safe_next(f"/projects/{project_id}"))


def _sheet(form: ProjectDraftForm, *, project_id: int | None = None, status: int = 200) -> Response:
    return page(
        "projects/draft.html", status=status, form=form, project_id=project_id, risk_dimension=dictionary(get_session(), "risk_dimension")
    )
