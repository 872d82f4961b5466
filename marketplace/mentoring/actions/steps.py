"""One step of a request from one state to the next, written down."""

from datetime import datetime, timedelta

from sqlmodel import Session

from marketplace import clock
from marketplace.history import write_history
from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.terms import ANSWER_DAYS, OPEN, RequestState


def step(
    session: Session,
    request: MentoringRequest,
    state: RequestState,
    *,
    by_id: int | None,
    reason: str | None = None,
    ends: datetime | None = None,
) -> None:
    """Go on to ``state``. An end gets its date and gives its seat back; an open state ends by itself at the moment ``ends``."""
    write_history(session, "request", request.id or 0, was=request.state, becomes=state, by_id=by_id, reason=reason)
    request.state = state
    if state in OPEN:
        request.expires_at = ends
    else:
        request.ended_at, request.holds_seat = clock.now(), False
    session.add(request)
    session.flush()


def become_pending(session: Session, request: MentoringRequest, *, by_id: int | None) -> None:
    """Now the mentor has it: her time to answer begins."""
    request.sent_at = clock.now()
    step(session, request, RequestState.pending, by_id=by_id, ends=request.sent_at + timedelta(days=ANSWER_DAYS))
