"""Seats that get free, and requests that no seat can be found for any more."""

from sqlmodel import Session

from marketplace.mentoring.actions.chains import move_on
from marketplace.mentoring.actions.locks import lock_to_end
from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.actions.news import tell_learner
from marketplace.mentoring.actions.refusals import AnsweredAlready
from marketplace.mentoring.actions.steps import step
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.terms import SENT, RequestState


def seat_freed(session: Session, mentor: Mentor) -> None:
    """A seat of this mentor is free again: the index learns of it. The clock offers it to who waits for it, in a transaction of its own."""
    announce(session, mentor)


def drop_request(session: Session, request: MentoringRequest) -> bool:
    """The mentor became full, is silent, has left or must not meet the learner: the request ends, and her next choice is asked."""
    try:
        lock_to_end(session, request, *SENT)
    except AnsweredAlready:
        return False
    step(session, request, RequestState.superseded, by_id=None, reason="the mentor has no place or takes no requests now")
    tell_learner(session, request, "request_dropped")
    move_on(session, request)
    return True
