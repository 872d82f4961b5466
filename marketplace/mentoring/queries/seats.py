"""How many of a mentor's seats are taken, and how many are free."""

from collections.abc import Iterable

from sqlalchemy import func
from sqlmodel import Session, col, select

from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.terms import LIVE


def live_counts(session: Session) -> dict[int, int]:
    """Live mentorships by mentor."""
    rows = select(Mentorship.mentor_id, func.count()).where(col(Mentorship.state).in_(LIVE)).group_by(col(Mentorship.mentor_id))
    return dict(session.exec(rows).all())


def held_counts(session: Session) -> dict[int, int]:
    """Seats kept for a request by mentor: offered from the waiting list, or proposed."""
    rows = select(MentoringRequest.mentor_id, func.count()).where(col(MentoringRequest.holds_seat))
    return dict(session.exec(rows.group_by(col(MentoringRequest.mentor_id))).all())


def seats_left(session: Session, mentors: Iterable[Mentor]) -> dict[int, int]:
    """Free seats by mentor, never below nought."""
    live, held = live_counts(session), held_counts(session)
    return {mentor.person_id: max(0, mentor.seats - live.get(mentor.person_id, 0) - held.get(mentor.person_id, 0)) for mentor in mentors}


def free_seats(session: Session, mentor: Mentor) -> int:
    """Seats of one mentor that neither a live mentorship nor a request holds; ask under the mentor's lock before taking one.

    Below nought where she lowered her seats under what she holds.
    """
    live = select(func.count()).select_from(Mentorship).where(Mentorship.mentor_id == mentor.person_id, col(Mentorship.state).in_(LIVE))
    held = (
        select(func.count())
        .select_from(MentoringRequest)
        .where(MentoringRequest.mentor_id == mentor.person_id, col(MentoringRequest.holds_seat))
    )
    return mentor.seats - session.exec(live).one() - session.exec(held).one()
