"""Mentorships: goals, the session log, and an ending with both sides' word."""

from datetime import date

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_suspended
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.models import Goal, MentoringSession, Mentorship
from marketplace.mentoring.queries import get_mentor, get_mentorship
from marketplace.mentoring.terms import LIVE, MentorshipState


class MentorshipOver(Refusal):
    """Nothing can be added to an ended mentorship."""

    def __init__(self) -> None:
        super().__init__(N_("This mentorship has ended; its pages stay as they were."))


class InTheFuture(Refusal):
    """A session is logged after it was held."""

    def __init__(self) -> None:
        super().__init__(N_("A session can be logged once it was held: choose today or an earlier day."))


_OWN = [column.key for column in Mentorship.__table__.columns]  # type: ignore[attr-defined]


def _live(session: Session, mentorship_id: int, by: Person) -> Mentorship:
    mentorship = get_mentorship(session, mentorship_id, by=by)
    # Both sides may click at the same moment: the second one must see what the first one did. Goals and sessions are no part of that.
    session.refresh(mentorship, _OWN, with_for_update=True)
    if mentorship.state not in LIVE:
        raise MentorshipOver()
    return mentorship


def add_goal(session: Session, mentorship_id: int, *, by: Person, text: str) -> Goal:
    """Agree on one more goal."""
    mentorship = _live(session, mentorship_id, by)
    goal = Goal(mentorship_id=mentorship_id, text=text)
    mentorship.goals.append(goal)
    session.flush()
    return goal


def set_goal_met(session: Session, goal_id: int, *, by: Person, met: bool) -> Goal:
    """Tick a goal, or untick it."""
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise NotFound()
    _live(session, goal.mentorship_id, by)
    goal.met_on = clock.today() if met else None
    session.add(goal)
    session.flush()
    return goal


def log_session(
    session: Session, mentorship_id: int, *, by: Person, held_on: date, minutes: int, topics: str, next_step: str = ""
) -> MentoringSession:
    """Write down a meeting."""
    mentorship = _live(session, mentorship_id, by)
    if held_on > clock.today():
        raise InTheFuture()
    held = MentoringSession(
        mentorship_id=mentorship_id, held_on=held_on, minutes=minutes, topics=topics, next_step=next_step, logged_by_id=by.id or 0
    )
    session.add(held)
    session.flush()
    session.expire(mentorship, ["sessions"])
    return held


def close_mentorship(session: Session, mentorship_id: int, *, by: Person, useful: int, word: str) -> Mentorship:
    """Give one's closing word: the first opens the closing, the second (or 14 days) completes it.

    Neither sees the other's word before both are in.
    """
    mentorship = _live(session, mentorship_id, by)
    if by.id == mentorship.learner_id:
        mentorship.learner_useful, mentorship.learner_word = useful, word
    else:
        mentorship.mentor_useful, mentorship.mentor_word = useful, word
    both = mentorship.learner_useful is not None and mentorship.mentor_useful is not None
    if both:
        finish(session, mentorship, MentorshipState.completed, by_id=by.id)
    elif mentorship.state == MentorshipState.active:
        _become(session, mentorship, MentorshipState.closing, by_id=by.id)
        mentorship.closing_since = clock.now()
    session.add(mentorship)
    session.flush()
    return mentorship


def end_early(session: Session, mentorship_id: int, *, by: Person, reason: str) -> Mentorship:
    """Either side may end it without the other's consent."""
    mentorship = _live(session, mentorship_id, by)
    mentorship.end_reason = reason
    finish(session, mentorship, MentorshipState.ended_early, by_id=by.id, reason=reason)
    return mentorship


def finish(session: Session, mentorship: Mentorship, state: MentorshipState, *, by_id: int | None, reason: str | None = None) -> None:
    """End a mentorship and give the seat back."""
    mentorship.ended_at = clock.now()
    _become(session, mentorship, state, by_id=by_id, reason=reason)
    announce(session, get_mentor(session, mentorship.mentor_id))


def _become(session: Session, mentorship: Mentorship, state: MentorshipState, *, by_id: int | None, reason: str | None = None) -> None:
    write_history(session, "mentorship", mentorship.id or 0, was=mentorship.state, becomes=state, by_id=by_id, reason=reason)
    mentorship.state = state
    session.add(mentorship)
    session.flush()


def freeze_mentorships(session: Session, person_id: int, *, by: Person | None, reason: str) -> list[Mentorship]:
    """A suspension: the live mentorships of the person stand still, on either side. The seats stay taken and nothing is lost."""
    frozen = [mentorship for mentorship in _live_of(session, person_id) if mentorship.state != MentorshipState.suspended]
    for mentorship in frozen:
        mentorship.frozen_from = mentorship.state
        _become(session, mentorship, MentorshipState.suspended, by_id=by.id if by else None, reason=reason)
    return frozen


def thaw_mentorships(session: Session, person_id: int, *, by: Person | None, reason: str) -> list[Mentorship]:
    """A suspension is lifted: what stood still goes on where it was, unless the other side is suspended, too."""
    frozen = [
        one
        for one in _live_of(session, person_id)
        if one.state == MentorshipState.suspended
        and not is_suspended(session.get_one(Person, one.mentor_id if one.learner_id == person_id else one.learner_id))
    ]
    for mentorship in frozen:
        before = MentorshipState(mentorship.frozen_from or MentorshipState.active)
        mentorship.frozen_from = None
        _become(session, mentorship, before, by_id=by.id if by else None, reason=reason)
    return frozen


def _live_of(session: Session, person_id: int) -> list[Mentorship]:
    rows = select(Mentorship).where(
        (col(Mentorship.learner_id) == person_id) | (col(Mentorship.mentor_id) == person_id), col(Mentorship.state).in_(LIVE)
    )
    return list(session.exec(rows.order_by(col(Mentorship.id)).with_for_update().execution_options(populate_existing=True)))
