"""Doors through which the library leaves as a spreadsheet. Coming in is the business of the imports room."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Response
from flask_login import current_user

from marketplace.accounts.queries import profile_of
from marketplace.imports.writing import table, written
from marketplace.places.distances import kilometres
from marketplace.projects.draft_routes import rooms
from marketplace.projects.forms import ProjectFilter
from marketplace.projects.models import Project
from marketplace.projects.queries import projects_in_order
from marketplace.projects.sheet_columns import COLUMNS
from marketplace.projects.spreadsheet import project_rows
from marketplace.search.current import search_engine
from marketplace.web.doors import public
from marketplace.web.files import file_answer
from marketplace.web.limits import limited
from marketplace.web.session import get_session

__all__ = ["rooms"]

MOST = 10_000
AT_ONCE = 200


@rooms.get("/projects/export.<any(xlsx, csv):extension>")
@public
@limited("20 per minute")
def export(extension: str) -> Response:
    """The list as it is filtered, all of its pages, as a spreadsheet that can be imported again."""
    form = ProjectFilter()
    rows = project_rows(get_session(), _found(form))
    return file_answer(written(extension, "projects", table(COLUMNS, rows)), f"projects.{extension}")


def _found(form: ProjectFilter) -> Iterator[Project]:
    hits = search_engine().search(replace(form.query, offset=0, limit=MOST))
    ids = [found for _, found in hits.ids]
    pieces = (projects_in_order(get_session(), ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))
    projects = (project for piece in pieces for project in piece)
    if form.understood.get("sort") != "nearest":
        return projects
    profile = profile_of(get_session(), current_user.id) if current_user.is_authenticated else None
    home = profile.region if profile else None
    return iter(sorted(projects, key=lambda project: kilometres(home, project.regions)))
