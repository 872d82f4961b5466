"""The mentor's answer: yes takes a seat, no gives a reason."""

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_suspended
from marketplace.errors import NotFound
from marketplace.mentoring.actions.chains import move_on
from marketplace.mentoring.actions.locks import lock_for_seat, lock_to_end
from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.actions.news import tell_learner, tell_mentor
from marketplace.mentoring.actions.pairing import begin_mentorship
from marketplace.mentoring.actions.refusals import AnsweredAlready, HasMentor, NotYours, PairKeptApart, SeatsFull, Suspended
from marketplace.mentoring.actions.steps import step
from marketplace.mentoring.actions.waiting import end_waiting
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.policies import may_answer, needs_guardian
from marketplace.mentoring.queries import avoided_mentors, free_seats, live_mentorship, open_of
from marketplace.mentoring.terms import OPEN, DeclineReason, RequestState, WaitingOutcome


def accept_request(session: Session, request_id: int, *, by: Person, goal: str = "") -> Mentorship:
    """Accept, take one of the mentor's seats, and end the learner's other requests; all or nothing."""
    request = _to_answer(session, request_id, by)
    mentor = lock_for_seat(session, request, RequestState.pending)
    mentorship = pair(session, request, mentor, goal=goal or request.goal, by=by)
    tell_learner(session, request, "request_accepted")
    return mentorship


def pair(session: Session, request: MentoringRequest, mentor: Mentor, *, goal: str, by: Person) -> Mentorship:
    """Make a pair of the two of a request, under all its locks; a seat that was kept for it counts as free."""
    # A guardian may have taken the yes back while the mentor thought about hers.
    if (
        needs_guardian(session, request.learner)
        or is_suspended(request.learner)
        or request.mentor_id in avoided_mentors(session, request.learner_id)
    ):
        raise PairKeptApart()
    if free_seats(session, mentor) + request.holds_seat < 1:
        raise SeatsFull()
    if live_mentorship(session, request.learner_id):
        raise HasMentor()
    step(session, request, RequestState.accepted, by_id=by.id)
    mentorship = begin_mentorship(session, request, goal=goal, by_id=by.id)
    _supersede_others(session, request.learner_id)
    end_waiting(session, request.learner_id, WaitingOutcome.paired)
    announce(session, mentor)
    return mentorship


def _supersede_others(session: Session, learner_id: int) -> None:
    for other in open_of(session, learner_id):
        was = other.state
        step(session, other, RequestState.superseded, by_id=None, reason="another mentor accepted")
        if was in (RequestState.pending, RequestState.proposed):
            tell_mentor(session, other, "request_superseded")


def _to_answer(session: Session, request_id: int, by: Person) -> MentoringRequest:
    request = session.get(MentoringRequest, request_id)
    if request is None or not may_answer(by, request):
        raise NotFound()
    if is_suspended(by):
        raise Suspended()
    if request.state != RequestState.pending:
        raise AnsweredAlready() if request.state not in OPEN else NotYours()
    return request


def decline_request(
    session: Session, request_id: int, *, by: Person, reason: DeclineReason, note: str = "", colleague_id: int | None = None
) -> MentoringRequest:
    """Say no, with a reason the learner can use, and perhaps the name of a colleague who fits better."""
    request = _to_answer(session, request_id, by)
    lock_to_end(session, request, RequestState.pending)
    request.decline_reason, request.note, request.colleague_id = reason, note or None, colleague_id
    step(session, request, RequestState.declined, by_id=by.id, reason=reason)
    tell_learner(session, request, "request_declined")
    move_on(session, request)
    return request
