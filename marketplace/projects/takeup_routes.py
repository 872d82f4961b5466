"""Doors of take-up: asking, answering, beginning, ending, rating."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.access import note_access, note_accesses
from marketplace.accounts.models import Person
from marketplace.accounts.policies import may_see_contact
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.projects import actions, queries
from marketplace.projects.models import TakeUp
from marketplace.projects.policies import may_answer, may_rate
from marketplace.projects.takeup_forms import EnquiryForm, IntroductionForm, RatingForm, RefusalForm, StopForm
from marketplace.projects.terms import STOP_WORDS, StopReason
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import Form, granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session

rooms = Blueprint("take_up", __name__)


@rooms.get("/projects/<int:project_id>/enquiry")
@members
def new_enquiry(project_id: int) -> Response:
    """The sheet for a question."""
    return _enquiry(project_id, EnquiryForm())


@rooms.post("/projects/<int:project_id>/enquiry")
@members
def create_enquiry(project_id: int) -> Response:
    """Ask."""
    form = EnquiryForm()
    if not form.validate():
        return _enquiry(project_id, form, status=422)
    take_up = granted(form.question, lambda: actions.enquire(get_session(), project_id, form.question.data, by=current_user))
    if take_up is None:
        return _enquiry(project_id, form, status=422)
    tell(N_("Your question is on its way. If nobody answers within 14 days, the start-up centre does."))
    return go_to(f"/take-ups/{take_up.id}")


@rooms.post("/projects/<int:project_id>/adoption")
@members
def create_adoption(project_id: int) -> Response:
    """ "I am doing this"."""
    take_up = actions.adopt(get_session(), project_id, by=current_user)
    tell(N_("Good luck! Tell us when you open, and also if it comes to nothing: both help those who come after."))
    return go_to(f"/take-ups/{take_up.id}")


@rooms.get("/take-ups")
@members
def mine() -> Response:
    """The person's own ways."""
    return page("projects/take_ups.html", take_ups=queries.take_ups_of(get_session(), current_user.id))


@rooms.get("/take-ups/asked")
@members
def asked() -> Response:
    """What others ask about the person's own entries."""
    found = queries.asked_of(get_session(), current_user.id)
    return page("projects/take_ups_asked.html", take_ups=found, days_asked=queries.days_asked)


@rooms.get("/take-ups/queue")
@only(Role.county_staff, Role.city_staff)
def queue() -> Response:
    """What waits for the centre."""
    found = queries.take_up_queue(get_session(), current_user)
    note_accesses(by=current_user, people=[one.person_id for one in found], fields=("name",), reason="take_up")
    return page("projects/take_up_queue.html", take_ups=found, days_asked=queries.days_asked)


@rooms.get("/take-ups/<int:take_up_id>")
@members
def show(take_up_id: int) -> Response:
    """One way, for both sides."""
    return _show(take_up_id)


@rooms.post("/take-ups/<int:take_up_id>/introduction")
@members
def create_introduction(take_up_id: int) -> Response:
    """Yes."""
    return _act(
        take_up_id,
        "introduction",
        IntroductionForm(),
        lambda form: actions.introduce(get_session(), take_up_id, form.welcome.data or "", by=current_user),
        N_("You can reach each other now: the contact is on this page."),
    )


@rooms.post("/take-ups/<int:take_up_id>/refusal")
@members
def create_refusal(take_up_id: int) -> Response:
    """No, with a word."""
    return _act(
        take_up_id,
        "refusal",
        RefusalForm(),
        lambda form: actions.decline(get_session(), take_up_id, form.why.data, by=current_user),
        N_("Your answer is on its way. Nobody sees your contact."),
    )


@rooms.post("/take-ups/<int:take_up_id>/ending")
@members
def create_ending(take_up_id: int) -> Response:
    """Give it up."""
    return _act(
        take_up_id,
        "ending",
        StopForm(),
        lambda form: actions.stop(get_session(), take_up_id, StopReason(form.reason.data), form.note.data or "", by=current_user),
        N_("Kept. Thank you for telling us: it spares others the same way."),
    )


@rooms.post("/take-ups/<int:take_up_id>/rating")
@members
def create_rating(take_up_id: int) -> Response:
    """Say how it is."""
    return _act(
        take_up_id,
        "rating",
        RatingForm(),
        lambda form: actions.rate(get_session(), take_up_id, **form.answers, by=current_user),
        N_("Thank you. Your stars count at once; words are shown without your name, once five people have rated."),
    )


def _act(take_up_id: int, name: str, form: Form, act: Callable[[Any], object], saying: str) -> Response:
    """The four beats of the four forms on a take-up's page."""
    if not form.validate():
        return _show(take_up_id, status=422, **{name: form})
    act(form)
    tell(saying)
    return go_to(f"/take-ups/{take_up_id}")


def _enquiry(project_id: int, form: EnquiryForm, status: int = 200) -> Response:
    session = get_session()
    project = queries.get_project(session, project_id, by=current_user)
    take_up = queries.take_up_of(session, project_id, current_user.id)
    return page("projects/enquiry.html", status=status, project=project, form=form, take_up=take_up)


def _show(take_up_id: int, status: int = 200, **filled: Form) -> Response:
    session = get_session()
    take_up = queries.get_take_up(session, take_up_id, by=current_user)
    sheets = {"introduction": IntroductionForm, "refusal": RefusalForm, "ending": StopForm}
    forms = {name: filled.get(name) or sheet(formdata=None) for name, sheet in sheets.items()}
    other = queries.other_side(session, take_up, current_user)
    _note(take_up, other)
    return page(
        "projects/take_up.html",
        status=status,
        take_up=take_up,
        other=other,
        may_answer=may_answer(current_user, take_up),
        may_rate=may_rate(current_user, take_up),
        rating=filled.get("rating") or _rating_sheet(take_up),
        days_asked=queries.days_asked(take_up),
        stop_words=STOP_WORDS,
        **forms,
    )


def _note(take_up: TakeUp, other: Person | None) -> None:
    if other and may_see_contact(current_user, other, clock.today()):
        note_access(by=current_user, person_id=other.id or 0, fields=("name", "contact"), reason="take_up")
    else:
        note_access(by=current_user, person_id=take_up.person_id, fields=("name",), reason="take_up")


def _rating_sheet(take_up: TakeUp) -> RatingForm:
    given = queries.rating_of(get_session(), take_up.id or 0)
    kept = {"stars": str(given.stars), "true_costs": given.true_costs, "word": given.word} if given else {}
    return RatingForm(formdata=None, **kept)
