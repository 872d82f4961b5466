"""What silence does: reminders on working days, endings by themselves, and a pause for a mentor who does not answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.history import history_of
from marketplace.mentoring.actions.chains import advance, move_on
from marketplace.mentoring.actions.locks import lock_mentor, lock_to_end
from marketplace.mentoring.actions.mentors import pause_mentor
from marketplace.mentoring.actions.news import tell_learner, tell_mentor
from marketplace.mentoring.actions.proposals import wait_again
from marketplace.mentoring.actions.refusals import AnsweredAlready
from marketplace.mentoring.actions.seats import seat_freed
from marketplace.mentoring.actions.steps import step
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.policies import needs_guardian
from marketplace.mentoring.queries import unanswered_since
from marketplace.mentoring.terms import ANSWER_DAYS, UNANSWERED_DAYS, UNANSWERED_LIMIT, MentorState, RequestState
from marketplace.notifications.actions import notify


def end_by_silence(session: Session, request: MentoringRequest) -> bool:
    """End a request whose time is over; False when somebody did something in the last moment."""
    state = request.state
    try:
        lock_to_end(session, request, state)
    except AnsweredAlready:
        return False
    if request.expires_at is None or request.expires_at > clock.now() or state not in _ENDINGS:
        # Its time was given anew, or another worker came first and it is over already.
        return False
    _ENDINGS[state](session, request)
    return True


def _draft_forgotten(session: Session, request: MentoringRequest) -> None:
    step(session, request, RequestState.withdrawn, by_id=None, reason="nothing happened to the draft for 60 days")


def _guardian_silent(session: Session, request: MentoringRequest) -> None:
    # The whole list ends: what stands behind the first choice would be asked without the guardian's yes.
    rows = select(MentoringRequest).where(MentoringRequest.chain_id == request.chain_id, MentoringRequest.state == RequestState.queued)
    for one in [request, *session.exec(rows.order_by(col(MentoringRequest.rank)))]:
        step(session, one, RequestState.withdrawn, by_id=None, reason="no guardian's consent in 14 days")
    tell_learner(session, request, "guardian_silent")
    move_on(session, request)


def _no_place(session: Session, request: MentoringRequest) -> None:
    step(session, request, RequestState.superseded, by_id=None, reason="no place in 90 days")
    tell_learner(session, request, "waitlist_over")
    move_on(session, request)


def _offer_not_taken(session: Session, request: MentoringRequest) -> None:
    step(session, request, RequestState.withdrawn, by_id=None, reason="offer not taken in 72 hours")
    tell_learner(session, request, "offer_over")
    seat_freed(session, request.mentor)
    move_on(session, request)


def _proposal_over(session: Session, request: MentoringRequest) -> None:
    step(session, request, RequestState.expired, by_id=None, reason="not confirmed by both in 7 days")
    tell_learner(session, request, "proposal_over_to_learner")
    tell_mentor(session, request, "proposal_over_to_mentor")
    seat_freed(session, request.mentor)
    wait_again(session, request)


def _not_answered(session: Session, request: MentoringRequest) -> None:
    held = request.holds_seat
    step(session, request, RequestState.expired, by_id=None, reason=f"no answer in {ANSWER_DAYS} days")
    tell_learner(session, request, "request_expired")
    tell_mentor(session, request, "request_unanswered")
    if held:
        seat_freed(session, request.mentor)
    move_on(session, request)


_ENDINGS: dict[RequestState, Callable[[Session, MentoringRequest], None]] = {
    RequestState.draft: _draft_forgotten,
    RequestState.awaiting_guardian: _guardian_silent,
    RequestState.waitlisted: _no_place,
    RequestState.offered: _offer_not_taken,
    RequestState.proposed: _proposal_over,
    RequestState.pending: _not_answered,
}


def remind(session: Session, request: MentoringRequest, day: int) -> bool:
    """Say to the mentor on the second and the fourth working day that somebody waits; each once, and not to who has just answered."""
    if request.state != RequestState.pending:
        return False
    tell_mentor(session, request, "request_reminder", turn=str(day))
    return True


def ask_after_consent(session: Session, request: MentoringRequest) -> bool:
    """A guardian said yes, or the learner is of age now: the mentor is asked."""
    if needs_guardian(session, request.learner):
        return False
    try:
        lock_to_end(session, request, RequestState.awaiting_guardian)
    except AnsweredAlready:
        return False
    step(session, request, RequestState.queued, by_id=None, reason="guardian agrees")
    advance(session, request.chain_id or 0)
    return True


def pause_who_is_silent(session: Session, mentor_id: int) -> bool:
    """Two unanswered requests in 90 days: the mentor takes no more until she says that she is back."""
    mentor = lock_mentor(session, mentor_id)
    if mentor.state != MentorState.published or unanswered_since(session, mentor_id, silent_from(session, mentor)) < UNANSWERED_LIMIT:
        return False
    pause_mentor(session, mentor, until=None, by_clock=True, by=None)
    notify(session, mentor.person, "mentor_paused_by_clock", {}, "/mentoring", key=f"mentor_paused_by_clock:{mentor_id}:{clock.today()}")
    return True


def silent_from(session: Session, mentor: Mentor) -> datetime:
    """From when unanswered requests count: what was before her last return is forgiven."""
    returns = [row.at for row in history_of(session, "mentor", mentor.person_id) if row.becomes == MentorState.published]
    return max([clock.now() - timedelta(days=UNANSWERED_DAYS), *returns])
