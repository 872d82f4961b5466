"""Doors of the review: the staff's queue and its decisions, and the later life of an entry."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.policies import regions_of_staff
from marketplace.accounts.terms import STAFF
from marketplace.errors import N_
from marketplace.history import history_of
from marketplace.places.queries import dictionary
from marketplace.projects import actions, queries
from marketplace.projects.likeness import alike
from marketplace.projects.review_forms import ArchivingForm, MergerForm, ReasonForm, VerificationForm
from marketplace.projects.routes import rooms, words
from marketplace.projects.versions import content_of, differences, shortened
from marketplace.search.current import search_engine
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.forms import Form, granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session

__all__ = ["rooms"]

AUTHOR_HEARS = N_("Done. The author has been told.")


@rooms.get("/review")
@only(*STAFF)
def review() -> Response:
    """What waits for the staff, the longest first, and what is due for its yearly recheck."""
    session, regions = get_session(), regions_of_staff(current_user)
    waiting = queries.review_queue(session, regions)
    due = queries.projects_due(session, regions)
    answered = queries.open_appraisal_counts(session, [project.id or 0 for project in waiting])
    lists = {"waiting": waiting, "due": due, "answered": answered, "days_waiting": queries.days_waiting, "today": clock.today()}
    return page("projects/review.html", **lists, **words(), project_status=dictionary(session, "project_status"))


@rooms.get("/review/<int:project_id>")
@only(*STAFF)
def show_review(project_id: int) -> Response:
    """One entry before the staff: its text, what it is like, the opinions, the next step."""
    return _desk(project_id)


@rooms.post("/review/<int:project_id>/screening")
@only(*STAFF)
def create_screening(project_id: int) -> Response:
    """Take it on."""
    actions.screen_project(get_session(), project_id, by=current_user)
    return go_to(f"/review/{project_id}")


@rooms.post("/review/<int:project_id>/experts")
@only(*STAFF)
def create_experts(project_id: int) -> Response:
    """Ask three experts."""
    actions.ask_experts(get_session(), project_id, by=current_user)
    tell(N_("The experts have been asked. None of them has a tie to the author."))
    return go_to(f"/review/{project_id}")


@rooms.post("/appraisals/<int:appraisal_id>/release")
@only(*STAFF)
def create_release(appraisal_id: int) -> Response:
    """Ask somebody else."""
    appraisal = actions.release_expert(get_session(), appraisal_id, by=current_user)
    return go_to(f"/review/{appraisal.project_id}")


@rooms.post("/review/<int:project_id>/return")
@only(*STAFF)
def create_return(project_id: int) -> Response:
    """Back to the author."""
    form = ReasonForm(prefix="return")
    if not form.validate():
        return _desk(project_id, status=422, return_form=form)
    actions.return_project(get_session(), project_id, form.reason.data, by=current_user)
    tell(AUTHOR_HEARS)
    return go_to("/review")


@rooms.post("/review/<int:project_id>/rejection")
@only(*STAFF)
def create_rejection(project_id: int) -> Response:
    """Not for this library."""
    form = ReasonForm(prefix="reject")
    if not form.validate():
        return _desk(project_id, status=422, reject_form=form)
    actions.reject_project(get_session(), project_id, form.reason.data, by=current_user)
    tell(AUTHOR_HEARS)
    return go_to("/review")


@rooms.post("/review/<int:project_id>/approval")
@only(*STAFF)
def create_approval(project_id: int) -> Response:
    """Good for the library."""
    actions.approve_project(get_session(), project_id, by=current_user)
    return go_to(f"/review/{project_id}")


@rooms.post("/review/<int:project_id>/publication")
@only(*STAFF)
def create_publication(project_id: int) -> Response:
    """Into the library."""
    published = actions.publish_approved(get_session(), project_id, by=current_user)
    tell(AUTHOR_HEARS)
    return go_to(f"/projects/{published.id}")


@rooms.post("/projects/<int:project_id>/verification")
@only(*STAFF)
def create_verification(project_id: int) -> Response:
    """Write down what was looked at."""
    form = VerificationForm()
    if not form.validate():
        return _house(project_id, 422, verification=form)
    actions.verify_project(get_session(), project_id, form.level.data, form.note.data or "", by=current_user)
    return go_to(f"/projects/{project_id}")


@rooms.post("/projects/<int:project_id>/archiving")
@only(*STAFF)
def create_archiving(project_id: int) -> Response:
    """Off the list."""
    form = ArchivingForm(prefix="archive")
    if not form.validate():
        return _house(project_id, 422, archiving=form)
    actions.archive_project(get_session(), project_id, form.chosen, form.note.data or "", by=current_user)
    return go_to(f"/projects/{project_id}")


@rooms.post("/projects/<int:project_id>/restoration")
@only(*STAFF)
def create_restoration(project_id: int) -> Response:
    """Back on the list."""
    actions.restore_project(get_session(), project_id, by=current_user)
    return go_to(f"/projects/{project_id}")


@rooms.post("/projects/<int:project_id>/merger")
@only(*STAFF)
def create_merger(project_id: int) -> Response:
    """A double: its address leads to the other entry."""
    form = MergerForm()
    if not form.validate():
        return _house(project_id, 422, merger=form)
    if granted(form.into, lambda: actions.merge_project(get_session(), project_id, form.into.data, by=current_user)) is None:
        return _house(project_id, 409, merger=form)
    return go_to(f"/projects/{form.into.data}")


@rooms.get("/projects/<int:project_id>/house")
@only(*STAFF)
def show_house(project_id: int) -> Response:
    """What the staff can do with an entry that is in the library."""
    return _house(project_id, 200)


def _desk(project_id: int, status: int = 200, **forms: Form) -> Response:
    session = get_session()
    project = queries.get_for_staff(session, project_id, by=current_user)
    texts = {"zh": f"{project.title_zh} {project.summary_zh}", "en": f"{project.title_en} {project.summary_en}"}
    shown: dict[str, Any] = {
        "appraisals": queries.appraisals_of(session, project),
        "near": alike(session, search_engine(), texts, besides=project.next_of_id or project.id),
        "history": history_of(session, "project", project_id),
        "changes": _changes(project),
        "shortened": shortened,
        "return_form": ReasonForm(prefix="return"),
        "reject_form": ReasonForm(prefix="reject"),
    }
    lists = ("project_status", "appraisal_criterion", "recommendation")
    shown |= {name: dictionary(session, name) for name in lists}
    return page("projects/review_entry.html", status=status, project=project, **(shown | forms), **words())


def _changes(project: Any) -> list[Any]:
    """What a next version would change; nothing for a new entry."""
    if project.next_of_id is None:
        return []
    now = queries.get_project(get_session(), project.next_of_id, by=current_user)
    return differences(content_of(now), content_of(project))


def _house(project_id: int, status: int, **forms: Form) -> Response:
    session = get_session()
    project = queries.get_for_house(session, project_id, by=current_user)
    sheets: dict[str, Form] = {"verification": VerificationForm(), "archiving": ArchivingForm(prefix="archive"), "merger": MergerForm()}
    more = {"history": history_of(session, "project", project_id), "verifications": queries.verifications_of(session, project_id)}
    return page(
        "projects/house.html",
        status=status,
        project=project,
        **(sheets | forms),
        **more,
        project_status=dictionary(session, "project_status"),
    )
