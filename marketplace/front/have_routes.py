"""The door of "what I have"."""

from flask import Blueprint, Response
from flask_login import current_user

from marketplace.accounts.queries import profile_of, skills_of
from marketplace.front.forms import WhatIHaveFilter
from marketplace.mentoring.reach import LOAN_CEILING, Have, projects_in_reach
from marketplace.places.queries import dictionary
from marketplace.web.doors import public
from marketplace.web.htmx import page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("what_i_have", __name__)


@rooms.get("/projects/for-what-i-have")
@public
def index() -> Response:
    """Projects in the order of fit, each with what is missing and what fills it."""
    session, me = get_session(), current_user.id
    form = WhatIHaveFilter(profile_of(session, me), skills_of(session, me)) if me else WhatIHaveFilter()
    number = form.understood.get("page") or 1
    found = projects_in_reach(session, Have(**form.have, person_id=me or 0), offset_of(number), PER_PAGE)
    return page(
        "front/have.html",
        fragment="front/_reach.html",
        form=form,
        found=Page(found.items, found.total, number),
        ready=found.ready,
        far=found.far,
        loan_ceiling=LOAN_CEILING,
        skill=dictionary(session, "skill"),
        sector=dictionary(session, "sector"),
        region=dictionary(session, "region"),
        towns=dictionary(session, "town"),
    )
