"""Requests: sent, accepted, declined, withdrawn. Each ends by itself at the latest after seven days (see clockwork)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from marketplace import clock, outbox
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.actions.pairing import begin_mentorship
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship
from marketplace.mentoring.policies import may_answer, may_withdraw
from marketplace.mentoring.queries import avoided_mentors, free_seats, live_mentorship, pending_of
from marketplace.mentoring.terms import ANSWER_DAYS, PENDING_LIMIT, DeclineReason, MentorState, RequestState


class SeatsFull(Refusal):
    """The mentor has no free seat."""

    def __init__(self) -> None:
        super().__init__(
            N_("All of this mentor's places are taken. Nothing was changed; other mentors with free places are listed under “For me”.")
        )


class TooManyPending(Refusal):
    """Three requests are waiting already."""

    def __init__(self) -> None:
        super().__init__(N_("Three of your requests are waiting for an answer. Withdraw one, or wait: each ends within seven days."))


class AskedAlready(Refusal):
    """This mentor already has a request of this learner."""

    def __init__(self) -> None:
        super().__init__(N_("You have asked this mentor already; the answer comes within seven days."))


class HasMentor(Refusal):
    """The learner is paired already."""

    def __init__(self) -> None:
        super().__init__(N_("There is a running mentorship already. It has to end before the next one begins."))


class CannotMeet(Refusal):
    """A block or a conflict stands between the two."""

    def __init__(self) -> None:
        super().__init__(N_("This mentor cannot be asked. Others who fit are listed under “For me”."))


class PairKeptApart(Refusal):
    """Said to the mentor; it does not tell who keeps the two apart."""

    def __init__(self) -> None:
        super().__init__(N_("These two are not paired here. Please decline the request; nothing was changed."))


class AnsweredAlready(Refusal):
    """The request is over."""

    def __init__(self) -> None:
        super().__init__(
            N_("This request has ended in the meantime: it was answered, withdrawn, or its time was over. Nothing was changed.")
        )


def send_request(
    session: Session, mentor_id: int, letter: Mapping[str, Any], *, by: Person, reasons: Sequence[Mapping[str, Any]] = ()
) -> MentoringRequest:
    """Ask a mentor. ``letter`` holds goal, tried, wanted, hours and project_id; ``reasons`` is why they fit, as the learner saw it."""
    # The learner's own row is the lock: without it, four requests at once could each see two others.
    session.exec(select(Person.id).where(Person.id == by.id).with_for_update()).one()
    mentor = session.get(Mentor, mentor_id)
    if mentor is None:
        raise NotFound()
    _check_may_ask(session, mentor, by)
    moment = clock.now()
    request = MentoringRequest(
        learner_id=by.id or 0,
        mentor_id=mentor_id,
        reasons=[dict(reason) for reason in reasons],
        sent_at=moment,
        expires_at=moment + timedelta(days=ANSWER_DAYS),
        **letter,
    )
    session.add(request)
    session.flush()
    write_history(session, "request", request.id or 0, was=None, becomes=RequestState.pending, by_id=by.id)
    _mail(session, mentor.person, "request_new", request)
    return request


def _check_may_ask(session: Session, mentor: Mentor, learner: Person) -> None:
    if (
        mentor.person_id == learner.id
        or mentor.state != MentorState.published
        or mentor.person_id in avoided_mentors(session, learner.id or 0)
    ):
        raise CannotMeet()
    if live_mentorship(session, learner.id or 0):
        raise HasMentor()
    pending = pending_of(session, learner.id or 0)
    if any(request.mentor_id == mentor.person_id for request in pending):
        raise AskedAlready()
    if len(pending) >= PENDING_LIMIT:
        raise TooManyPending()
    if free_seats(session, mentor) < 1:
        raise SeatsFull()


def accept_request(session: Session, request_id: int, *, by: Person, goal: str = "") -> Mentorship:
    """Accept, take one of the mentor's seats, and end the learner's other pending requests; all or nothing."""
    request = _locked_for_answer(session, request_id, by)
    # Learner and mentor rows are locked in this order everywhere, so that two acceptances cannot wait for each other.
    session.exec(select(Person.id).where(Person.id == request.learner_id).with_for_update()).one()
    mentor = session.exec(
        select(Mentor).where(Mentor.person_id == request.mentor_id).with_for_update(of=Mentor).execution_options(populate_existing=True)
    ).one()
    session.refresh(request)
    if request.state != RequestState.pending:
        raise AnsweredAlready()
    if request.mentor_id in avoided_mentors(session, request.learner_id):
        raise PairKeptApart()
    if free_seats(session, mentor) < 1:
        raise SeatsFull()
    if live_mentorship(session, request.learner_id):
        raise HasMentor()
    mentorship = begin_mentorship(session, request, goal=goal or request.goal, by_id=by.id)
    _end(session, request, RequestState.accepted, by_id=by.id)
    _supersede_others(session, request)
    announce(session, mentor)
    _mail(session, request.learner, "request_accepted", request)
    return mentorship


def _locked_for_answer(session: Session, request_id: int, by: Person) -> MentoringRequest:
    request = session.get(MentoringRequest, request_id)
    if request is None or not may_answer(by, request):
        raise NotFound()
    if request.state != RequestState.pending:
        raise AnsweredAlready()
    return request


def _supersede_others(session: Session, accepted: MentoringRequest) -> None:
    for other in pending_of(session, accepted.learner_id):
        if other.id != accepted.id:
            _end(session, other, RequestState.superseded, by_id=None, reason="another mentor accepted")


def decline_request(session: Session, request_id: int, *, by: Person, reason: DeclineReason, note: str = "") -> MentoringRequest:
    """Say no, with a reason the learner can use."""
    request = _locked_for_answer(session, request_id, by)
    _lock(session, request)
    request.decline_reason, request.note = reason, note or None
    _end(session, request, RequestState.declined, by_id=by.id, reason=reason)
    _mail(session, request.learner, "request_declined", request)
    return request


def withdraw_request(session: Session, request_id: int, *, by: Person) -> MentoringRequest:
    """Take a request back before it is answered."""
    request = session.get(MentoringRequest, request_id)
    if request is None or not may_withdraw(by, request):
        raise NotFound()
    _lock(session, request)
    _end(session, request, RequestState.withdrawn, by_id=by.id)
    return request


def expire_request(session: Session, request: MentoringRequest) -> bool:
    """End a request that nobody answered in time; False when somebody did in the last moment."""
    try:
        _lock(session, request)
    except AnsweredAlready:
        return False
    _end(session, request, RequestState.expired, by_id=None, reason=f"no answer in {ANSWER_DAYS} days")
    _mail(session, request.learner, "request_expired", request)
    return True


def _lock(session: Session, request: MentoringRequest) -> None:
    session.exec(select(Person.id).where(Person.id == request.learner_id).with_for_update()).one()
    session.refresh(request)
    if request.state != RequestState.pending:
        raise AnsweredAlready()


def _end(session: Session, request: MentoringRequest, state: RequestState, *, by_id: int | None, reason: str | None = None) -> None:
    write_history(session, "request", request.id or 0, was=request.state, becomes=state, by_id=by_id, reason=reason)
    request.state, request.ended_at = state, clock.now()
    session.add(request)
    session.flush()


def _mail(session: Session, to: Person, template: str, request: MentoringRequest) -> None:
    if not to.email or to.synthetic:
        return
    values = {"name": to.name, "request_id": request.id, "goal": request.goal, "note": request.note or ""}
    outbox.post(
        session, "mail", {"to": to.email, "template": template, "locale": to.locale, "values": values}, key=f"{template}:{request.id}"
    )
