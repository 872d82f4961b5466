"""The door of the sheet to print."""

from flask import Response

from marketplace.projects.queries import get_project
from marketplace.projects.routes import reader, rooms, words
from marketplace.web.doors import public
from marketplace.web.htmx import page
from marketplace.web.session import get_session


@rooms.get("/projects/<int:project_id>/sheet")
@public
def sheet(project_id: int) -> Response:
    """One entry without all that is around it, for paper."""
    return page("projects/sheet.html", project=get_project(get_session(), project_id, by=reader()), **words())
