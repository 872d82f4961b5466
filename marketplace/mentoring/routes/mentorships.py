"""Mentorships: the pair's page, its goals, next steps and sessions."""

from flask import Response
from flask_login import current_user

from marketplace.errors import N_
from marketplace.mentoring import actions, queries
from marketplace.mentoring.actions.goals import TooManyMilestones
from marketplace.mentoring.forms import GoalForm, MilestoneForm, SessionForm
from marketplace.mentoring.queries.workspace import workspace_of
from marketplace.mentoring.routes.blueprint import rooms
from marketplace.mentoring.routes.workspace import back_to, entered, step_form, workspace
from marketplace.web.doors import members
from marketplace.web.htmx import page
from marketplace.web.session import get_session


@rooms.get("/mentorships/<int:mentorship_id>")
@members
def show_mentorship(mentorship_id: int) -> Response:
    """The pair's workspace."""
    return workspace(mentorship_id)


@rooms.post("/mentorships/<int:mentorship_id>/contact")
@members
def create_contact_opening(mentorship_id: int) -> Response:
    """The other's mail and mobile. Who looks is written down, so this is no GET."""
    shown = actions.open_contact(get_session(), mentorship_id, by=current_user)
    return workspace(mentorship_id, fragment="contact", shown=shown)


@rooms.post("/mentorships/<int:mentorship_id>/goals")
@members
def create_goal(mentorship_id: int) -> Response:
    """One more goal."""
    form, session = GoalForm(), get_session()

    def act() -> object:
        return actions.add_goal(session, mentorship_id, by=current_user, text=form.text.data or "", due_on=form.goal_due.data)

    return entered(mentorship_id, "goal", form, form.text, act, fragment="goals")


@rooms.post("/goals/<int:goal_id>/met")
@members
def create_goal_met(goal_id: int) -> Response:
    """A goal is met."""
    goal = actions.set_goal_met(get_session(), goal_id, by=current_user, met=True)
    return back_to(goal.mentorship_id, fragment="goals", anchor="#goals")


@rooms.post("/goals/<int:goal_id>/met/removal")
@members
def delete_goal_met(goal_id: int) -> Response:
    """Open again: not met after all, or not given up."""
    goal = actions.set_goal_met(get_session(), goal_id, by=current_user, met=False)
    return back_to(goal.mentorship_id, fragment="goals", anchor="#goals")


@rooms.post("/goals/<int:goal_id>/giving-up")
@members
def create_goal_missed(goal_id: int) -> Response:
    """The goal will not be met."""
    goal = actions.give_goal_up(get_session(), goal_id, by=current_user)
    return back_to(goal.mentorship_id, fragment="goals", anchor="#goals")


@rooms.post("/goals/<int:goal_id>/milestones")
@members
def create_milestone(goal_id: int) -> Response:
    """One step on the way to a goal."""
    form, session = MilestoneForm(), get_session()
    goal = queries.get_goal(session, goal_id, by=current_user)

    def act() -> object:
        return actions.add_milestone(session, goal_id, by=current_user, text=form.milestone.data or "")

    form.goal_id = goal_id
    return entered(goal.mentorship_id, "milestone", form, form.milestone, act, beside=(TooManyMilestones,), fragment="goals")


@rooms.post("/milestones/<int:milestone_id>/done")
@members
def create_milestone_done(milestone_id: int) -> Response:
    """Ticked."""
    goal = actions.set_milestone_done(get_session(), milestone_id, by=current_user, done=True)
    return back_to(goal.mentorship_id, fragment="goals", anchor="#goals")


@rooms.post("/milestones/<int:milestone_id>/done/removal")
@members
def delete_milestone_done(milestone_id: int) -> Response:
    """Unticked."""
    goal = actions.set_milestone_done(get_session(), milestone_id, by=current_user, done=False)
    return back_to(goal.mentorship_id, fragment="goals", anchor="#goals")


@rooms.post("/mentorships/<int:mentorship_id>/next-steps")
@members
def create_next_step(mentorship_id: int) -> Response:
    """What comes next."""
    session = get_session()
    form = step_form(workspace_of(session, mentorship_id, by=current_user))

    def act() -> object:
        content = {"text": form.step.data or "", "who": form.who.data, "due_on": form.step_due.data}
        return actions.set_next_step(session, mentorship_id, by=current_user, **content)

    return entered(mentorship_id, "step", form, form.step, act, fragment="next")


@rooms.post("/next-steps/<int:step_id>/done")
@members
def create_step_done(step_id: int) -> Response:
    """Done."""
    step = actions.set_step_done(get_session(), step_id, by=current_user, done=True)
    return back_to(step.mentorship_id, fragment="next")


@rooms.post("/next-steps/<int:step_id>/done/removal")
@members
def delete_step_done(step_id: int) -> Response:
    """Not done after all."""
    step = actions.set_step_done(get_session(), step_id, by=current_user, done=False)
    return back_to(step.mentorship_id, fragment="next")


@rooms.post("/mentorships/<int:mentorship_id>/sessions")
@members
def create_session(mentorship_id: int) -> Response:
    """Log a meeting."""
    form, session = SessionForm(), get_session()

    def act() -> object:
        names = ("held_on", "minutes", "topics", "next_step", "meeting_id")
        return actions.log_session(session, mentorship_id, by=current_user, **{name: form[name].data for name in names})

    return entered(mentorship_id, "log", form, form.held_on, act, word=N_("Logged."))


@rooms.get("/sessions/<int:session_id>")
@members
def edit_session(session_id: int) -> Response:
    """One's own log, to be mended."""
    logged = queries.get_session_log(get_session(), session_id, by=current_user)
    form = SessionForm(formdata=None, held_on=logged.held_on, minutes=logged.minutes, topics=logged.topics)
    return page("mentoring/session.html", logged=logged, form=form)


@rooms.post("/sessions/<int:session_id>")
@members
def update_session(session_id: int) -> Response:
    """Mend it."""
    session = get_session()
    logged, form = queries.get_session_log(session, session_id, by=current_user), SessionForm()
    if not form.validate():
        return page("mentoring/session.html", status=422, logged=logged, form=form)
    names = ("held_on", "minutes", "topics")
    actions.change_session(session, session_id, by=current_user, **{name: form[name].data for name in names})
    return back_to(logged.mentorship_id, word=N_("Saved."), anchor="#sessions")


@rooms.post("/sessions/<int:session_id>/removal")
@members
def delete_session(session_id: int) -> Response:
    """Take it back."""
    number = actions.remove_session(get_session(), session_id, by=current_user)
    return back_to(number, word=N_("Removed."), anchor="#sessions")
