"""Mentors: the list, a profile, avoiding."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.queries import has_blocked
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import MentorFilter
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.search.current import search_engine
from marketplace.web.doors import members, public
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import Page
from marketplace.web.session import get_session


@rooms.get("/mentors")
@public
def index() -> Response:
    """All mentors: search, facets, pages."""
    form = MentorFilter()
    hits = search_engine().search(form.query)
    mentors = queries.mentors_in_order(get_session(), [number for _, number in hits.ids])
    found = Page(mentors, hits.total, form.understood.get("page") or 1)
    return page(
        "mentoring/index.html", fragment="mentoring/_results.html", form=form, hits=hits, found=found, **_figures(mentors), **words()
    )


@rooms.get("/mentors/<int:mentor_id>")
@public
def show(mentor_id: int) -> Response:
    """One mentor's public profile."""
    reader = current_user if current_user.is_authenticated else None
    mentor = queries.get_profile(get_session(), mentor_id, by=reader)
    is_avoided = current_user.is_authenticated and has_blocked(get_session(), current_user.id, mentor_id)
    is_apart = current_user.is_authenticated and mentor_id in queries.avoided_mentors(get_session(), current_user.id)
    shown: dict[str, Any] = {"is_avoided": is_avoided, "is_apart": is_apart, "today": clock.today()}
    return page("mentoring/show.html", mentor=mentor, **shown, **_figures([mentor]), **words())


@rooms.post("/mentors/<int:mentor_id>/avoidance")
@members
def create_avoidance(mentor_id: int) -> Response:
    """Never suggest these two to each other."""
    actions.avoid_mentor(get_session(), mentor_id, by=current_user)
    tell(N_("You will not be shown to each other again. The mentor is not told."))
    return go_to(f"/mentors/{mentor_id}")


@rooms.post("/mentors/<int:mentor_id>/avoidance/removal")
@members
def delete_avoidance(mentor_id: int) -> Response:
    """Take it back."""
    actions.meet_mentor_again(get_session(), mentor_id, by=current_user)
    return go_to(f"/mentors/{mentor_id}")


def _figures(mentors: list[Mentor]) -> dict[str, Any]:
    session = get_session()
    return {
        "free": queries.seats_left(session, mentors),
        "records": queries.answer_records(session, [mentor.person_id for mentor in mentors]),
    }
