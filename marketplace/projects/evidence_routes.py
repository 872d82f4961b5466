"""Doors of evidence: for the author of an entry and the staff who check it."""

from pathlib import Path

from flask import Response, current_app
from flask_login import current_user

from marketplace.errors import N_, NotFound
from marketplace.projects import queries
from marketplace.projects.actions.evidence import add_evidence, open_evidence, remove_evidence
from marketplace.projects.evidence_form import EvidenceForm
from marketplace.projects.policies import may_remove_evidence, may_see_evidence
from marketplace.projects.queries.evidence import evidence_of
from marketplace.projects.routes import rooms
from marketplace.projects.terms import LARGEST_EVIDENCE
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.files import file_answer, takes_files
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.limits import limited
from marketplace.web.session import get_session

__all__ = ["rooms"]

MEGABYTE = 1024 * 1024


@rooms.get("/projects/<int:project_id>/evidence")
@members
def show_evidence(project_id: int) -> Response:
    """The documents of one entry, and the form for another."""
    return _evidence(project_id, EvidenceForm())


@rooms.post("/projects/<int:project_id>/evidence")
@members
@takes_files(LARGEST_EVIDENCE + MEGABYTE)
@limited("60 per hour")
def create_evidence(project_id: int) -> Response:
    """Keep a document."""
    form = EvidenceForm()
    if not form.validate() or form.document is None:
        return _evidence(project_id, form, status=422)
    document = form.document
    if granted(form.file, lambda: add_evidence(get_session(), project_id, document, _folder(), by=current_user)) is None:
        return _evidence(project_id, form, status=409)
    tell(N_("Kept. Only you and the staff who check this entry can open it."))
    return go_to(f"/projects/{project_id}/evidence")


@rooms.post("/evidence/<int:evidence_id>/opening")
@members
def create_opening(evidence_id: int) -> Response:
    """One document, to save; never shown within a page. Who opens it is written down, so this is no GET."""
    document = open_evidence(get_session(), evidence_id, _folder(), by=current_user)
    return file_answer(document.data, document.name)


@rooms.post("/evidence/<int:evidence_id>/removal")
@members
def delete_evidence(evidence_id: int) -> Response:
    """Take a document away for good."""
    project_id = remove_evidence(get_session(), evidence_id, by=current_user)
    tell(N_("Removed, with its file."))
    return go_to(f"/projects/{project_id}/evidence")


def _evidence(project_id: int, form: EvidenceForm, status: int = 200) -> Response:
    session = get_session()
    project = queries.get_project(session, project_id, by=current_user)
    if not may_see_evidence(current_user, project):
        raise NotFound()
    found = evidence_of(session, project_id)
    removable = {one.id for one in found if may_remove_evidence(current_user, one, project)}
    return page("projects/evidence.html", status=status, project=project, form=form, found=found, removable=removable)


def _folder() -> Path:
    folder: Path = current_app.extensions["config"].evidence_folder
    return folder
