"""Reads of requests."""

from sqlalchemy import func
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.policies import may_see_request
from marketplace.mentoring.terms import RequestState


def pending_counts(session: Session) -> dict[int, int]:
    """Requests that wait for each mentor."""
    rows = select(MentoringRequest.mentor_id, func.count()).where(MentoringRequest.state == RequestState.pending)
    return dict(session.exec(rows.group_by(col(MentoringRequest.mentor_id))).all())


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
