"""Requests: asking, the mentor's inbox, answering."""

from flask import Response, request
from flask_login import current_user

from marketplace.accounts.queries import profile_of, skills_of
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import AcceptanceForm, DeclineForm, RequestForm
from marketplace.mentoring.matchmaking import reasons_for_pair
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.mentoring.terms import DeclineReason
from marketplace.projects.queries import favourites_of, get_project
from marketplace.web.addresses import row_number
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.i18n import said
from marketplace.web.session import get_session


@rooms.get("/mentors/<int:mentor_id>/requests/new")
@members
def new_request(mentor_id: int) -> Response:
    """The guided request."""
    return _request_page(queries.get_mentor(get_session(), mentor_id), _request_form())


@rooms.post("/mentors/<int:mentor_id>/requests")
@members
def create_request(mentor_id: int) -> Response:
    """Send it; a refusal keeps what was typed."""
    session = get_session()
    mentor = queries.get_mentor(session, mentor_id)
    form = _request_form()
    if not form.validate():
        return _request_page(mentor, form, status=422)
    reasons = reasons_for_pair(session, current_user.id, mentor_id, form.project_id.data)
    if granted(form.wanted, lambda: actions.send_request(session, mentor_id, form.letter, by=current_user, reasons=reasons)) is None:
        return _request_page(mentor, form, status=422)
    tell(N_("Sent. The answer comes within seven days; if none comes, the request ends by itself and we suggest others."))
    return go_to("/mentoring")


def _request_form() -> RequestForm:
    form = RequestForm(project_id=request.args.get("project", type=row_number))
    session = get_session()
    projects = {project.id: project for project in favourites_of(session, current_user.id)}
    if asked := request.values.get("project", type=row_number):
        projects[asked] = get_project(session, asked, by=current_user)
    form.project_id.choices = [("", "–")] + [(number, said(project, "title")) for number, project in projects.items()]
    return form


def _request_page(mentor: Mentor, form: RequestForm, status: int = 200) -> Response:
    session = get_session()
    free = queries.seats_left(session, [mentor])[mentor.person_id]
    reasons = reasons_for_pair(session, current_user.id, mentor.person_id, form.project_id.data or None)
    record = queries.answer_records(session, [mentor.person_id]).get(mentor.person_id, queries.AnswerRecord())
    return page("mentoring/request_new.html", status=status, mentor=mentor, form=form, free=free, record=record, reasons=reasons, **words())


@rooms.get("/mentoring")
@members
def desk() -> Response:
    """One's own mentoring: what waits, what runs, what was."""
    session = get_session()
    me = current_user.id
    mentor = session.get(Mentor, me)
    pairs = queries.mentorships_of_person(session, me)
    return page(
        "mentoring/desk.html",
        mentor=mentor,
        inbox=queries.inbox_of(session, me),
        free=queries.seats_left(session, [mentor])[me] if mentor else 0,
        asked=queries.requests_of(session, me),
        mentorships=pairs,
        unread=queries.unread_counts(session, me, [pair.id or 0 for pair in pairs]),
        **words(),
    )


@rooms.get("/requests/<int:request_id>")
@members
def show_request(request_id: int) -> Response:
    """One request on one screen."""
    return _answer_page(queries.get_request(get_session(), request_id, by=current_user), AcceptanceForm(), DeclineForm())


@rooms.post("/requests/<int:request_id>/acceptance")
@only(Role.mentor)
def create_acceptance(request_id: int) -> Response:
    """The mentor says yes."""
    session = get_session()
    asked = queries.get_request(session, request_id, by=current_user)
    form = AcceptanceForm()
    if not form.validate():
        return _answer_page(asked, form, DeclineForm(), status=422)
    mentorship = granted(form.goal, lambda: actions.accept_request(session, request_id, by=current_user, goal=form.goal.data or ""))
    if mentorship is None:
        return _answer_page(asked, form, DeclineForm(), status=409)
    tell(N_("You are paired. Propose a first meeting soon: pairs that meet in the first two weeks last."))
    return go_to(f"/mentorships/{mentorship.id}")


@rooms.post("/requests/<int:request_id>/decline")
@only(Role.mentor)
def create_decline(request_id: int) -> Response:
    """The mentor says no, with a reason."""
    session = get_session()
    asked = queries.get_request(session, request_id, by=current_user)
    form = DeclineForm()
    if not form.validate():
        return _answer_page(asked, AcceptanceForm(), form, status=422)
    actions.decline_request(session, request_id, by=current_user, reason=DeclineReason(form.reason.data), note=form.note.data or "")
    tell(N_("Declined. The learner is told kindly and sees other mentors."))
    return go_to("/mentoring")


@rooms.post("/requests/<int:request_id>/withdrawal")
@members
def create_withdrawal(request_id: int) -> Response:
    """The learner takes it back."""
    actions.withdraw_request(get_session(), request_id, by=current_user)
    tell(N_("Withdrawn."))
    return go_to("/mentoring")


def _answer_page(asked: MentoringRequest, acceptance: AcceptanceForm, decline: DeclineForm, status: int = 200) -> Response:
    session = get_session()
    return page(
        "mentoring/request.html",
        status=status,
        asked=asked,
        acceptance=acceptance,
        decline=decline,
        profile=profile_of(session, asked.learner_id),
        held=skills_of(session, asked.learner_id),
        free=queries.seats_left(session, [asked.mentor])[asked.mentor_id],
        **words(),
    )
