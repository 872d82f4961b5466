"""How many of a mentor's seats are taken, and how many are free."""

from collections.abc import Iterable

from sqlalchemy import func
from sqlmodel import Session, col, select

from marketplace.mentoring.models import Mentor, Mentorship
from marketplace.mentoring.terms import LIVE


def live_counts(session: Session) -> dict[int, int]:
    """Seats taken by mentor: live mentorships."""
    rows = select(Mentorship.mentor_id, func.count()).where(col(Mentorship.state).in_(LIVE)).group_by(col(Mentorship.mentor_id))
    return dict(session.exec(rows).all())


def seats_left(session: Session, mentors: Iterable[Mentor]) -> dict[int, int]:
    """Free seats by mentor, never below nought."""
    taken = live_counts(session)
    return {mentor.person_id: max(0, mentor.seats - taken.get(mentor.person_id, 0)) for mentor in mentors}
