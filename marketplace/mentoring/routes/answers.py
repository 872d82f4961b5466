"""Answering: the mentor's desk, yes and no, and proposals that both confirm."""

from flask import Response
from flask_login import current_user

from marketplace.accounts.access import note_access
from marketplace.accounts.queries import profile_of, skills_of
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import AcceptanceForm, DeclineForm, ProposalRefusalForm
from marketplace.mentoring.matchmaking import mentors_for
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.mentoring.terms import DeclineReason
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.i18n import named
from marketplace.web.session import get_session

OTHERS = 3
COLLEAGUES = 8


@rooms.get("/mentoring")
@members
def desk() -> Response:
    """One's own mentoring: what waits, what runs, what was."""
    session = get_session()
    me = current_user.id
    mentor = session.get(Mentor, me)
    asked = queries.requests_of(session, me)
    pairs = queries.mentorships_of_person(session, me)
    return page(
        "mentoring/desk.html",
        mentor=mentor,
        inbox=queries.inbox_of(session, me),
        free=queries.seats_left(session, [mentor])[me] if mentor else 0,
        asked=asked,
        places=queries.waitlist_places(session, asked),
        waiting=queries.waiting_of(session, me),
        mentorships=pairs,
        unread=queries.unread_counts(session, me, [pair.id or 0 for pair in pairs]),
        **words(),
    )


@rooms.get("/requests/<int:request_id>")
@members
def show_request(request_id: int) -> Response:
    """One request on one screen."""
    asked = queries.get_request(get_session(), request_id, by=current_user)
    return _answer_page(asked, AcceptanceForm(), _decline_form(asked))


@rooms.post("/requests/<int:request_id>/acceptance")
@only(Role.mentor)
def create_acceptance(request_id: int) -> Response:
    """The mentor says yes."""
    session = get_session()
    asked = queries.get_request(session, request_id, by=current_user)
    form = AcceptanceForm()
    if not form.validate():
        return _answer_page(asked, form, _decline_form(asked), status=422)
    mentorship = granted(form.goal, lambda: actions.accept_request(session, request_id, by=current_user, goal=form.goal.data or ""))
    return _paired(mentorship) or _answer_page(asked, form, _decline_form(asked), status=409)


@rooms.post("/requests/<int:request_id>/decline")
@only(Role.mentor)
def create_decline(request_id: int) -> Response:
    """The mentor says no, with a reason."""
    session = get_session()
    asked = queries.get_request(session, request_id, by=current_user)
    form = _decline_form(asked)
    if not form.validate():
        return _answer_page(asked, AcceptanceForm(), form, status=422)
    reason, colleague_id = DeclineReason(form.reason.data), form.colleague.data
    actions.decline_request(session, request_id, by=current_user, reason=reason, note=form.note.data or "", colleague_id=colleague_id)
    tell(N_("Declined. The learner is told kindly; her next choice is asked, or she sees other mentors."))
    return go_to("/mentoring")


@rooms.post("/requests/<int:request_id>/confirmation")
@members
def create_confirmation(request_id: int) -> Response:
    """One side says yes to a proposal."""
    session = get_session()
    actions.confirm_proposal(session, request_id, by=current_user)
    return _paired(queries.mentorship_of_request(session, request_id)) or _noted(request_id)


@rooms.post("/requests/<int:request_id>/refusal")
@members
def create_proposal_refusal(request_id: int) -> Response:
    """One side says no to a proposal."""
    session = get_session()
    asked = queries.get_request(session, request_id, by=current_user)
    form = ProposalRefusalForm()
    if not form.validate():
        return _answer_page(asked, AcceptanceForm(formdata=None), _decline_form(asked), status=422, refusal=form)
    actions.refuse_proposal(session, request_id, by=current_user, note=form.note.data or "")
    tell(N_("Your no is noted; nothing is held against you."))
    return go_to("/mentoring")


def _decline_form(asked: MentoringRequest) -> DeclineForm:
    if current_user.id != asked.mentor_id:
        return DeclineForm()
    fitting = mentors_for(get_session(), asked.learner_id, project_id=asked.project_id, n=COLLEAGUES)
    return DeclineForm({one.thing.person_id: named(one.thing.person) for one in fitting if one.thing.person_id != asked.mentor_id})


def _paired(mentorship: Mentorship | None) -> Response | None:
    """To the page of the new pair, if there is one."""
    if mentorship is None:
        return None
    tell(N_("You are paired. Propose a first meeting soon: pairs that meet in the first two weeks last."))
    return go_to(f"/mentorships/{mentorship.id}")


def _noted(request_id: int) -> Response:
    tell(N_("Your yes is noted. With the yes of the other side you are a pair; without one the proposal ends within seven days."))
    return go_to(f"/requests/{request_id}")


def _answer_page(
    asked: MentoringRequest, acceptance: AcceptanceForm, decline: DeclineForm, status: int = 200, refusal: ProposalRefusalForm | None = None
) -> Response:
    session = get_session()
    note_access(by=current_user, person_id=asked.learner_id, fields=("name", "letter", "answers"), reason="request")
    pair = queries.mentorship_of_request(session, asked.id or 0)
    is_over = asked.ended_at is not None and pair is None and current_user.id == asked.learner_id
    return page(
        "mentoring/request.html",
        status=status,
        asked=asked,
        pair=pair,
        acceptance=acceptance,
        decline=decline,
        refusal=refusal or ProposalRefusalForm(formdata=None),
        profile=profile_of(session, asked.learner_id),
        held=skills_of(session, asked.learner_id),
        free=queries.seats_left(session, [asked.mentor])[asked.mentor_id],
        colleague=session.get(Mentor, asked.colleague_id) if asked.colleague_id else None,
        others=mentors_for(session, asked.learner_id, project_id=asked.project_id, n=OTHERS) if is_over else [],
        place=queries.waitlist_places(session, [asked]).get(asked.id or 0),
        **words(),
    )
