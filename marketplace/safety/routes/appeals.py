"""Measures about oneself, and appeals."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace.accounts.access import note_access
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.safety import actions, queries
from marketplace.safety.forms import AppealDecisionForm, AppealForm
from marketplace.safety.policies import may_appeal
from marketplace.safety.routes.blueprint import rooms, words
from marketplace.safety.terms import APPEAL_DAYS
from marketplace.web.doors import members, only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/mine/measures")
@members
def own_measures() -> Response:
    """What was decided about oneself, and why."""
    return _measures(AppealForm(formdata=None))


@rooms.post("/mine/measures/<int:measure_id>/appeal")
@members
def create_appeal(measure_id: int) -> Response:
    """Write an appeal."""
    form = AppealForm()
    if not form.validate():
        return _measures(form, wrong_id=measure_id, status=422)
    appeal = granted(form.words, lambda: actions.write_appeal(get_session(), measure_id, by=current_user, words=form.words.data))
    if appeal is None:
        return _measures(form, wrong_id=measure_id, status=422)
    tell(N_("Sent. A second officer answers within five working days."))
    return go_to("/mine/measures")


@rooms.get("/safety/appeals/<int:appeal_id>")
@only(Role.safeguarding)
def show_appeal(appeal_id: int) -> Response:
    """An appeal, for the second officer."""
    return _appeal(appeal_id, AppealDecisionForm(formdata=None))


@rooms.post("/safety/appeals/<int:appeal_id>/decision")
@only(Role.safeguarding)
def create_appeal_decision(appeal_id: int) -> Response:
    """Decide it."""
    form = AppealDecisionForm()
    if not form.validate():
        return _appeal(appeal_id, form, status=422)
    overturned = form.verdict.data == "overturned"
    actions.decide_appeal(get_session(), appeal_id, by=current_user, overturned=overturned, decision=form.decision.data)
    tell(N_("Decided. The person is told."))
    return go_to("/safety")


def _measures(form: AppealForm, wrong_id: int | None = None, status: int = 200) -> Response:
    found = queries.measures_of(get_session(), current_user.id)
    mine: dict[str, Any] = {"measures": found, "form": form, "wrong_id": wrong_id, "may_appeal": may_appeal, "appeal_days": APPEAL_DAYS}
    return page("safety/own_measures.html", status=status, **mine, **words())


def _appeal(appeal_id: int, form: AppealDecisionForm, status: int = 200) -> Response:
    appeal = queries.get_appeal(get_session(), appeal_id, by=current_user)
    note_access(by=current_user, person_id=appeal.measure.person_id, fields=("name", "safety"), reason="safety")
    return page("safety/appeal.html", status=status, appeal=appeal, form=form, **words())
