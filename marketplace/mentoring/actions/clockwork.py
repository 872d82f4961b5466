"""What time ends by itself: unanswered requests, half-closed mentorships."""

from datetime import timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.mentoring.actions.mentors_clock import run_mentors_clock
from marketplace.mentoring.actions.mentorships import finish
from marketplace.mentoring.actions.requests import expire_request
from marketplace.mentoring.models import MentoringRequest, Mentorship
from marketplace.mentoring.terms import CLOSING_DAYS, MentorshipState, RequestState


def run_mentoring_clock(session: Session) -> int:
    """End all that is due; returns how many things ended. Running it twice changes nothing."""
    moment = clock.now()
    late = select(MentoringRequest).where(MentoringRequest.state == RequestState.pending, col(MentoringRequest.expires_at) <= moment)
    # One lock at a time and always the learner's first, as in an acceptance: the two never wait for each other.
    expired = sum(expire_request(session, request) for request in list(session.exec(late.order_by(col(MentoringRequest.learner_id)))))
    half = select(Mentorship).where(
        Mentorship.state == MentorshipState.closing, col(Mentorship.closing_since) <= moment - timedelta(days=CLOSING_DAYS)
    )
    mentorships = list(session.exec(half.with_for_update()))
    for mentorship in mentorships:
        finish(session, mentorship, MentorshipState.completed, by_id=None, reason="one side's word, 14 days")
    return expired + len(mentorships) + run_mentors_clock(session)
