"""Doors of the library."""

from typing import Any

from flask import Blueprint, Response, request
from flask_login import current_user

from marketplace.accounts.models import Person
from marketplace.accounts.queries import profile_of
from marketplace.history import history_of
from marketplace.places.distances import kilometres
from marketplace.places.queries import STAMP as DICTIONARIES
from marketplace.places.queries import dictionary
from marketplace.projects import actions, queries
from marketplace.projects.actions.changes import STAMP
from marketplace.projects.forms import ProjectFilter
from marketplace.projects.models import Project
from marketplace.projects.policies import may_discard, may_see, rights_of
from marketplace.projects.review_forms import WithdrawalForm
from marketplace.projects.terms import AppraisalState
from marketplace.search.current import search_engine
from marketplace.search.engine import Hits
from marketplace.stamps import stamps_of
from marketplace.web.doors import members, public
from marketplace.web.htmx import go_to, moved_to, page, sent_by_htmx
from marketplace.web.page_cache import cached_page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("projects", __name__)


@rooms.get("/projects")
@public
def index() -> Response:
    """The library: search, facets, order, pages."""
    # Nearness is to the reader's own county; all else that differs between readers is put in for each.
    home = _home() if request.args.get("sort") == "nearest" else None
    return cached_page((*library_state(), home), _list, kept=_kept())


@rooms.get("/projects/<int:project_id>")
@public
def show(project_id: int) -> Response:
    """One entry, whole."""
    return entry_page(project_id)


def entry_page(project_id: int, status: int = 200, withdrawal: WithdrawalForm | None = None) -> Response:
    """One entry with all that its reader can do there; a form that was refused comes back with what was typed."""
    session = get_session()
    project = queries.get_project(session, project_id, by=reader())
    if project.merged_into_id is not None:
        return moved_to(f"/projects/{project.merged_into_id}")
    rights = rights_of(reader(), project)
    # Only who may do something with it reads where it stands.
    way = _way(project) if rights else {}
    if "withdraw" in rights:
        way["withdrawal"] = withdrawal or WithdrawalForm(prefix="withdrawal", formdata=None)
    lists = words() | {"archive_reason": dictionary(session, "archive_reason")}
    return page("projects/show.html", status=status, project=project, rights=rights, **way, **lists, kept=_kept())


@rooms.post("/projects/<int:project_id>/favourite")
@members
def create_favourite(project_id: int) -> Response:
    """Keep an entry."""
    project = actions.keep_project(get_session(), project_id, by=current_user)
    return _favourite_answer(project, is_kept=True)


@rooms.post("/projects/<int:project_id>/favourite/removal")
@members
def delete_favourite(project_id: int) -> Response:
    """Let an entry go."""
    project = actions.drop_favourite(get_session(), project_id, by=current_user)
    return _favourite_answer(project, is_kept=False)


@rooms.get("/favourites")
@members
def favourites() -> Response:
    """What the person kept."""
    kept = queries.favourites_of(get_session(), current_user.id)
    return page("projects/favourites.html", projects=kept, **words(), kept={project.id for project in kept})


def _list() -> Response:
    form = ProjectFilter()
    hits = search_engine().search(form.query)
    found = _found(form, hits)
    return page("projects/index.html", fragment="projects/_results.html", form=form, hits=hits, found=found, **words(), kept=None)


def library_state() -> tuple[object, ...]:
    """What changes whenever a list of the library may look different: entries, dictionaries, index."""
    return *stamps_of(get_session(), STAMP, DICTIONARIES), search_engine().generation()


def _favourite_answer(project: Project, *, is_kept: bool) -> Response:
    if sent_by_htmx():
        return page("projects/_favourite.html", project=project, is_kept=is_kept)
    return go_to(f"/projects/{project.id}")


def _way(project: Project) -> dict[str, Any]:
    """Where an entry stands, for those who may know."""
    session = get_session()
    lists: dict[str, Any] = {name: dictionary(session, name) for name in ("project_status", "recommendation")}
    lists["history"] = history_of(session, "project", project.id or 0)
    opinions = [one for one in queries.appraisals_of(session, project) if one.state == AppraisalState.done] if project.review_round else []
    return lists | {"opinions": opinions} | _next_version(project)


def _next_version(project: Project) -> dict[str, Any]:
    """The version that is on its way: readable or only known of, and whether the reader may discard it."""
    session = get_session()
    known = project if project.next_of_id else queries.next_version_of(session, project.id or 0)
    if known is None:
        return {"next_version": None, "next_version_seen": False, "discards": False}
    present = session.get_one(Project, known.next_of_id)
    return {"next_version": known, "next_version_seen": may_see(reader(), known), "discards": may_discard(current_user, known, present)}


def _found(form: ProjectFilter, hits: Hits) -> Page[Project]:
    session = get_session()
    number = form.understood.get("page") or 1
    ids = [found for _, found in hits.ids]
    if form.understood.get("sort") == "nearest":
        near = sorted(queries.projects_in_order(session, ids), key=lambda project: kilometres(_home(), project.regions))
        return Page(near[offset_of(number) : offset_of(number) + PER_PAGE], hits.total, number)
    return Page(queries.projects_in_order(session, ids), hits.total, number)


def _home() -> str | None:
    profile = profile_of(get_session(), current_user.id) if current_user.is_authenticated else None
    return profile.region if profile else None


def words() -> dict[str, Any]:
    """The dictionaries that pages of the library need."""
    session = get_session()
    names = ("sector", "region", "stage", "skill", "risk", "risk_dimension", "group", "grade", "mode", "source")
    return {name: dictionary(session, name) for name in names} | {"towns": dictionary(session, "town")}


def _kept() -> set[int]:
    return queries.favourite_ids(get_session(), current_user.id) if current_user.is_authenticated else set()


def reader() -> Person | None:
    """Who is reading, None for a visitor."""
    return current_user if current_user.is_authenticated else None
