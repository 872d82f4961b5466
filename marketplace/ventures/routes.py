"""Doors of the ventures room: openings, follow-ups, closings."""

from typing import Any, TypeVar

from flask import Blueprint, Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.access import note_access, note_accesses
from marketplace.accounts.policies import regions_of_staff
from marketplace.accounts.queries import profile_of
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.places.queries import dictionary
from marketplace.projects.queries import projects_in_order
from marketplace.ventures import actions, queries
from marketplace.ventures.forms import CheckForm, ClosingForm, FollowUpForm, LossForm, OpeningForm, OpeningQuestion, PageQuestion
from marketplace.ventures.models import Venture
from marketplace.ventures.policies import may_give_up
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("ventures", __name__)

Thing = TypeVar("Thing")


@rooms.get("/ventures/new")
@members
def new() -> Response:
    """Tell us of a business."""
    project_id = OpeningQuestion().understood.get("project")
    profile = profile_of(get_session(), current_user.id)
    form = OpeningForm(project_id=project_id, region=profile.region if profile else None, opened_on=clock.today())
    return page("ventures/new.html", form=form)


@rooms.post("/ventures")
@members
def create() -> Response:
    """Keep the opening."""
    form = OpeningForm()
    if not form.validate():
        return page("ventures/new.html", status=422, form=form)
    venture = granted(form.name, lambda: actions.register_opening(get_session(), form.content, by=current_user))
    if venture is None:
        return page("ventures/new.html", status=422, form=form)
    tell(N_("Congratulations on your opening! We ask after 3, 6 and 12 months how it goes, and help in between if you like."))
    return go_to(f"/ventures/{venture.id}")


@rooms.get("/ventures/mine")
@members
def mine() -> Response:
    """The person's own businesses, and what to do next."""
    ventures = queries.ventures_of(get_session(), current_user.id)
    return page("ventures/mine.html", ventures=ventures, open_follow_up=queries.open_follow_up, **_words())


@rooms.get("/ventures/<int:venture_id>")
@members
def show(venture_id: int) -> Response:
    """One business, for its founder and the staff of its county."""
    return _show(venture_id)


@rooms.post("/ventures/<int:venture_id>/follow-ups/<int:months>")
@members
def create_answer(venture_id: int, months: int) -> Response:
    """Answer a question."""
    form = FollowUpForm()
    if not form.validate():
        return _show(venture_id, status=422, answer=form)
    asked = granted(form.trading, lambda: actions.record_follow_up(get_session(), venture_id, months, **form.answer, by=current_user))
    if asked is None:
        return _show(venture_id, status=422, answer=form)
    tell(N_("Thank you, that is kept. It helps those who come after."))
    return go_to(f"/ventures/{venture_id}")


@rooms.post("/ventures/<int:venture_id>/follow-ups/<int:months>/loss")
@only(Role.county_staff, Role.city_staff)
def create_loss(venture_id: int, months: int) -> Response:
    """Give up one question after honest tries."""
    form = LossForm()
    if not form.validate():
        return _show(venture_id, status=422, loss=form)
    actions.mark_lost(get_session(), venture_id, months, tries=form.tries.data, ways=form.ways.data, by=current_user)
    tell(N_("Kept as not reached. It counts as lost, and an answer that comes later still counts."))
    return go_to("/follow-ups")


@rooms.post("/ventures/<int:venture_id>/closing")
@members
def create_closing(venture_id: int) -> Response:
    """Tell us that it has ended."""
    form = ClosingForm()
    if not form.validate():
        return _show(venture_id, status=422, closing=form)
    answers = {"on": form.closed_on.data, "reason": form.reason.data}
    venture = granted(form.closed_on, lambda: actions.close_venture(get_session(), venture_id, **answers, by=current_user))
    if venture is None:
        return _show(venture_id, status=422, closing=form)
    tell(N_("Thank you for telling us. Ending something well takes courage, and what you learnt stays yours."))
    return go_to(f"/ventures/{venture_id}")


@rooms.get("/follow-ups")
@only(Role.county_staff, Role.city_staff)
def follow_ups() -> Response:
    """Questions that are due in the person's county."""
    due = _page_of(queries.due_follow_ups(get_session(), clock.today(), regions_of_staff(current_user)))
    note_accesses(by=current_user, people=[one.venture.founder_id for one in due.items], fields=("name", "business"), reason="follow_up")
    return page("ventures/follow_ups.html", due=due, **_words())


@rooms.get("/outcome-checks")
@only(Role.county_staff, Role.city_staff)
def outcome_checks() -> Response:
    """People to call: their year is over, and we know of no business."""
    return _checks(CheckForm(formdata=None))


@rooms.post("/outcome-checks/<int:person_id>")
@only(Role.county_staff, Role.city_staff)
def create_outcome_check(person_id: int) -> Response:
    """Reached, or not."""
    form = CheckForm()
    if not form.validate():
        return _checks(form, status=422)
    actions.record_outcome_check(get_session(), person_id, reached=form.reached.data == "yes", by=current_user)
    tell(N_("Kept. Whoever was reached and has opened can tell us under My businesses."))
    return go_to("/outcome-checks")


def _checks(form: CheckForm, status: int = 200) -> Response:
    found = _page_of(queries.people_to_ask(get_session(), clock.today(), regions_of_staff(current_user)))
    people = [case.person_id for case, _ in found.items]
    note_accesses(by=current_user, people=people, fields=("name", "contact", "training", "outcome"), reason="outcome_check")
    return page("ventures/outcome_checks.html", status=status, form=form, found=found, **_words())


def _page_of(things: list[Thing]) -> Page[Thing]:
    number = PageQuestion().number
    return Page(things[offset_of(number) :][:PER_PAGE], len(things), number)


def _show(venture_id: int, status: int = 200, **forms: Any) -> Response:
    session = get_session()
    venture = queries.get_venture(session, venture_id, by=current_user)
    note_access(by=current_user, person_id=venture.founder_id, fields=("name", "business"), reason="follow_up")
    ready: dict[str, Any] = {
        "answer": forms.get("answer") or FollowUpForm(formdata=None),
        "loss": forms.get("loss") or LossForm(formdata=None),
        "closing": forms.get("closing") or ClosingForm(formdata=None, closed_on=venture.closed_on or clock.today()),
    }
    asked = queries.open_follow_up(venture)
    found = {"venture": venture, "asked": asked, "entry": _entry(venture)}
    return page("ventures/show.html", status=status, **found, **ready, **_rights(venture), **_words())


def _entry(venture: Venture) -> Any:
    return next(iter(projects_in_order(get_session(), [venture.project_id] if venture.project_id else [])), None)


def _rights(venture: Venture) -> dict[str, Any]:
    return {"is_founder": venture.founder_id == current_user.id, "is_staff": may_give_up(current_user, venture)}


def _words() -> dict[str, Any]:
    session = get_session()
    return {name: dictionary(session, name) for name in ("region", "sector", "venture_form", "closing_reason", "course_kind")}
