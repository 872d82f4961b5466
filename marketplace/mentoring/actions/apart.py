"""Keeping two people apart: a block, and the end of what waits between them."""

from sqlmodel import Session, col, select

from marketplace.accounts.actions import block_person, unblock_person
from marketplace.accounts.models import Person
from marketplace.mentoring.actions.answers import decline_request
from marketplace.mentoring.actions.chains import move_on
from marketplace.mentoring.actions.locks import lock_to_end
from marketplace.mentoring.actions.news import tell_mentor
from marketplace.mentoring.actions.steps import step
from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.queries import get_mentor
from marketplace.mentoring.terms import SENT, DeclineReason, RequestState


def keep_apart(session: Session, person_id: int, *, by: Person) -> None:
    """Never suggest or pair these two again, whoever is mentor; the other is not told of the block.

    What waits between them ends as it always may: one's own request is withdrawn, the other's is declined. A running mentorship
    is not touched: ending it is a step of its own, which both sides see.
    """
    block_person(session, person_id, by=by)
    for request in _between(session, by.id or 0, person_id):
        if request.mentor_id == by.id and request.state == RequestState.pending:
            decline_request(session, request.id or 0, by=by, reason=DeclineReason.other)
        else:
            _end(session, request, by)


def _between(session: Session, one: int, other: int) -> list[MentoringRequest]:
    mine = (col(MentoringRequest.learner_id) == one) & (col(MentoringRequest.mentor_id) == other)
    hers = (col(MentoringRequest.learner_id) == other) & (col(MentoringRequest.mentor_id) == one)
    rows = select(MentoringRequest).where(mine | hers, col(MentoringRequest.state).in_(SENT))
    return list(session.exec(rows.order_by(col(MentoringRequest.learner_id), col(MentoringRequest.id))))


def _end(session: Session, request: MentoringRequest, by: Person) -> None:
    lock_to_end(session, request)
    was, is_own = request.state, request.learner_id == by.id
    step(session, request, RequestState.withdrawn if is_own else RequestState.superseded, by_id=by.id if is_own else None)
    if is_own and was in (RequestState.pending, RequestState.proposed):
        tell_mentor(session, request, "request_withdrawn")
    # A choice further down was not reached yet; for all others the next one has its turn.
    if was != RequestState.queued:
        move_on(session, request)


def let_meet(session: Session, person_id: int, *, by: Person) -> None:
    """Take one's own block back."""
    unblock_person(session, person_id, by=by)


def avoid_mentor(session: Session, mentor_id: int, *, by: Person) -> None:
    """The same, from a mentor's page."""
    get_mentor(session, mentor_id)
    keep_apart(session, mentor_id, by=by)


def meet_mentor_again(session: Session, mentor_id: int, *, by: Person) -> None:
    """Take it back."""
    let_meet(session, mentor_id, by=by)
