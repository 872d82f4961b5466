"""Reads of mentors and of how they answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.history import last_steps
from marketplace.mentoring.mentor_terms import EDITABLE, PUBLIC
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.policies import may_see_application, may_see_profile
from marketplace.mentoring.terms import MentorState, RequestState


@dataclass(frozen=True)
class AnswerRecord:
    """How a mentor has answered so far: ``answered`` requests, of which ``accepted``; the typical wait in days."""

    answered: int = 0
    accepted: int = 0
    days: float | None = None


def get_mentor(session: Session, mentor_id: int) -> Mentor:
    """A mentor in whatever state; what others may see is ``get_profile``."""
    mentor = session.get(Mentor, mentor_id)
    if mentor is None:
        raise NotFound()
    return mentor


def get_profile(session: Session, mentor_id: int, *, by: Person | None) -> Mentor:
    """A profile as a reader may see it: published and paused ones are for everybody, all others for herself and the staff."""
    mentor = session.get(Mentor, mentor_id)
    if mentor is None or not may_see_profile(by, mentor):
        raise NotFound()
    return mentor


def get_own_profile(session: Session, person_id: int) -> Mentor:
    """One's own profile, while it may be changed."""
    mentor = get_mentor(session, person_id)
    if mentor.state not in EDITABLE:
        raise NotFound()
    return mentor


def get_public_mentor(session: Session, person_id: int) -> Mentor:
    """One's own profile, while it is public."""
    mentor = get_mentor(session, person_id)
    if mentor.state not in PUBLIC:
        raise NotFound()
    return mentor


def get_read_mentor(session: Session, person_id: int) -> Mentor:
    """Oneself, once one may read agreement and training: the application was looked at."""
    mentor = get_own_profile(session, person_id)
    if mentor.state == MentorState.applied:
        raise NotFound()
    return mentor


def get_mentor_of_staff(session: Session, mentor_id: int, *, by: Person) -> Mentor:
    """A mentor of the staff member's county, in whatever state."""
    mentor = get_mentor(session, mentor_id)
    if not may_see_application(by, mentor):
        raise NotFound()
    return mentor


def published_mentors(session: Session, ids: Iterable[int] | None = None) -> list[Mentor]:
    """Mentors who take requests, or those among ``ids``."""
    rows = _at_work(select(Mentor).where(Mentor.state == MentorState.published)).order_by(col(Mentor.person_id))
    return list(session.exec(rows if ids is None else rows.where(col(Mentor.person_id).in_(list(ids)))))


def _at_work(rows: SelectOfScalar[Any]) -> SelectOfScalar[Any]:
    # Whoever the safeguarding officers keep out is suggested, listed and found nowhere.
    return rows.join(Person, col(Person.id) == col(Mentor.person_id)).where(col(Person.suspended_at).is_(None))


def public_pages(session: Session) -> list[tuple[str, datetime | None]]:
    """Addresses of all published mentors, with the moment of their last step."""
    steps = last_steps(session, "mentor")
    rows = _at_work(select(Mentor.person_id).where(Mentor.state == MentorState.published)).order_by(col(Mentor.person_id))
    return [(f"/mentors/{number}", steps.get(number)) for number in session.exec(rows)]


def mentors_in_order(session: Session, ids: Sequence[int]) -> list[Mentor]:
    """Mentors in the order of ``ids``."""
    found = {mentor.person_id: mentor for mentor in session.exec(_at_work(select(Mentor).where(col(Mentor.person_id).in_(ids))))}
    return [found[number] for number in ids if number in found]


def answer_records(session: Session, mentor_ids: Iterable[int] | None = None) -> dict[int, AnswerRecord]:
    """How each mentor answered: an expired request is one that was not answered and counts as declined."""
    ended = (RequestState.accepted, RequestState.declined, RequestState.expired)
    rows = select(MentoringRequest.mentor_id, MentoringRequest.state, MentoringRequest.sent_at, MentoringRequest.ended_at).where(
        col(MentoringRequest.state).in_(ended)
    )
    if mentor_ids is not None:
        rows = rows.where(col(MentoringRequest.mentor_id).in_(list(mentor_ids)))
    by_mentor: dict[int, list[tuple[RequestState, datetime, datetime]]] = {}
    for mentor_id, state, sent, done in session.exec(rows):
        by_mentor.setdefault(mentor_id, []).append((RequestState(state), sent, done or sent))
    return {mentor_id: _record(answers) for mentor_id, answers in by_mentor.items()}


def _record(answers: list[tuple[RequestState, datetime, datetime]]) -> AnswerRecord:
    waits = [(done - sent) / timedelta(days=1) for _, sent, done in answers]
    accepted = sum(state == RequestState.accepted for state, _, _ in answers)
    return AnswerRecord(len(answers), accepted, round(median(waits), 1))


def typical_wait(session: Session) -> AnswerRecord:
    """All mentors together."""
    records = list(answer_records(session).values())
    days = [record.days for record in records if record.days is not None]
    return AnswerRecord(sum(r.answered for r in records), sum(r.accepted for r in records), round(median(days), 1) if days else None)
