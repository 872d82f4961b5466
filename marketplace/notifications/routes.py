"""Doors of the notifications room."""

from flask import Blueprint, Response, request
from flask_login import current_user

from marketplace.notifications import actions, queries
from marketplace.web.addresses import row_number
from marketplace.web.doors import members
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("notifications", __name__)


@rooms.get("/notifications")
@members
def index() -> Response:
    """What one was told."""
    number = request.args.get("page", 1, type=row_number)
    session, me = get_session(), current_user.id
    rows = queries.notifications_of(session, me, offset_of(number), PER_PAGE)
    return page("notifications/index.html", found=Page(rows, queries.notification_count(session, me), number))


@rooms.post("/notifications/<int:notification_id>/opening")
@members
def create_opening(notification_id: int) -> Response:
    """Go where a notification leads."""
    found = actions.see_notification(get_session(), notification_id, by=current_user)
    return go_to(found.address)


@rooms.post("/notifications/openings")
@members
def create_openings() -> Response:
    """Nothing is new any more."""
    actions.see_all(get_session(), by=current_user)
    return go_to("/notifications")
