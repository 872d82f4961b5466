"""Doors of the calendars room."""

from flask import Blueprint, Response, current_app, request
from flask_babel import force_locale, gettext
from flask_login import current_user

from marketplace.calendar_files import CONTENT_TYPE, feed_file
from marketplace.calendars import actions, queries
from marketplace.calendars.sources import coming, events_in_own_language, events_of
from marketplace.calendars.tokens import hash_of
from marketplace.errors import N_
from marketplace.web.doors import members, public
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.limits import limited
from marketplace.web.page_cache import tagged
from marketplace.web.session import get_session

rooms = Blueprint("calendars", __name__)


@rooms.get("/mine/calendar")
@members
def mine() -> Response:
    """What comes up, and the address for one's own calendar program."""
    session = get_session()
    path = queries.address_of(session, current_user.id, secret=current_app.config["SECRET_KEY"])
    site = current_app.config["BASE_URL"]
    return page("calendars/mine.html", events=coming(events_of(session, current_user.id)), address=path and site + path)


@rooms.post("/mine/calendar/address")
@members
def create_address() -> Response:
    """Make the secret address, or another one instead."""
    actions.make_address(get_session(), by=current_user, secret=current_app.config["SECRET_KEY"])
    tell(N_("This is your calendar's address now. Addresses you had before lead nowhere any more."))
    return go_to("/mine/calendar")


@rooms.post("/mine/calendar/address/revocation")
@members
def create_revocation() -> Response:
    """Take the address away."""
    actions.revoke_address(get_session(), by=current_user)
    tell(N_("Your calendar has no address any more. Programs that read it get nothing from now on."))
    return go_to("/mine/calendar")


# Programs of many people may ask from one address, so they are counted by what they ask for, and only loosely by where they are.
@rooms.get("/calendar/<token>.ics")
@public
@limited("3000 per hour")
@limited("60 per hour", per=lambda: hash_of((request.view_args or {}).get("token", "")))
def feed(token: str) -> Response:
    """A person's calendar, for her programs."""
    session = get_session()
    person = queries.person_of_token(session, token)
    events = events_in_own_language(session, person)
    with force_locale(person.locale):
        name = gettext("Qihang")
    response = Response(feed_file(events, name, current_app.config["BASE_URL"]), content_type=CONTENT_TYPE)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return tagged(response, events, name)
