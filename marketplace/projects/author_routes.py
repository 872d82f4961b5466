"""Doors for authors: their own entries, handing in and taking back, a next version, the versions there were."""

from itertools import pairwise

from flask import Response
from flask_login import current_user

from marketplace.errors import N_
from marketplace.places.queries import dictionary
from marketplace.projects import actions, queries
from marketplace.projects.policies import may_edit, may_see
from marketplace.projects.review_forms import WithdrawalForm
from marketplace.projects.routes import entry_page, reader, rooms
from marketplace.projects.versions import differences, shortened
from marketplace.web.doors import members, public
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session

__all__ = ["rooms"]


@rooms.get("/my-projects")
@members
def my_projects() -> Response:
    """All that one has written, with where it stands."""
    session = get_session()
    mine = queries.projects_of(session, current_user.id)
    return page("projects/mine.html", projects=mine, project_status=dictionary(session, "project_status"))


@rooms.post("/projects/<int:project_id>/submission")
@members
def create_submission(project_id: int) -> Response:
    """Hand in."""
    actions.submit_project(get_session(), project_id, by=current_user)
    tell(N_("Handed in. The start-up centre reads it, then three experts; you hear of every step."))
    return go_to(f"/projects/{project_id}")


@rooms.post("/projects/<int:project_id>/submission/removal")
@members
def delete_submission(project_id: int) -> Response:
    """Take back."""
    actions.take_back(get_session(), project_id, by=current_user)
    tell(N_("Taken back: it is a draft again, and only you see it."))
    return go_to(f"/projects/{project_id}")


@rooms.post("/projects/<int:project_id>/next-version")
@members
def create_next_version(project_id: int) -> Response:
    """Begin a next version; readers see the present one until it is approved."""
    draft = actions.begin_next_version(get_session(), project_id, by=current_user)
    tell(N_("A next version is being written. Readers see the present one until it is approved."))
    return go_to(
        f"/projects/{draft.id}/edit"
        if may_edit(current_user, draft)
        else f"/projects/{draft.id if may_see(current_user, draft) else project_id}"
    )


@rooms.post("/projects/<int:project_id>/next-version/removal")
@members
def delete_next_version(project_id: int) -> Response:
    """Give up the next version that is on its way."""
    actions.discard_next_version(get_session(), project_id, by=current_user)
    tell(N_("Discarded. Readers see the present version as before, and a new one can be begun."))
    return go_to(f"/projects/{project_id}")


@rooms.post("/projects/<int:project_id>/withdrawal")
@members
def create_withdrawal(project_id: int) -> Response:
    """Offer it no more."""
    form = WithdrawalForm(prefix="withdrawal")
    if not form.validate():
        return entry_page(project_id, status=422, withdrawal=form)
    actions.withdraw_project(get_session(), project_id, form.reason.data, by=current_user)
    tell(N_("Withdrawn: it is off the list, and the start-up centre has been told. Its page stays for those who began with it."))
    return go_to(f"/projects/{project_id}")


@rooms.post("/projects/<int:project_id>/copy")
@members
def create_copy(project_id: int) -> Response:
    """Write a rejected entry anew."""
    draft = actions.begin_copy(get_session(), project_id, by=current_user)
    return go_to(f"/projects/{draft.id}/edit")


@rooms.post("/projects/<int:project_id>/confirmation")
@members
def create_confirmation(project_id: int) -> Response:
    """All of it still holds."""
    actions.confirm_project(get_session(), project_id, by=current_user)
    tell(N_("Confirmed for another year."))
    return go_to(f"/projects/{project_id}")


@rooms.get("/projects/<int:project_id>/versions")
@public
def versions(project_id: int) -> Response:
    """What stood in the library under this address, and what changed each time."""
    session = get_session()
    project = queries.get_project(session, project_id, by=reader())
    kept = queries.versions_of(session, project_id)
    changes = {new.number: differences(old.content, new.content) for new, old in pairwise(kept)}
    return page("projects/versions.html", project=project, versions=kept, changes=changes, shortened=shortened)
