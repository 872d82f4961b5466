"""Goals with their milestones, and the next step that always stands at the top."""

from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.mentoring.actions.mentorships import held
from marketplace.mentoring.models import Goal, Mentorship, Milestone, NextStep
from marketplace.mentoring.terms import MOST_MILESTONES


class TooManyMilestones(Refusal):
    """A goal with more steps than these is several goals."""

    def __init__(self) -> None:
        super().__init__(
            N_("There are %(most)s milestones already. Tick some off, or make a second goal of the rest."), most=MOST_MILESTONES
        )


def add_goal(session: Session, mentorship_id: int, *, by: Person, text: str, due_on: date | None = None) -> Goal:
    """Agree on one more goal."""
    mentorship = held(session, mentorship_id, by)
    goal = Goal(mentorship_id=mentorship_id, text=text, due_on=due_on)
    mentorship.goals.append(goal)
    session.flush()
    return goal


def set_goal_met(session: Session, goal_id: int, *, by: Person, met: bool) -> Goal:
    """Tick a goal, or open it again."""
    goal = _held_goal(session, goal_id, by)
    goal.met_on, goal.missed_on = clock.today() if met else None, None
    session.add(goal)
    session.flush()
    return goal


def give_goal_up(session: Session, goal_id: int, *, by: Person) -> Goal:
    """The goal will not be met; it stays on the page and can be opened again."""
    goal = _held_goal(session, goal_id, by)
    goal.met_on, goal.missed_on = None, clock.today()
    session.add(goal)
    session.flush()
    return goal


def add_milestone(session: Session, goal_id: int, *, by: Person, text: str) -> Milestone:
    """One more step on the way to a goal."""
    goal = _held_goal(session, goal_id, by)
    if len(goal.milestones) >= MOST_MILESTONES:
        raise TooManyMilestones()
    milestone = Milestone(goal_id=goal_id, text=text)
    goal.milestones.append(milestone)
    session.flush()
    return milestone


def set_milestone_done(session: Session, milestone_id: int, *, by: Person, done: bool) -> Goal:
    """Tick a milestone, or untick it."""
    milestone = session.get(Milestone, milestone_id)
    if milestone is None:
        raise NotFound()
    goal = _held_goal(session, milestone.goal_id, by)
    milestone.done_on = clock.today() if done else None
    session.add(milestone)
    session.flush()
    return goal


def _held_goal(session: Session, goal_id: int, by: Person) -> Goal:
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise NotFound()
    held(session, goal.mentorship_id, by)
    return goal


def set_next_step(
    session: Session, mentorship_id: int, *, by: Person, text: str, who: str = "both", due_on: date | None = None
) -> NextStep:
    """Say what comes next; ``who`` is learner, mentor or both. What stood there before stays below."""
    mentorship = held(session, mentorship_id, by)
    return note_next_step(session, mentorship, by=by, text=text, who=who, due_on=due_on)


def note_next_step(session: Session, mentorship: Mentorship, *, by: Person, text: str, who: str, due_on: date | None) -> NextStep:
    """The same for a pair that is held already."""
    person_id = {"learner": mentorship.learner_id, "mentor": mentorship.mentor_id}.get(who)
    step = NextStep(mentorship_id=mentorship.id or 0, text=text, person_id=person_id, due_on=due_on, by_id=by.id or 0, at=clock.now())
    session.add(step)
    session.flush()
    return step


def set_step_done(session: Session, step_id: int, *, by: Person, done: bool) -> NextStep:
    """Tick the next step off, or take the tick back."""
    step = session.get(NextStep, step_id)
    if step is None:
        raise NotFound()
    held(session, step.mentorship_id, by)
    step.done_on = clock.today() if done else None
    session.add(step)
    session.flush()
    return step
