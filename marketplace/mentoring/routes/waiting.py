"""The wait for a person's help: learners ask for it, staff find a mentor."""

from flask import Response
from flask_login import current_user

from marketplace.accounts.policies import regions_of_staff
from marketplace.accounts.queries import profile_of, skills_of
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import WaitEndForm, WaitingFilter
from marketplace.mentoring.matchmaking import mentors_for, reasons_for_pair
from marketplace.mentoring.routes.blueprint import rooms, words
from marketplace.mentoring.terms import WaitingOutcome
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

SUGGESTED = 10


@rooms.post("/mentoring/help")
@members
def create_help() -> Response:
    """A learner asks staff to find a mentor."""
    actions.ask_for_help(get_session(), by=current_user)
    tell(N_("Staff of your county see that you wait, and since when. You can go on asking mentors yourself."))
    return go_to("/mentoring")


@rooms.post("/mentoring/help/removal")
@members
def delete_help() -> Response:
    """She needs it no longer."""
    actions.end_waiting(get_session(), current_user.id, WaitingOutcome.withdrawn, by_id=current_user.id)
    tell(N_("You are off the list."))
    return go_to("/mentoring")


@rooms.get("/mentoring/waiting")
@only(Role.county_staff, Role.city_staff)
def waiting_index() -> Response:
    """Who waits for a person's help, in one's own county."""
    session, regions = get_session(), regions_of_staff(current_user)
    number = WaitingFilter().understood.get("page") or 1
    waits = queries.waiting_learners(session, regions, offset_of(number), PER_PAGE)
    return page("mentoring/waiting.html", found=Page(waits, queries.waiting_count(session, regions), number), **words())


@rooms.get("/mentoring/waiting/<int:waiting_id>")
@only(Role.county_staff, Role.city_staff)
def show_waiting(waiting_id: int) -> Response:
    """One learner who waits, and mentors who fit."""
    return _waiting_page(waiting_id, WaitEndForm(formdata=None))


@rooms.post("/mentoring/waiting/<int:waiting_id>/proposals/<int:mentor_id>")
@only(Role.county_staff, Role.city_staff)
def create_proposal(waiting_id: int, mentor_id: int) -> Response:
    """Propose the two to each other."""
    session = get_session()
    waiting = queries.get_waiting(session, waiting_id, by=current_user)
    pair = (waiting.person_id, mentor_id)
    actions.propose_pairs(session, [pair], by=current_user, reasons={pair: reasons_for_pair(session, *pair, None)})
    tell(N_("Proposed to both. A place is kept for seven days; both have to say yes."))
    return go_to("/mentoring/waiting")


@rooms.post("/mentoring/waiting/<int:waiting_id>/end")
@only(Role.county_staff, Role.city_staff)
def create_waiting_end(waiting_id: int) -> Response:
    """No mentor can be found; the learner reads why."""
    session = get_session()
    waiting = queries.get_waiting(session, waiting_id, by=current_user)
    form = WaitEndForm()
    if not form.validate():
        return _waiting_page(waiting_id, form, status=422)
    actions.close_wait(session, waiting.person_id, by=current_user, note=form.note.data)
    tell(N_("Ended. The learner is told what you wrote."))
    return go_to("/mentoring/waiting")


def _waiting_page(waiting_id: int, form: WaitEndForm, status: int = 200) -> Response:
    session = get_session()
    waiting = queries.get_waiting(session, waiting_id, by=current_user)
    fitting = mentors_for(session, waiting.person_id, n=SUGGESTED)
    mentors = [one.thing for one in fitting]
    return page(
        "mentoring/waiting_show.html",
        status=status,
        waiting=waiting,
        form=form,
        fitting=fitting,
        free=queries.seats_left(session, mentors),
        records=queries.answer_records(session, [mentor.person_id for mentor in mentors]),
        still_open=queries.open_of(session, waiting.person_id),
        profile=profile_of(session, waiting.person_id),
        held=skills_of(session, waiting.person_id),
        **words(),
    )
