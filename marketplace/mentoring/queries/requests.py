"""Reads of requests."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.policies import may_see_request
from marketplace.mentoring.terms import SENT, RequestState


def pending_counts(session: Session, mentor_id: int | None = None) -> dict[int, int]:
    """Requests that wait for each mentor, or for one."""
    rows = select(MentoringRequest.mentor_id, func.count()).where(MentoringRequest.state == RequestState.pending)
    rows = rows if mentor_id is None else rows.where(MentoringRequest.mentor_id == mentor_id)
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
    """What waits for the mentor's word, oldest first: requests, and proposals she has not confirmed."""
    waiting = _requests().where(
        MentoringRequest.mentor_id == mentor_id,
        col(MentoringRequest.state).in_((RequestState.pending, RequestState.proposed)),
        col(MentoringRequest.mentor_confirmed_at).is_(None),
    )
    return list(session.exec(waiting.order_by(col(MentoringRequest.sent_at))).unique())


def requests_of(session: Session, learner_id: int) -> list[MentoringRequest]:
    """All a learner ever asked, latest first."""
    asked = _requests().where(MentoringRequest.learner_id == learner_id)
    return list(session.exec(asked.order_by(col(MentoringRequest.sent_at).desc())).unique())


def open_of(session: Session, learner_id: int) -> list[MentoringRequest]:
    """What a learner has sent and what has not ended yet, the best choice first."""
    rows = select(MentoringRequest).where(MentoringRequest.learner_id == learner_id, col(MentoringRequest.state).in_(SENT))
    return list(session.exec(rows.order_by(col(MentoringRequest.chain_id), col(MentoringRequest.rank))))


def draft_for(session: Session, learner_id: int, mentor_id: int) -> MentoringRequest | None:
    """What the learner began to write to the mentor."""
    drafts = select(MentoringRequest).where(MentoringRequest.learner_id == learner_id, MentoringRequest.mentor_id == mentor_id)
    return session.exec(drafts.where(MentoringRequest.state == RequestState.draft)).first()


def last_refusal(session: Session, learner_id: int, mentor_id: int) -> datetime | None:
    """When the mentor last said no to the learner, or nothing at all."""
    rows = select(func.max(MentoringRequest.ended_at)).where(
        MentoringRequest.learner_id == learner_id,
        MentoringRequest.mentor_id == mentor_id,
        col(MentoringRequest.state).in_((RequestState.declined, RequestState.expired)),
        # A proposal that she had agreed to, and the learner had not, is no word of hers.
        col(MentoringRequest.mentor_confirmed_at).is_(None),
    )
    return session.exec(rows).one()


def last_letters(session: Session, learner_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What each learner wrote last: goal, tried, wanted, hours and project."""
    names = ("goal", "tried", "wanted", "hours", "project_id")
    rows = select(MentoringRequest).where(
        col(MentoringRequest.learner_id).in_(learner_ids), MentoringRequest.state != RequestState.draft, col(MentoringRequest.goal) != ""
    )
    latest = session.exec(rows.order_by(col(MentoringRequest.id)))
    return {request.learner_id: {name: getattr(request, name) for name in names} for request in latest}


def waitlist_places(session: Session, requests: Iterable[MentoringRequest]) -> dict[int, int]:
    """The places of those of the requests that wait for a seat, by request; 1 is offered the next one."""
    mentors = {request.mentor_id for request in requests if request.state == RequestState.waitlisted}
    if not mentors:
        return {}
    rows = select(MentoringRequest.id, MentoringRequest.mentor_id).where(
        col(MentoringRequest.mentor_id).in_(mentors), MentoringRequest.state == RequestState.waitlisted
    )
    places: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for number, mentor_id in session.exec(
        rows.order_by(col(MentoringRequest.priority), col(MentoringRequest.sent_at), col(MentoringRequest.id))
    ):
        counts[mentor_id] += 1
        places[number or 0] = counts[mentor_id]
    return places


def waitlist_length(session: Session, mentor_id: int) -> int:
    """How many wait for a seat of the mentor."""
    return session.exec(select(func.count()).select_from(MentoringRequest).where(*_waits_for(mentor_id))).one()


def _waits_for(mentor_id: int) -> tuple[Any, ...]:
    return MentoringRequest.mentor_id == mentor_id, MentoringRequest.state == RequestState.waitlisted


def unanswered_since(session: Session, mentor_id: int, since: datetime) -> int:
    """Requests that the mentor let run out since then; a proposal that she had agreed to is none of them."""
    rows = (
        select(func.count())
        .select_from(MentoringRequest)
        .where(
            MentoringRequest.mentor_id == mentor_id,
            MentoringRequest.state == RequestState.expired,
            col(MentoringRequest.mentor_confirmed_at).is_(None),
            col(MentoringRequest.ended_at) > since,
        )
    )
    return session.exec(rows).one()
