"""The desk of a round: every step of it, for staff. Auditors read it."""

from collections.abc import Callable
from typing import Any

from flask import Response
from flask_login import current_user

from marketplace.accounts.access import note_accesses
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.rounds import actions, queries
from marketplace.rounds.desk import Desk, desk_of
from marketplace.rounds.forms import ChangeForm, PinForm, ReasonForm, SolveForm
from marketplace.rounds.models import Round
from marketplace.rounds.policies import may_run
from marketplace.rounds.routes.blueprint import rooms, words
from marketplace.rounds.solving import solvers
from marketplace.rounds.terms import Objective, PinKind
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session

STAFF = (Role.city_staff, Role.county_staff)
READERS = (*STAFF, Role.auditor)


@rooms.get("/rounds/<int:round_id>/desk")
@only(*READERS)
def desk(round_id: int) -> Response:
    """Where the round stands, and what comes next."""
    return _desk(round_id)


@rooms.post("/rounds/<int:round_id>/opening")
@only(*STAFF)
def create_opening(round_id: int) -> Response:
    """Take choices."""
    actions.open_round(get_session(), round_id, by=current_user)
    tell(N_("The round is open. Mentors with free places were told; add the learners who wait."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/learners")
@only(*STAFF)
def create_learners(round_id: int) -> Response:
    """Put everybody who waits on the list."""
    count = actions.add_waiting(get_session(), round_id, by=current_user)
    tell(N_("Learners added and told: %(count)s."), count=count)
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/freezing")
@only(*STAFF)
def create_freezing(round_id: int) -> Response:
    """End the choices."""
    actions.freeze_round(get_session(), round_id, by=current_user)
    tell(N_("The input is frozen and signed by its SHA-256. Lock or forbid pairs where you must, then solve."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/pins")
@only(*STAFF)
def create_pin(round_id: int) -> Response:
    """Lock a pair, or forbid it."""
    form = PinForm(prefix="pin-")
    if not form.validate():
        return _desk(round_id, pin=form, status=422)
    pair, kind = (form.learner_id.data, form.mentor_id.data), PinKind(form.kind.data)
    act = lambda: actions.pin_pair(get_session(), round_id, *pair, kind, by=current_user, reason=form.reason.data)  # noqa: E731
    if granted(form.mentor_id, act) is None:
        return _desk(round_id, pin=form, status=422)
    tell(N_("Written down. It counts from the next solve on."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/pins/<int:learner_id>/<int:mentor_id>/removal")
@only(*STAFF)
def delete_pin(round_id: int, learner_id: int, mentor_id: int) -> Response:
    """Take a lock or a ban back."""
    actions.unpin_pair(get_session(), round_id, learner_id, mentor_id, by=current_user)
    tell(N_("Taken back. It counts from the next solve on."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/solves")
@only(*STAFF)
def create_solve(round_id: int) -> Response:
    """Solve, or solve again."""
    form = SolveForm(solvers())
    if not form.validate():
        return _desk(round_id, solve=form, status=422)
    asked: dict[str, Any] = {"objective": Objective(form.objective.data), "seed": form.seed.data, "solver": form.solver.data}
    if granted(form.objective, lambda: actions.solve_again(get_session(), round_id, by=current_user, **asked)) is None:
        return _desk(round_id, solve=form, status=422)
    tell(N_("Solved. Read what was reached, then hand it in for approval."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/solves/<int:solve_id>/choice")
@only(*STAFF)
def update_choice(round_id: int, solve_id: int) -> Response:
    """Go on with another answer."""
    actions.choose_solve(get_session(), round_id, solve_id, by=current_user)
    tell(N_("The round goes on with this answer. What was changed by hand before is gone."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/changes")
@only(*STAFF)
def create_change(round_id: int) -> Response:
    """Change one pair by hand."""
    form = ChangeForm(prefix="change-")
    if not form.validate():
        return _desk(round_id, change=form, status=422)
    pair, reason = (form.learner_id.data, form.mentor_id.data), form.reason.data
    if granted(form.mentor_id, lambda: actions.change_pair(get_session(), round_id, *pair, by=current_user, reason=reason)) is None:
        return _desk(round_id, change=form, status=422)
    tell(N_("Changed. The reason stands in the ledger."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/review")
@only(*STAFF)
def create_review(round_id: int) -> Response:
    """Hand the answer in."""
    actions.submit_round(get_session(), round_id, by=current_user)
    tell(N_("Handed in for approval."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/approval")
@only(*STAFF)
def create_approval(round_id: int) -> Response:
    """Say yes."""
    actions.approve_round(get_session(), round_id, by=current_user)
    tell(N_("Approved. Publishing sends the proposals."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/rejection")
@only(*STAFF)
def create_rejection(round_id: int) -> Response:
    """Give the answer back."""
    form = ReasonForm(prefix="rejection-")
    if not form.validate():
        return _desk(round_id, rejection=form, status=422)
    actions.reject_round(get_session(), round_id, by=current_user, reason=form.reason.data)
    tell(N_("Given back, with the reason in the ledger."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/publication")
@only(*STAFF)
def create_publication(round_id: int) -> Response:
    """Send the proposals."""
    actions.publish_round(get_session(), round_id, by=current_user)
    tell(N_("Published. Everybody was told; both sides have seven days to say yes."))
    return go_to(f"/rounds/{round_id}/desk")


@rooms.post("/rounds/<int:round_id>/cancellation")
@only(*STAFF)
def create_cancellation(round_id: int) -> Response:
    """End a round that was not published."""
    form = ReasonForm(prefix="cancellation-")
    if not form.validate():
        return _desk(round_id, cancellation=form, status=422)
    actions.cancel_round(get_session(), round_id, by=current_user, reason=form.reason.data)
    tell(N_("Cancelled. Whoever took part was told."))
    return go_to(f"/rounds/{round_id}/desk")


def _desk(round_id: int, status: int = 200, **forms: Any) -> Response:
    session = get_session()
    found = queries.get_round(session, round_id, by=current_user)
    seen: Desk = desk_of(session, found, by=current_user)
    note_accesses(by=current_user, people=seen.names, fields=("name",), reason="matching")
    return page("rounds/desk.html", status=status, round=found, desk=seen, **_forms(found, forms), **words())


def _forms(found: Round, given: dict[str, Any]) -> dict[str, Any]:
    """The forms of the desk; one that was wrong comes back as it was sent."""
    made: dict[str, Callable[[], Any]] = {
        "pin": lambda: PinForm(formdata=None, prefix="pin-"),
        "solve": lambda: SolveForm(solvers(), formdata=None, objective=found.objective.value, seed=found.id),
        "change": lambda: ChangeForm(formdata=None, prefix="change-"),
        "rejection": lambda: ReasonForm(formdata=None, prefix="rejection-"),
        "cancellation": lambda: ReasonForm(formdata=None, prefix="cancellation-"),
    }
    return {f"{name}_form": given.get(name) or make() for name, make in made.items()} | {"runs": may_run(current_user, found)}
