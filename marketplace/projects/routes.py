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
from marketplace.projects.policies import may_see, rights_of
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
    session = get_session()
    project = queries.get_project(session, project_id, by=reader())
    if project.merged_into_id is not None:
        return moved_to(f"/projects/{project.merged_into_id}")
    rights = rights_of(reader(), project)
    # Only who may do something with it reads where it stands.
    way = _way(project) if rights else {}
    archive_reason = dictionary(session, "archive_reason")
    return page("projects/show.html", project=project, rights=rights, archive_reason=archive_reason, **way, **words(), kept=_kept())


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
    return lists | {"opinions": opinions, "next_version": _visible(queries.next_version_of(session, project.id or 0))}


def _visible(project: Project | None) -> Project | None:
    return project if project is not None and may_see(reader(), project) else None


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
