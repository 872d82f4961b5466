"""Asking a mentor: the letter, ranked choices, drafts, taking it back."""

from typing import Any

from flask import Response, request
from flask_login import current_user

from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import RequestForm
from marketplace.mentoring.matchmaking import chance_of_yes, mentors_for, reasons_for_pair
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.projects.queries import favourites_of, get_project
from marketplace.web.addresses import row_number
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.i18n import named, said
from marketplace.web.session import get_session

NEXT_CHOICES = 12


@rooms.get("/mentors/<int:mentor_id>/requests/new")
@members
def new_request(mentor_id: int) -> Response:
    """The guided request; what was saved for later stands in it."""
    mentor = queries.get_mentor(get_session(), mentor_id)
    return _request_page(mentor, _request_form(mentor, queries.draft_for(get_session(), current_user.id, mentor_id)))


@rooms.post("/mentors/<int:mentor_id>/requests")
@members
def create_request(mentor_id: int) -> Response:
    """Send it; a refusal keeps what was typed."""
    session = get_session()
    mentor = queries.get_mentor(session, mentor_id)
    form = _request_form(mentor)
    if not form.validate():
        return _request_page(mentor, form, status=422)
    if granted(form.wanted, lambda: _send(mentor_id, form)) is None:
        return _request_page(mentor, form, status=422)
    tell(N_("Sent. The answer comes within seven days; if none comes, the request ends by itself and your next choice is asked."))
    return go_to("/mentoring")


@rooms.post("/mentors/<int:mentor_id>/drafts")
@members
def create_draft(mentor_id: int) -> Response:
    """Keep the letter for later, however unfinished."""
    session = get_session()
    mentor = queries.get_mentor(session, mentor_id)
    form = _request_form(mentor)
    form.validate()
    if granted(form.wanted, lambda: actions.save_draft(session, mentor_id, form.written, by=current_user)) is None:
        return _request_page(mentor, form, status=422)
    tell(N_("Saved. Only you can see it; it stands under “My mentoring” for 60 days."))
    return go_to("/mentoring")


def _send(mentor_id: int, form: RequestForm) -> Any:
    session, me, project_id = get_session(), current_user.id, form.project_id.data
    return actions.send_request(
        session,
        mentor_id,
        form.letter,
        by=current_user,
        reasons=reasons_for_pair(session, me, mentor_id, project_id),
        others={number: reasons_for_pair(session, me, number, project_id) for number in form.others},
        waits=form.waits.data,
    )


def _request_form(mentor: Mentor, draft: Any = None) -> RequestForm:
    session = get_session()
    project_id = request.args.get("project", type=row_number)
    written = {name: getattr(draft, name) or None for name in ("goal", "tried", "wanted", "hours", "project_id")} if draft else {}
    form = RequestForm(**{**written, "project_id": project_id or written.get("project_id")})
    projects = {project.id: project for project in favourites_of(session, current_user.id)}
    for asked in (request.values.get("project", type=row_number), written.get("project_id")):
        if asked and asked not in projects:
            projects[asked] = get_project(session, asked, by=current_user)
    form.project_id.choices = [("", "–")] + [(number, said(project, "title")) for number, project in projects.items()]
    form.offer_choices(_next_choices(mentor, project_id))
    return form


def _next_choices(mentor: Mentor, project_id: int | None) -> dict[int, str]:
    fitting = mentors_for(get_session(), current_user.id, project_id=project_id, n=NEXT_CHOICES)
    return {one.thing.person_id: f"{named(one.thing.person)} · {said(one.thing, 'headline')}" for one in fitting if one.thing is not mentor}


def _request_page(mentor: Mentor, form: RequestForm, status: int = 200) -> Response:
    session = get_session()
    return page(
        "mentoring/request_new.html",
        status=status,
        mentor=mentor,
        form=form,
        outlook=queries.outlook(session, mentor),
        chance=chance_of_yes(session, current_user.id, mentor.person_id),
        reasons=reasons_for_pair(session, current_user.id, mentor.person_id, form.project_id.data or None),
        **words(),
    )


@rooms.post("/requests/<int:request_id>/withdrawal")
@members
def create_withdrawal(request_id: int) -> Response:
    """The learner takes it back."""
    actions.withdraw_request(get_session(), request_id, by=current_user)
    tell(N_("Withdrawn."))
    return go_to("/mentoring")


@rooms.post("/requests/<int:request_id>/taking")
@members
def create_taking(request_id: int) -> Response:
    """The learner still wants the seat that is kept for her."""
    actions.take_offer(get_session(), request_id, by=current_user)
    tell(N_("The mentor has your request now, and the place stays kept for you until the answer."))
    return go_to("/mentoring")
