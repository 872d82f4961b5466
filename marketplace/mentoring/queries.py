"""Reads of mentoring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace.accounts.models import Person
from marketplace.accounts.queries import tied_people
from marketplace.accounts.terms import TieKind
from marketplace.errors import NotFound
from marketplace.history import last_steps
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.policies import may_see_request, may_work_in
from marketplace.mentoring.terms import LIVE, MentorState, RequestState

AVOIDED = (TieKind.blocked, TieKind.conflict)


@dataclass(frozen=True)
class AnswerRecord:
    """How a mentor has answered so far: ``answered`` requests, of which ``accepted``; the typical wait in days."""

    answered: int = 0
    accepted: int = 0
    days: float | None = None


def get_mentor(session: Session, mentor_id: int) -> Mentor:
    """A published mentor; a paused one is still there for those who have the address."""
    mentor = session.get(Mentor, mentor_id)
    if mentor is None:
        raise NotFound()
    return mentor


def published_mentors(session: Session, ids: Iterable[int] | None = None) -> list[Mentor]:
    """Mentors who take requests, or those among ``ids``."""
    rows = select(Mentor).where(Mentor.state == MentorState.published).order_by(col(Mentor.person_id))
    return list(session.exec(rows if ids is None else rows.where(col(Mentor.person_id).in_(list(ids)))))


def public_pages(session: Session) -> list[tuple[str, datetime | None]]:
    """Addresses of all published mentors, with the moment of their last step."""
    steps = last_steps(session, "mentor")
    rows = select(Mentor.person_id).where(Mentor.state == MentorState.published).order_by(col(Mentor.person_id))
    return [(f"/mentors/{number}", steps.get(number)) for number in session.exec(rows)]


def mentors_in_order(session: Session, ids: Sequence[int]) -> list[Mentor]:
    """Mentors in the order of ``ids``."""
    found = {mentor.person_id: mentor for mentor in session.exec(select(Mentor).where(col(Mentor.person_id).in_(ids)))}
    return [found[number] for number in ids if number in found]


def live_counts(session: Session) -> dict[int, int]:
    """Seats taken by mentor: live mentorships."""
    rows = select(Mentorship.mentor_id, func.count()).where(col(Mentorship.state).in_(LIVE)).group_by(col(Mentorship.mentor_id))
    return dict(session.exec(rows).all())


def seats_left(session: Session, mentors: Iterable[Mentor]) -> dict[int, int]:
    """Free seats by mentor, never below nought."""
    taken = live_counts(session)
    return {mentor.person_id: max(0, mentor.seats - taken.get(mentor.person_id, 0)) for mentor in mentors}


def pending_counts(session: Session) -> dict[int, int]:
    """Requests that wait for each mentor."""
    rows = select(MentoringRequest.mentor_id, func.count()).where(MentoringRequest.state == RequestState.pending)
    return dict(session.exec(rows.group_by(col(MentoringRequest.mentor_id))).all())


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


def get_request(session: Session, request_id: int, *, by: Person) -> MentoringRequest:
    """A request one is part of."""
    together = (joinedload(MentoringRequest.learner), joinedload(MentoringRequest.project))  # type: ignore[arg-type]
    request = session.get(MentoringRequest, request_id, options=together)
    if request is None or not may_see_request(by, request):
        raise NotFound()
    return request


def _requests() -> SelectOfScalar[MentoringRequest]:
    # Lists always name both people and the project: one statement brings all of them.
    mentor = joinedload(MentoringRequest.mentor).joinedload(Mentor.person)  # type: ignore[arg-type]
    together = (mentor, joinedload(MentoringRequest.learner), joinedload(MentoringRequest.project))  # type: ignore[arg-type]
    return select(MentoringRequest).options(*together)


def inbox_of(session: Session, mentor_id: int) -> list[MentoringRequest]:
    """What waits for the mentor, oldest first."""
    waiting = _requests().where(MentoringRequest.mentor_id == mentor_id, MentoringRequest.state == RequestState.pending)
    return list(session.exec(waiting.order_by(col(MentoringRequest.sent_at))).unique())


def requests_of(session: Session, learner_id: int) -> list[MentoringRequest]:
    """All a learner ever asked, latest first."""
    asked = _requests().where(MentoringRequest.learner_id == learner_id)
    return list(session.exec(asked.order_by(col(MentoringRequest.sent_at).desc())).unique())


def pending_of(session: Session, learner_id: int) -> list[MentoringRequest]:
    """What the learner waits for."""
    rows = select(MentoringRequest).where(MentoringRequest.learner_id == learner_id, MentoringRequest.state == RequestState.pending)
    return list(session.exec(rows))


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


def avoided_mentors(session: Session, learner_id: int) -> set[int]:
    """Everybody the learner must not be matched with."""
    return tied_people(session, learner_id, AVOIDED)


def mentee_ids(session: Session) -> dict[int, list[tuple[int, datetime]]]:
    """For each mentor, the learners of all mentorships with their beginning."""
    found: dict[int, list[tuple[int, datetime]]] = {}
    for mentor_id, learner_id, began in session.exec(select(Mentorship.mentor_id, Mentorship.learner_id, Mentorship.began_at)):
        found.setdefault(mentor_id, []).append((learner_id, began))
    return found
