"""What machines read: the feed of new entries, the map of the site, the word to robots."""

from collections.abc import Sequence
from typing import Any

from flask import Response, current_app, make_response, render_template, request

from marketplace import clock
from marketplace.projects.forms import ProjectFilter
from marketplace.projects.models import Project
from marketplace.projects.queries import projects_in_order
from marketplace.projects.routes import library_state, rooms
from marketplace.projects.saved_queries import latest_first
from marketplace.search.current import search_engine
from marketplace.web.doors import public
from marketplace.web.i18n import language_tag
from marketplace.web.page_cache import tagged
from marketplace.web.session import get_session
from marketplace.web.site_map import public_pages

NEWEST = 30
# As many as one file of a site map may name.
PAGES_A_MAP = 50_000


@rooms.get("/projects.atom")
@public
def feed() -> Response:
    """The newest entries that fit the filters of the address, in one language."""
    asked = ProjectFilter()
    hits = search_engine().search(latest_first(asked.stored))
    entries = projects_in_order(get_session(), [number for _, number in hits.ids[:NEWEST]])
    values = {"entries": entries, "asked": asked.stored, "updated": _latest(entries), "language": language_tag()}
    return tagged(_xml("projects/feed.xml", "application/atom+xml", **values), *library_state())


@rooms.get("/sitemap.xml")
@public
def site_map() -> Response:
    """Every public page with the day of its last change; an index of maps where one is too short."""
    pages = public_pages(get_session())
    reasons = (*library_state(), pages)
    number = request.args.get("part", 0, type=int)
    parts = -(-len(pages) // PAGES_A_MAP)
    if parts > 1 and number < 1:
        return tagged(_xml("projects/sitemap_index.xml", "application/xml", parts=range(1, parts + 1)), *reasons)
    first = max(0, number - 1) * PAGES_A_MAP
    return tagged(_xml("projects/sitemap.xml", "application/xml", pages=pages[first : first + PAGES_A_MAP]), *reasons)


@rooms.get("/robots.txt")
@public
def robots() -> Response:
    """What need not be walked through: what is one's own, and the endless ways to filter."""
    closed = ("/mine", "/favourites", "/saved-searches", "/notifications", "/calendar/", "/suggestions", "/projects?", "/search?")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {current_app.config['BASE_URL']}/sitemap.xml"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _xml(template: str, mimetype: str, **values: Any) -> Response:
    response = make_response(render_template(template, base_url=current_app.config["BASE_URL"], **values))
    response.mimetype = mimetype
    return response


def _latest(entries: Sequence[Project]) -> Any:
    return max((one.state_since for one in entries), default=clock.now())
