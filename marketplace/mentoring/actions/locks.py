"""The order in which rows are locked: the learner, the mentor, the request. Two that click at once never wait for each other.

Whoever takes a seat holds the mentor's row while counting. To give a seat back needs no lock on it: counted too early, it is
still taken.
"""

from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.mentoring.actions.refusals import AnsweredAlready
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.terms import OPEN, RequestState

_OWN = [column.key for column in MentoringRequest.__table__.columns]  # type: ignore[attr-defined]


def lock_learner(session: Session, learner_id: int) -> None:
    """The first lock: everything that a learner asks goes one after the other."""
    session.exec(select(Person.id).where(Person.id == learner_id).with_for_update()).one()


def lock_mentor(session: Session, mentor_id: int) -> Mentor:
    """The second lock: seats are counted and taken under it."""
    mentor = select(Mentor).where(Mentor.person_id == mentor_id).with_for_update(of=Mentor)
    return session.exec(mentor.execution_options(populate_existing=True)).one()


def lock_request(session: Session, request: MentoringRequest, *states: RequestState) -> None:
    """The third lock. Refuses when the request is in none of ``states`` (of all open ones) any more."""
    session.refresh(request, _OWN, with_for_update=True)
    if request.state not in (states or OPEN):
        raise AnsweredAlready()


def lock_for_seat(session: Session, request: MentoringRequest, *states: RequestState) -> Mentor:
    """All three, for somebody who is about to take a seat."""
    lock_learner(session, request.learner_id)
    mentor = lock_mentor(session, request.mentor_id)
    lock_request(session, request, *states)
    return mentor


def lock_to_end(session: Session, request: MentoringRequest, *states: RequestState) -> None:
    """Learner and request, for an ending that takes no seat."""
    lock_learner(session, request.learner_id)
    lock_request(session, request, *states)


def lock_pairs(session: Session, learner_ids: list[int], mentor_ids: list[int]) -> dict[int, Mentor]:
    """Many at once, learners before mentors and each by rising number; the mentors by number."""
    session.exec(select(Person.id).where(col(Person.id).in_(learner_ids)).order_by(col(Person.id)).with_for_update()).all()
    rows = select(Mentor).where(col(Mentor.person_id).in_(mentor_ids)).order_by(col(Mentor.person_id)).with_for_update(of=Mentor)
    return {mentor.person_id: mentor for mentor in session.exec(rows.execution_options(populate_existing=True))}
