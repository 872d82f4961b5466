"""Reads of mentorships."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import profile_of
from marketplace.errors import NotFound
from marketplace.mentoring.models import Goal, Mentor, MentoringSession, Mentorship, MentorshipClosing
from marketplace.mentoring.policies import may_hand_over, may_work_in
from marketplace.mentoring.terms import CLOSING_DAYS, LIVE, MentorshipState

# After these ends the closing form is still offered for a while.
LATE_WORDS = (MentorshipState.ended_early, MentorshipState.transferred)


def get_mentorship(session: Session, mentorship_id: int, *, by: Person) -> Mentorship:
    """A mentorship one is part of."""
    mentorship = session.get(Mentorship, mentorship_id)
    if mentorship is None or not may_work_in(by, mentorship):
        raise NotFound()
    return mentorship


def get_pair_of_staff(session: Session, mentorship_id: int, *, by: Person, only_staff: bool = False) -> Mentorship:
    """A mentorship for staff of the learner's county or the city, and, unless ``only_staff``, for the two themselves."""
    mentorship = session.get(Mentorship, mentorship_id)
    if mentorship is None:
        raise NotFound()
    if not only_staff and may_work_in(by, mentorship):
        return mentorship
    profile = profile_of(session, mentorship.learner_id)
    if not may_hand_over(by, profile.region if profile else None):
        raise NotFound()
    return mentorship


def mentorships_of_person(session: Session, person_id: int) -> list[Mentorship]:
    """Mentorships on either side, live ones first, then the latest."""
    rows = select(Mentorship).where((col(Mentorship.learner_id) == person_id) | (col(Mentorship.mentor_id) == person_id))
    mentor = joinedload(Mentorship.mentor).joinedload(Mentor.person)  # type: ignore[arg-type]
    together = (mentor, joinedload(Mentorship.learner), joinedload(Mentorship.project))  # type: ignore[arg-type]
    found = list(session.exec(rows.options(*together).order_by(col(Mentorship.began_at).desc())).unique())
    return sorted(found, key=lambda mentorship: mentorship.state not in LIVE)


def mentorship_of_request(session: Session, request_id: int) -> Mentorship | None:
    """The pair that came of a request."""
    return session.exec(select(Mentorship).where(Mentorship.request_id == request_id)).first()


def live_mentorship(session: Session, learner_id: int) -> Mentorship | None:
    """The learner's one live mentorship."""
    return session.exec(select(Mentorship).where(Mentorship.learner_id == learner_id, col(Mentorship.state).in_(LIVE))).first()


def live_pairs_of(session: Session, mentor_id: int) -> list[Mentorship]:
    """The mentor's live mentorships, the oldest first."""
    rows = select(Mentorship).where(Mentorship.mentor_id == mentor_id, col(Mentorship.state).in_(LIVE))
    return list(session.exec(rows.options(joinedload(Mentorship.learner)).order_by(col(Mentorship.began_at))))  # type: ignore[arg-type]


def mentee_ids(session: Session) -> dict[int, list[tuple[int, datetime]]]:
    """For each mentor, the learners of all mentorships with their beginning."""
    found: dict[int, list[tuple[int, datetime]]] = {}
    for mentor_id, learner_id, began in session.exec(select(Mentorship.mentor_id, Mentorship.learner_id, Mentorship.began_at)):
        found.setdefault(mentor_id, []).append((learner_id, began))
    return found


def closings_of(session: Session, mentorship_id: int) -> Sequence[MentorshipClosing]:
    """The closing words that are in."""
    return session.exec(select(MentorshipClosing).where(MentorshipClosing.mentorship_id == mentorship_id)).all()


def takes_late_words(mentorship: Mentorship, closings: Sequence[MentorshipClosing]) -> bool:
    """After an early end both may still say their word, for a fortnight, or until both did."""
    is_fresh = mentorship.ended_at is not None and mentorship.ended_at > clock.now() - timedelta(days=CLOSING_DAYS)
    return mentorship.state in LATE_WORDS and is_fresh and len(closings) < 2


def get_goal(session: Session, goal_id: int, *, by: Person) -> Goal:
    """A goal of a pair one is part of."""
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise NotFound()
    get_mentorship(session, goal.mentorship_id, by=by)
    return goal


def get_session_log(session: Session, session_id: int, *, by: Person) -> MentoringSession:
    """A logged session of a pair one is part of."""
    logged = session.get(MentoringSession, session_id)
    if logged is None:
        raise NotFound()
    get_mentorship(session, logged.mentorship_id, by=by)
    return logged
