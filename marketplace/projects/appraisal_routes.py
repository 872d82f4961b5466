"""Doors of the experts: what they are asked to read, and their opinion."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.places.queries import dictionary
from marketplace.projects import actions, queries
from marketplace.projects.policies import may_see
from marketplace.projects.review_forms import AppraisalForm, StepBackForm
from marketplace.projects.routes import rooms, words
from marketplace.projects.terms import APPRAISAL_CRITERIA, AppraisalState
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session

__all__ = ["rooms"]


@rooms.get("/appraisals")
@only(Role.judge)
def appraisals() -> Response:
    """What one is asked to read."""
    session = get_session()
    return page(
        "projects/appraisals.html", asked=queries.appraisals_asked_of(session, current_user.id), sector=dictionary(session, "sector")
    )


@rooms.get("/appraisals/<int:appraisal_id>")
@only(Role.judge)
def show_appraisal(appraisal_id: int) -> Response:
    """One entry as text, without its author, and the sheet."""
    return _sheet(appraisal_id)


@rooms.post("/appraisals/<int:appraisal_id>")
@only(Role.judge)
def create_appraisal(appraisal_id: int) -> Response:
    """Give the opinion; it stands."""
    form = AppraisalForm()
    if not form.validate():
        return _sheet(appraisal_id, status=422, form=form)
    actions.give_appraisal(get_session(), appraisal_id, **form.opinion, by=current_user)
    tell(N_("Thank you. Your opinion is with the staff."))
    return go_to("/appraisals")


@rooms.post("/appraisals/<int:appraisal_id>/recusal")
@only(Role.judge)
def create_step_back(appraisal_id: int) -> Response:
    """Step back."""
    form = StepBackForm()
    if not form.validate():
        return _sheet(appraisal_id, status=422, step_back=form)
    actions.step_back(get_session(), appraisal_id, form.reason.data, by=current_user)
    tell(N_("You have stepped back; somebody else is asked."))
    return go_to("/appraisals")


def _sheet(appraisal_id: int, status: int = 200, **forms: Any) -> Response:
    session = get_session()
    appraisal = queries.own_appraisal(session, appraisal_id, by=current_user)
    project = appraisal.project
    is_given = appraisal.state == AppraisalState.done
    if not queries.is_asked(session, current_user, project) and not (is_given and may_see(current_user, project)):
        return page("projects/appraisal_over.html", status=status, appraisal=appraisal)
    sheets: dict[str, Any] = {"form": AppraisalForm(), "step_back": StepBackForm()}
    return page(
        "projects/appraisal.html",
        status=status,
        appraisal=appraisal,
        project=project,
        criteria=APPRAISAL_CRITERIA,
        recommendation=dictionary(session, "recommendation"),
        **(sheets | forms),
        **words(),
    )
