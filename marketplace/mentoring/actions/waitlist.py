"""The waiting list of a full mentor: who stands first is offered the seat that gets free, and has 72 hours to take it."""

from datetime import timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_suspended
from marketplace.errors import NotFound
from marketplace.mentoring.actions.locks import lock_mentor, lock_to_end
from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.actions.news import tell_learner, tell_mentor
from marketplace.mentoring.actions.refusals import CannotMeet, Suspended
from marketplace.mentoring.actions.steps import become_pending, step
from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.policies import may_withdraw
from marketplace.mentoring.queries import avoided_mentors, free_seats
from marketplace.mentoring.terms import HELD_HOURS, MentorState, RequestState


def fill_from_waitlist(session: Session, mentor_id: int) -> int:
    """Offer the free seats of a mentor to those who wait for her, in strict order within each class. Returns how many were offered."""
    mentor = lock_mentor(session, mentor_id)
    if mentor.state != MentorState.published or is_suspended(mentor.person):
        return 0
    free = max(0, free_seats(session, mentor))
    rows = select(MentoringRequest).where(MentoringRequest.mentor_id == mentor_id, MentoringRequest.state == RequestState.waitlisted)
    # Whoever is just withdrawing is no longer waiting: nobody waits for her here.
    order = rows.order_by(col(MentoringRequest.priority), col(MentoringRequest.sent_at), col(MentoringRequest.id))
    waiting = session.exec(order.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    able = [one for one in waiting if mentor_id not in avoided_mentors(session, one.learner_id) and not is_suspended(one.learner)]
    for request in able[:free]:
        request.holds_seat = True
        step(session, request, RequestState.offered, by_id=None, ends=clock.now() + timedelta(hours=HELD_HOURS))
        tell_learner(session, request, "request_offered")
    if able[:free]:
        announce(session, mentor)
    return len(able[:free])


def take_offer(session: Session, request_id: int, *, by: Person) -> MentoringRequest:
    """The learner still wants the seat that is kept for her: now the mentor has the request, and the seat stays kept until she answers."""
    request = session.get(MentoringRequest, request_id)
    if request is None or not may_withdraw(by, request):
        raise NotFound()
    if is_suspended(by):
        raise Suspended()
    if request.mentor_id in avoided_mentors(session, request.learner_id):
        raise CannotMeet()
    lock_to_end(session, request, RequestState.offered)
    become_pending(session, request, by_id=by.id)
    tell_mentor(session, request, "request_new", turn="offer")
    return request
