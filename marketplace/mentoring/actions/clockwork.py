"""What time ends by itself: unanswered requests, and all that is due for pairs."""

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.mentoring.actions.mentorship_clock import run_mentorships_clock
from marketplace.mentoring.actions.requests import expire_request
from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.terms import RequestState


def run_mentoring_clock(session: Session) -> int:
    """End all that is due; returns how many things ended. Running it twice changes nothing."""
    late = select(MentoringRequest).where(MentoringRequest.state == RequestState.pending, col(MentoringRequest.expires_at) <= clock.now())
    # One lock at a time and always the learner's first, as in an acceptance: the two never wait for each other.
    expired = sum(expire_request(session, request) for request in list(session.exec(late.order_by(col(MentoringRequest.learner_id)))))
    return expired + run_mentorships_clock(session)
