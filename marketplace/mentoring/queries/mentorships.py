"""Reads of mentorships."""

from datetime import datetime

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.mentoring.models import Mentor, Mentorship
from marketplace.mentoring.policies import may_work_in
from marketplace.mentoring.terms import LIVE


def get_mentorship(session: Session, mentorship_id: int, *, by: Person) -> Mentorship:
    """A mentorship one is part of."""
    mentorship = session.get(Mentorship, mentorship_id)
    if mentorship is None or not may_work_in(by, mentorship):
        raise NotFound()
    return mentorship


def mentorships_of_person(session: Session, person_id: int) -> list[Mentorship]:
    """Mentorships on either side, live ones first, then the latest."""
    rows = select(Mentorship).where((col(Mentorship.learner_id) == person_id) | (col(Mentorship.mentor_id) == person_id))
    mentor = joinedload(Mentorship.mentor).joinedload(Mentor.person)  # type: ignore[arg-type]
    together = (mentor, joinedload(Mentorship.learner), joinedload(Mentorship.project))  # type: ignore[arg-type]
    found = list(session.exec(rows.options(*together).order_by(col(Mentorship.began_at).desc())).unique())
    return sorted(found, key=lambda mentorship: mentorship.state not in LIVE)


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
