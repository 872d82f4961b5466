"""Doors for staff: every mail of the house as it would look, and those that did not go."""

from typing import Any

from flask import Response, flash, make_response, request
from flask_babel import gettext, ngettext
from flask_login import current_user

from marketplace import outbox
from marketplace.accounts.terms import Role
from marketplace.notifications import actions, queries
from marketplace.notifications.previews import GATHERED_FROM_ALL, gathered_previews, letter_in_preview, preview, previews
from marketplace.notifications.routes import rooms
from marketplace.notifications.terms import GROUP_WORDS, WAY_WORDS
from marketplace.web.addresses import row_number
from marketplace.web.doors import only
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

# A letter's looks stand in its tags; it may nothing else.
LETTER_POLICY = "default-src 'none'; style-src-attr 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"


@rooms.get("/notifications/kinds")
@only(Role.city_staff)
def kinds() -> Response:
    """Every mail of the house, with its reason."""
    return page("notifications/kinds.html", groups=previews(), gathered=gathered_previews(), group_words=GROUP_WORDS, way_words=WAY_WORDS)


@rooms.get("/notifications/kinds/<name>")
@only(Role.city_staff)
def kind(name: str) -> Response:
    """One mail as it would look."""
    shown: dict[str, Any] = {"one": preview(name), "letter": letter_in_preview(name), "gathers": name in GATHERED_FROM_ALL}
    return page("notifications/kind.html", **shown, group_words=GROUP_WORDS, way_words=WAY_WORDS)


@rooms.get("/notifications/kinds/<name>/letter")
@only(Role.city_staff)
def kind_letter(name: str) -> Response:
    """The HTML of one mail, alone."""
    preview(name)
    return make_response(letter_in_preview(name).html, {"Content-Security-Policy": LETTER_POLICY})


@rooms.get("/notifications/deliveries")
@only(Role.city_staff)
def deliveries() -> Response:
    """Mails that did not go at the first try."""
    session, number = get_session(), request.args.get("page", 1, type=row_number)
    rows = queries.troubled_letters(session, offset_of(number), PER_PAGE)
    found = Page(rows, queries.troubled_count(session), number)
    return page("notifications/deliveries.html", found=found, counts=queries.mail_counts(session), most=outbox.GIVE_UP_AFTER)


@rooms.post("/notifications/deliveries/<int:row_id>/attempts")
@only(Role.city_staff)
def create_attempt(row_id: int) -> Response:
    """Another try at once."""
    actions.send_again(get_session(), row_id, by=current_user)
    flash(gettext("The worker tries this mail again within a minute."))
    return go_to("/notifications/deliveries")


@rooms.post("/notifications/deliveries/attempts")
@only(Role.city_staff)
def create_attempts() -> Response:
    """Another try of all that were given up."""
    count = actions.send_given_up_again(get_session(), by=current_user)
    flash(ngettext("The worker tries %(num)s mail again.", "The worker tries %(num)s mails again.", count))
    return go_to("/notifications/deliveries")
