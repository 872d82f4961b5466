"""Mentorships: goals, sessions, endings."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.access import note_access
from marketplace.accounts.policies import may_see_contact
from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.forms import ClosingForm, EndForm, GoalForm, SessionForm
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.routes.blueprint import rooms
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/mentorships/<int:mentorship_id>")
@members
def show_mentorship(mentorship_id: int) -> Response:
    """The pair's workspace."""
    return _workspace(mentorship_id)


@rooms.post("/mentorships/<int:mentorship_id>/goals")
@members
def create_goal(mentorship_id: int) -> Response:
    """One more goal."""
    form = GoalForm()
    if not form.validate():
        return _workspace(mentorship_id, status=422, goal=form)
    actions.add_goal(get_session(), mentorship_id, by=current_user, text=form.text.data)
    return go_to(f"/mentorships/{mentorship_id}")


@rooms.post("/goals/<int:goal_id>/met")
@members
def create_goal_met(goal_id: int) -> Response:
    """A goal is met."""
    goal = actions.set_goal_met(get_session(), goal_id, by=current_user, met=True)
    return go_to(f"/mentorships/{goal.mentorship_id}")


@rooms.post("/goals/<int:goal_id>/met/removal")
@members
def delete_goal_met(goal_id: int) -> Response:
    """Not met after all."""
    goal = actions.set_goal_met(get_session(), goal_id, by=current_user, met=False)
    return go_to(f"/mentorships/{goal.mentorship_id}")


@rooms.post("/mentorships/<int:mentorship_id>/sessions")
@members
def create_session(mentorship_id: int) -> Response:
    """Log a meeting."""
    form = SessionForm()
    if not form.validate():
        return _workspace(mentorship_id, status=422, log=form)
    names = ("held_on", "minutes", "topics", "next_step")
    actions.log_session(get_session(), mentorship_id, by=current_user, **{name: form[name].data for name in names})
    tell(N_("Logged."))
    return go_to(f"/mentorships/{mentorship_id}")


@rooms.post("/mentorships/<int:mentorship_id>/closing")
@members
def create_closing(mentorship_id: int) -> Response:
    """One side's closing word."""
    form = ClosingForm()
    if not form.validate():
        return _workspace(mentorship_id, status=422, closing=form)
    actions.close_mentorship(get_session(), mentorship_id, by=current_user, useful=int(form.useful.data), word=form.word.data or "")
    tell(N_("Thank you. The mentorship is complete when the other side has answered too, or after 14 days."))
    return go_to(f"/mentorships/{mentorship_id}")


@rooms.post("/mentorships/<int:mentorship_id>/ending")
@members
def create_ending(mentorship_id: int) -> Response:
    """End it now."""
    form = EndForm()
    if not form.validate():
        return _workspace(mentorship_id, status=422, end=form)
    actions.end_early(get_session(), mentorship_id, by=current_user, reason=form.reason.data)
    tell(N_("Ended. The place is free again, and a new request can be sent at once."))
    return go_to(f"/mentorships/{mentorship_id}")


def _note(mentorship: Mentorship) -> None:
    other = mentorship.mentor.person if current_user.id == mentorship.learner_id else mentorship.learner
    contact = ("contact",) if may_see_contact(current_user, other, clock.today()) else ()
    note_access(by=current_user, person_id=other.id or 0, fields=("name", *contact, "mentorship"), reason="mentorship")


def _workspace(mentorship_id: int, status: int = 200, **forms: object) -> Response:
    mentorship = queries.get_mentorship(get_session(), mentorship_id, by=current_user)
    _note(mentorship)
    ready: dict[str, Any] = {
        "goal": forms.get("goal") or GoalForm(formdata=None),
        "log": forms.get("log") or SessionForm(formdata=None, held_on=clock.today(), minutes=60),
        "closing": forms.get("closing") or ClosingForm(formdata=None),
        "end": forms.get("end") or EndForm(formdata=None),
    }
    return page("mentoring/mentorship.html", status=status, mentorship=mentorship, **ready)
