"""Doors of saved searches."""

from flask import Response
from flask_babel import gettext
from flask_login import current_user

from marketplace.errors import N_
from marketplace.projects.actions.saved_searches import change_search, delete_search, own_search, save_search
from marketplace.projects.forms import ProjectFilter
from marketplace.projects.models import SavedSearch
from marketplace.projects.queries.saved_searches import saved_searches_of
from marketplace.projects.routes import rooms
from marketplace.projects.saved_search_form import ALERTS, SavedSearchForm
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/saved-searches")
@members
def saved_searches() -> Response:
    """One's own searches."""
    return page("projects/saved_searches.html", searches=saved_searches_of(get_session(), current_user.id), alerts=ALERTS)


@rooms.get("/saved-searches/new")
@members
def new_saved_search() -> Response:
    """The search in the query string, to be given a name."""
    asked = ProjectFilter()
    return _sheet(SavedSearchForm(name=(asked.q.data or gettext("My search"))[:60]), f"/saved-searches?{asked.stored}")


@rooms.post("/saved-searches")
@members
def create_saved_search() -> Response:
    """Keep it."""
    asked, form = ProjectFilter(), SavedSearchForm()
    if not form.validate() or not granted(form.name, lambda: _saved(asked, form)):
        return _sheet(form, f"/saved-searches?{asked.stored}", status=422)
    tell(N_("The search is saved."))
    return go_to("/saved-searches")


@rooms.get("/saved-searches/<int:search_id>")
@members
def open_saved_search(search_id: int) -> Response:
    """What the search finds now, the newest first."""
    search = own_search(get_session(), search_id, by=current_user)
    return go_to(f"/projects?{search.query}&sort=newest")


@rooms.get("/saved-searches/<int:search_id>/edit")
@members
def edit_saved_search(search_id: int) -> Response:
    """Its name and alert, to change."""
    search = own_search(get_session(), search_id, by=current_user)
    return _sheet(SavedSearchForm(name=search.name, alert=search.alert.value), f"/saved-searches/{search_id}/edit")


@rooms.post("/saved-searches/<int:search_id>/edit")
@members
def update_saved_search(search_id: int) -> Response:
    """Keep the changes."""
    search, form = own_search(get_session(), search_id, by=current_user), SavedSearchForm()
    if not form.validate():
        return _sheet(form, f"/saved-searches/{search.id}/edit", status=422)
    change_search(get_session(), search_id, by=current_user, **form.answers)
    tell(N_("Saved."))
    return go_to("/saved-searches")


@rooms.post("/saved-searches/<int:search_id>/removal")
@members
def remove_saved_search(search_id: int) -> Response:
    """Forget it."""
    delete_search(get_session(), search_id, by=current_user)
    tell(N_("The saved search is gone."))
    return go_to("/saved-searches")


def _saved(asked: ProjectFilter, form: SavedSearchForm) -> SavedSearch:
    return save_search(get_session(), query=asked.stored, by=current_user, **form.answers)


def _sheet(form: SavedSearchForm, address: str, *, status: int = 200) -> Response:
    return page("projects/saved_search.html", status=status, form=form, address=address)
