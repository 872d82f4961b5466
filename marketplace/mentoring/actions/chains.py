"""Ranked choices that move on by themselves, and what happens when nothing is left that could."""

from datetime import timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.mentoring.actions.news import tell_learner, tell_mentor
from marketplace.mentoring.actions.refusals import AskedLately, CannotMeet, Suspended
from marketplace.mentoring.actions.steps import become_pending, step
from marketplace.mentoring.actions.waiting import put_on_waiting_list
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.policies import is_suspended
from marketplace.mentoring.queries import avoided_mentors, last_refusal, live_mentorship, open_of, pending_counts, seats_left
from marketplace.mentoring.terms import ASK_AGAIN_DAYS, AT_WORK, WAITLIST_DAYS, MentorState, RequestState, WaitingReason, inbox_limit


def check_may_meet(session: Session, mentor: Mentor, learner: Person) -> None:
    """Refuses where the two cannot be brought together now, whatever seats there are."""
    if is_suspended(learner):
        raise Suspended()
    if not _takes_requests(mentor) or mentor.person_id == learner.id or mentor.person_id in avoided_mentors(session, learner.id or 0):
        raise CannotMeet()
    ended = last_refusal(session, learner.id or 0, mentor.person_id)
    if ended and ended > clock.now() - timedelta(days=ASK_AGAIN_DAYS):
        raise AskedLately((ended + timedelta(days=ASK_AGAIN_DAYS)).astimezone(clock.CITY_ZONE).date())


def _takes_requests(mentor: Mentor) -> bool:
    return mentor.state == MentorState.published and not is_suspended(mentor.person)


def advance(session: Session, chain_id: int, *, by_id: int | None = None) -> None:
    """Ask the best choice that can be asked now. The full ones on the way get a place on their waiting list, where that is wanted.

    Under the learner's lock, and only while no choice of the list is being answered. When nothing of it is open any more, the learner
    waits for a person's help.
    """
    chain = _chain(session, chain_id)
    if any(request.state in AT_WORK for request in chain):
        return
    for request in [one for one in chain if one.state == RequestState.queued]:
        if _ask(session, request, by_id):
            tell_mentor(session, request, "request_new")
            if request.rank > 1:
                tell_learner(session, request, "request_moved_on")
            return
    if all(request.ended_at for request in chain):
        fall_back(session, chain[-1])


def _chain(session: Session, chain_id: int) -> list[MentoringRequest]:
    rows = select(MentoringRequest).where(MentoringRequest.chain_id == chain_id).order_by(col(MentoringRequest.rank))
    return list(session.exec(rows))


def _ask(session: Session, request: MentoringRequest, by_id: int | None) -> bool:
    """Whether the mentor has the request now; if not it waits for a seat, or has ended."""
    mentor = request.mentor
    if not _takes_requests(mentor) or mentor.person_id in avoided_mentors(session, request.learner_id):
        step(session, request, RequestState.superseded, by_id=None, reason="takes no requests now")
        return False
    free = seats_left(session, [mentor])[mentor.person_id]
    if free >= 1 and pending_counts(session, mentor.person_id).get(mentor.person_id, 0) < inbox_limit(free):
        become_pending(session, request, by_id=by_id)
        return True
    if request.waits:
        step(session, request, RequestState.waitlisted, by_id=by_id, ends=clock.now() + timedelta(days=WAITLIST_DAYS))
    else:
        step(session, request, RequestState.superseded, by_id=None, reason="all places taken")
    return False


def move_on(session: Session, request: MentoringRequest) -> None:
    """After an ending that was not the learner's wish: her next choice is asked, or a person helps."""
    if request.round_id is None and request.chain_id:
        advance(session, request.chain_id)
    else:
        fall_back(session, request)


def fall_back(session: Session, request: MentoringRequest, reason: WaitingReason = WaitingReason.exhausted) -> None:
    """Nothing is left that goes on by itself: staff see the learner, with the age of her wait. Never an end without a person."""
    if open_of(session, request.learner_id) or live_mentorship(session, request.learner_id):
        return
    put_on_waiting_list(session, request.learner_id, reason=reason, priority=request.priority, request_id=request.id)
