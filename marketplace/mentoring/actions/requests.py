"""Requests: written, sent to one mentor or to several in order, and taken back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.history import write_history
from marketplace.mentoring.actions.chains import advance, check_may_meet, fall_back
from marketplace.mentoring.actions.locks import lock_learner, lock_to_end
from marketplace.mentoring.actions.news import tell_mentor
from marketplace.mentoring.actions.refusals import AskedAlready, HasMentor, InboxFull, SeatsFull, TooManyChoices, TooManyPending
from marketplace.mentoring.actions.steps import step
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.policies import may_withdraw, needs_guardian
from marketplace.mentoring.queries import draft_for, live_mentorship, open_of, pending_counts, seats_left
from marketplace.mentoring.terms import (
    ASK_AGAIN_DAYS,
    AT_WORK,
    CHOICES_LIMIT,
    COUNTED,
    GUARDIAN_DAYS,
    PENDING_LIMIT,
    RequestState,
    inbox_limit,
)

Reasons = Sequence[Mapping[str, Any]]


def send_request(
    session: Session,
    mentor_id: int,
    letter: Mapping[str, Any],
    *,
    by: Person,
    reasons: Reasons = (),
    others: Mapping[int, Reasons] | None = None,
    waits: bool = False,
) -> MentoringRequest:
    """Ask a mentor, and if she cannot, the ``others`` one after the other (mentor id to reasons, the best first).

    ``letter`` holds goal, tried, wanted, hours and project_id; ``reasons`` is why they fit, as the learner saw it. With ``waits``
    the learner goes on the waiting list of those who are full. Returns the request to the first.
    """
    # The learner's own row is the lock: without it, four requests at once could each see two others.
    lock_learner(session, by.id or 0)
    ranked = {mentor_id: reasons, **(others or {})}
    _check_choices(session, mentor_id, ranked, by, others or {})
    _check_first(session, session.get_one(Mentor, mentor_id), waits)
    first = _write(session, mentor_id, letter, by, ranked[mentor_id], waits=waits)
    for rank, number in enumerate((others or {}), start=2):
        _write(session, number, letter, by, ranked[number], waits=waits, chain_id=first.id, rank=rank)
    if needs_guardian(session, by):
        _wait_for_guardian(session, first)
    else:
        advance(session, first.chain_id or 0, by_id=by.id)
    return first


def _check_choices(session: Session, first: int, ranked: Mapping[int, Reasons], learner: Person, others: Mapping[int, Reasons]) -> None:
    if len(ranked) > CHOICES_LIMIT or first in others:
        raise TooManyChoices()
    for number in ranked:
        mentor = session.get(Mentor, number)
        if mentor is None:
            raise NotFound()
        check_may_meet(session, mentor, learner)
    if live_mentorship(session, learner.id or 0):
        raise HasMentor()
    still_open = open_of(session, learner.id or 0)
    if any(request.mentor_id in ranked for request in still_open):
        raise AskedAlready()
    if sum(request.state in COUNTED for request in still_open) >= PENDING_LIMIT:
        raise TooManyPending()


def _check_first(session: Session, mentor: Mentor, waits: bool) -> None:
    free = seats_left(session, [mentor])[mentor.person_id]
    if free < 1 and not waits:
        raise SeatsFull()
    if free >= 1 and pending_counts(session, mentor.person_id).get(mentor.person_id, 0) >= inbox_limit(free):
        raise InboxFull()


def _write(
    session: Session,
    mentor_id: int,
    letter: Mapping[str, Any],
    by: Person,
    reasons: Reasons,
    *,
    waits: bool,
    chain_id: int | None = None,
    rank: int = 1,
) -> MentoringRequest:
    """The request, queued; what was saved as a draft becomes it."""
    request = draft_for(session, by.id or 0, mentor_id) or MentoringRequest(learner_id=by.id or 0, mentor_id=mentor_id, **letter)
    was = request.state if request.id else None
    for name, value in letter.items():
        setattr(request, name, value)
    request.reasons, request.waits, request.rank, request.sent_at = [dict(reason) for reason in reasons], waits, rank, clock.now()
    request.state, request.expires_at = RequestState.queued, None
    session.add(request)
    session.flush()
    request.chain_id = chain_id or request.id
    write_history(session, "request", request.id or 0, was=was, becomes=RequestState.queued, by_id=by.id)
    session.flush()
    return request


def _wait_for_guardian(session: Session, request: MentoringRequest) -> None:
    ends = clock.now() + timedelta(days=GUARDIAN_DAYS)
    step(session, request, RequestState.awaiting_guardian, by_id=None, reason="under 18", ends=ends)


def save_draft(session: Session, mentor_id: int, letter: Mapping[str, Any], *, by: Person) -> MentoringRequest:
    """Keep what was written so far; nobody else sees it. It is forgotten when nothing happened to it for sixty days."""
    lock_learner(session, by.id or 0)
    mentor = session.get(Mentor, mentor_id)
    if mentor is None:
        raise NotFound()
    check_may_meet(session, mentor, by)
    draft = draft_for(session, by.id or 0, mentor_id)
    if draft is None:
        draft = MentoringRequest(learner_id=by.id or 0, mentor_id=mentor_id, state=RequestState.draft, **letter)
        session.add(draft)
        session.flush()
        write_history(session, "request", draft.id or 0, was=None, becomes=RequestState.draft, by_id=by.id)
    for name, value in letter.items():
        setattr(draft, name, value)
    draft.expires_at = clock.now() + timedelta(days=ASK_AGAIN_DAYS)
    session.add(draft)
    session.flush()
    return draft


def withdraw_request(session: Session, request_id: int, *, by: Person) -> MentoringRequest:
    """Take a request back before it is answered; the choices that stood behind it go with it."""
    request = session.get(MentoringRequest, request_id)
    if request is None or not may_withdraw(by, request):
        raise NotFound()
    lock_to_end(session, request)
    was = request.state
    step(session, request, RequestState.withdrawn, by_id=by.id)
    if was in (RequestState.pending, RequestState.proposed):
        tell_mentor(session, request, "request_withdrawn")
    for other in _behind(session, request):
        step(session, other, RequestState.withdrawn, by_id=by.id, reason="withdrawn with the choice before it")
    if was == RequestState.proposed:
        fall_back(session, request)
    return request


def _behind(session: Session, request: MentoringRequest) -> list[MentoringRequest]:
    """Choices that nobody has asked yet, unless another one is being answered and leads to them."""
    rows = select(MentoringRequest).where(MentoringRequest.chain_id == request.chain_id, col(MentoringRequest.ended_at).is_(None))
    chain = list(session.exec(rows.order_by(col(MentoringRequest.rank)))) if request.chain_id else []
    if any(other.state in AT_WORK for other in chain):
        return []
    return [other for other in chain if other.state == RequestState.queued]
