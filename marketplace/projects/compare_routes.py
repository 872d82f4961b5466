"""The door for comparing entries side by side."""

from flask import Response, request

from marketplace.projects.comparison import LARGEST, comparison
from marketplace.projects.queries import projects_in_order
from marketplace.projects.routes import rooms, words
from marketplace.projects.terms import READABLE
from marketplace.web.addresses import row_number
from marketplace.web.doors import public
from marketplace.web.htmx import page
from marketplace.web.session import get_session


@rooms.get("/projects/comparison")
@public
def compare() -> Response:
    """Two to four entries in one table; the address can be passed on."""
    asked = list(dict.fromkeys(request.args.getlist("id", type=row_number)))
    # Whatever is not in the library is left out, as if it were not there.
    projects = [one for one in projects_in_order(get_session(), asked[:LARGEST]) if one.status in READABLE]
    return page(
        "projects/comparison.html", projects=projects, rows=comparison(projects, words()), left_out=len(asked) - len(projects), most=LARGEST
    )
