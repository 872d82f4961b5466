"""Doors of the notifications room: what one was told, and how one hears of things."""

from flask import Blueprint, Flask, Response, current_app, flash, make_response, request
from flask_babel import gettext
from flask_login import current_user

from marketplace.calendar_files import CONTENT_TYPE, calendar_file
from marketplace.notifications import actions, queries
from marketplace.notifications.forms import ChoicesForm, NotificationFilter
from marketplace.notifications.letters import what_words
from marketplace.notifications.links import read_stop_token
from marketplace.notifications.models import Notification
from marketplace.notifications.terms import GROUP_WORDS
from marketplace.web.addresses import row_number
from marketplace.web.doors import members, public
from marketplace.web.htmx import go_to, page, sent_by_htmx
from marketplace.web.limits import limited
from marketplace.web.paging import Page
from marketplace.web.session import get_session

rooms = Blueprint("notifications", __name__)
FILE = 'attachment; filename="qihang.ics"'


def init_app(app: Flask) -> None:
    """A mail program that ends a mail by one click has no page of ours and so no token of its forms: the signed link is the proof."""
    app.extensions["csrf"].exempt(create_stop)


@rooms.get("/notifications")
@members
def index() -> Response:
    """What one was told."""
    form, number = NotificationFilter(), request.args.get("page", 1, type=row_number)
    session, me, asked = get_session(), current_user.id, form.asked
    rows = queries.notifications_of(session, me, *form.span(number), **asked)
    found = Page(rows, queries.notification_count(session, me, **asked), number)
    return page("notifications/index.html", fragment="notifications/_list.html", found=found, form=form, asked=asked)


@rooms.post("/notifications/<int:notification_id>/opening")
@members
def create_opening(notification_id: int) -> Response:
    """Go where a notification leads."""
    found = actions.see_notification(get_session(), notification_id, by=current_user)
    return go_to(found.address)


@rooms.post("/notifications/<int:notification_id>/mark")
@members
def create_mark(notification_id: int) -> Response:
    """It is read, without going there."""
    return _marked(actions.mark_seen(get_session(), notification_id, seen=True, by=current_user))


@rooms.post("/notifications/<int:notification_id>/mark/removal")
@members
def delete_mark(notification_id: int) -> Response:
    """It is new again: one wants to come back to it."""
    return _marked(actions.mark_seen(get_session(), notification_id, seen=False, by=current_user))


@rooms.get("/notifications/<int:notification_id>/event.ics")
@members
def event_file(notification_id: int) -> Response:
    """The date of a notification, for one's own calendar."""
    event = queries.event_of(get_session(), notification_id, current_user.id)
    return make_response(calendar_file([event], event.title), {"Content-Type": CONTENT_TYPE, "Content-Disposition": FILE})


@rooms.post("/notifications/openings")
@members
def create_openings() -> Response:
    """Nothing is new any more."""
    actions.see_all(get_session(), by=current_user)
    return go_to("/notifications")


@rooms.get("/notifications/choices")
@members
def edit_choices() -> Response:
    """How one hears of things."""
    return _choices(ChoicesForm(queries.choices_of(get_session(), current_user.id)))


@rooms.post("/notifications/choices")
@members
def update_choices() -> Response:
    """Hear of things another way."""
    form = ChoicesForm(queries.choices_of(get_session(), current_user.id))
    if not form.validate():
        return _choices(form, status=422)
    actions.save_choices(get_session(), form.ways, form.quiet, by=current_user)
    flash(gettext("Saved. It holds from the next mail on."))
    return go_to("/notifications/choices")


@rooms.get("/unsubscriptions/<token>")
@public
@limited("120 per minute")
def new_stop(token: str) -> Response:
    """What a link in a mail would end."""
    return _stop(token, is_done=False)


@rooms.post("/unsubscriptions/<token>")
@public
@limited("120 per minute")
def create_stop(token: str) -> Response:
    """No more of these mails. Mail programs ask here by themselves, so there is no going on to another page."""
    person_id, what = read_stop_token(current_app.config["SECRET_KEY"], token)
    actions.stop_mail(get_session(), person_id, what)
    return _stop(token, is_done=True)


def _marked(notification: Notification) -> Response:
    if sent_by_htmx():
        return page("notifications/_row.html", one=notification)
    return go_to("/notifications")


def _choices(form: ChoicesForm, status: int = 200) -> Response:
    return page("notifications/choices.html", status=status, form=form)


def _stop(token: str, *, is_done: bool) -> Response:
    _, what = read_stop_token(current_app.config["SECRET_KEY"], token)
    return page("notifications/stop.html", token=token, what=gettext(what_words(what)), is_group=what in GROUP_WORDS, is_done=is_done)
