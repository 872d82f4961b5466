"""A mentor for many who wait: staff choose the learners, look through the pairs, and propose those that are ticked."""

from flask import Response, request
from flask_login import current_user

from marketplace.accounts.policies import regions_of_staff
from marketplace.accounts.terms import Role
from marketplace.places.queries import counties
from marketplace.rounds import actions, queries
from marketplace.rounds.assigning import preview
from marketplace.rounds.assignment_forms import CountyFilter, PairsForm, WhoForm
from marketplace.rounds.routes.blueprint import rooms, words
from marketplace.web.doors import only
from marketplace.web.htmx import page
from marketplace.web.session import get_session

STAFF = (Role.city_staff, Role.county_staff)


@rooms.get("/rounds/assignments")
@only(*STAFF)
def assignments() -> Response:
    """Who waits, to be ticked."""
    county = CountyFilter().understood.get("county") or ""
    return _who(WhoForm(queries.waits_in(get_session(), _regions(county)), formdata=None, county=_known(county)))


@rooms.post("/rounds/assignments/preview")
@only(*STAFF)
def show_preview() -> Response:
    """The pairs that the free places allow; nothing is written."""
    form = _asked()
    return _pairs(form.county.data, form.chosen) if form.validate() else _who(form, status=422)


@rooms.post("/rounds/assignments")
@only(*STAFF)
def create_assignments() -> Response:
    """Propose the ticked pairs, and say which could not be."""
    form = PairsForm()
    if not form.validate():
        return _pairs(form.county.data, form.shown, form, status=422)
    done = actions.assign(get_session(), form.chosen, _regions(form.county.data), by=current_user)
    return page("rounds/assignments_made.html", done=done, county=_known(form.county.data))


def _asked() -> WhoForm:
    return WhoForm(queries.waits_in(get_session(), _regions(request.form.get("county", ""))))


def _who(form: WhoForm, status: int = 200) -> Response:
    session, county = get_session(), _known(form.county.data)
    waits = queries.waits_in(session, _regions(county))
    return page(
        "rounds/assignments.html",
        status=status,
        form=form,
        waits=waits,
        county=county,
        choices=_choices(),
        most=queries.MOST_AT_ONCE,
        **words(),
    )


def _pairs(county: str, learners: list[int], form: PairsForm | None = None, status: int = 200) -> Response:
    session, regions = get_session(), _regions(county)
    found = preview(session, queries.waits_in(session, regions, learners), regions)
    ticked = set(form.pairs.data or []) if form else None
    return page("rounds/assignments_preview.html", status=status, found=found, form=form, ticked=ticked, county=_known(county), **words())


def _choices() -> list[str]:
    mine = regions_of_staff(current_user)
    found = [one.code for one in counties(get_session()) if mine is None or one.code in mine]
    return found if len(found) > 1 else []


def _known(county: str) -> str:
    """The county, where one may choose it; "" for all of one's own."""
    return county if county in _choices() else ""


def _regions(county: str) -> frozenset[str] | None:
    return frozenset({_known(county)}) if _known(county) else regions_of_staff(current_user)
