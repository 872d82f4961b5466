"""Doors of the access log: one's own side of it, and the auditor's."""

from typing import Any

from flask import Blueprint, Response
from flask_login import current_user

from marketplace.accounts import access_log
from marketplace.accounts.forms import AccessFilter
from marketplace.accounts.queries import people_by_number
from marketplace.accounts.terms import ACCESS_FIELDS, ACCESS_REASONS, ROLE_WORDS, Role
from marketplace.ledger import first_break
from marketplace.places.queries import dictionary
from marketplace.web.doors import members, only
from marketplace.web.htmx import page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("access", __name__)


@rooms.get("/mine/access")
@members
def own() -> Response:
    """Who looked at one's own data."""
    number = AccessFilter().number
    rows, total = access_log.accesses_of(get_session(), current_user.id, offset_of(number), PER_PAGE)
    return page("accounts/own_access.html", found=Page(rows, total, number), **_words())


@rooms.get("/access-log")
@only(Role.auditor)
def index() -> Response:
    """The whole log, month by month, with the check of its chain."""
    session, form = get_session(), AccessFilter()
    chain = access_log.CHAIN + form.month_asked
    wanted = {"person_id": form.understood.get("person"), "by_id": form.understood.get("by")}
    rows, total = access_log.accesses_in(session, chain, **wanted, offset=offset_of(form.number), limit=PER_PAGE)
    numbers = {number for row in rows for number in (*row.entry["people"], row.by_id)}
    return page(
        "accounts/access_log.html",
        form=form,
        found=Page(rows, total, form.number),
        names=people_by_number(session, numbers),
        broken=first_break(session, chain),
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {
        "field_words": ACCESS_FIELDS,
        "reason_words": ACCESS_REASONS,
        "role_words": ROLE_WORDS,
        "region": dictionary(get_session(), "region"),
    }
