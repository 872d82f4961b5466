"""Proposals: staff, or a round, bring two people together; both say yes within seven days, or nothing happened."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_suspended
from marketplace.errors import NotFound, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.answers import pair
from marketplace.mentoring.actions.chains import fall_back, move_on
from marketplace.mentoring.actions.locks import lock_for_seat, lock_pairs, lock_to_end
from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.actions.news import tell_learner, tell_mentor
from marketplace.mentoring.actions.refusals import AnsweredAlready, CannotMeet, HasMentor, HasProposal, SeatsFull, Suspended
from marketplace.mentoring.actions.steps import step
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.policies import may_see_request, needs_guardian
from marketplace.mentoring.queries import avoided_mentors, free_seats, last_letters, live_mentorship, open_of
from marketplace.mentoring.terms import CONFIRM_DAYS, DeclineReason, MentorState, RequestState, WaitingReason

Pair = tuple[int, int]
NO_LETTER: dict[str, Any] = {"goal": "", "tried": "", "wanted": "", "hours": 0, "project_id": None}


def propose_pairs(
    session: Session,
    pairs: Sequence[Pair],
    *,
    by: Person | None,
    round_id: int | None = None,
    reasons: Mapping[Pair, Sequence[Mapping[str, Any]]] | None = None,
    goals: Mapping[Pair, str] | None = None,
) -> list[MentoringRequest]:
    """Propose (learner id, mentor id) pairs to both sides; each proposal keeps a seat for seven days.

    All or nothing: refuses when one of the pairs cannot be, and names which. What a learner wrote last goes with her proposal.
    """
    mentors = lock_pairs(session, [learner for learner, _ in pairs], [mentor for _, mentor in pairs])
    letters = last_letters(session, [learner for learner, _ in pairs])
    made = []
    for learner_id, mentor_id in pairs:
        mentor = mentors.get(mentor_id)
        if mentor is None:
            raise NotFound()
        _check(session, learner_id, mentor)
        letter = letters.get(learner_id, NO_LETTER)
        if goals and (learner_id, mentor_id) in goals:
            letter = {**letter, "goal": goals[learner_id, mentor_id]}
        made.append(_propose_now(session, (learner_id, mentor_id), letter, (reasons or {}).get((learner_id, mentor_id), ()), by, round_id))
    for mentor in mentors.values():
        announce(session, mentor)
    return made


def propose_each(
    session: Session, pairs: Sequence[Pair], *, by: Person, reasons: Mapping[Pair, Sequence[Mapping[str, Any]]]
) -> tuple[list[MentoringRequest], dict[Pair, Refusal]]:
    """Propose those of the pairs that can be now; of each of the others say why not, and leave it as it was.

    Who has a proposal to answer keeps it: pressed twice, the button proposes once.
    """
    mentors = lock_pairs(session, [learner for learner, _ in pairs], [mentor for _, mentor in pairs])
    letters = last_letters(session, [learner for learner, _ in pairs])
    made, refused = [], {}
    for learner_id, mentor_id in pairs:
        both = learner_id, mentor_id
        try:
            _check_each(session, both, mentors)
        except Refusal as refusal:
            refused[both] = refusal
            continue
        made.append(_propose_now(session, both, letters.get(learner_id, NO_LETTER), reasons.get(both, ()), by, None))
    for mentor in mentors.values():
        announce(session, mentor)
    return made, refused


def _check_each(session: Session, both: Pair, mentors: Mapping[int, Mentor]) -> None:
    learner_id, mentor_id = both
    if mentor_id not in mentors:
        raise CannotMeet()
    if any(one.state == RequestState.proposed for one in open_of(session, learner_id)):
        raise HasProposal()
    _check(session, learner_id, mentors[mentor_id])


def _propose_now(
    session: Session,
    both: Pair,
    letter: Mapping[str, Any],
    reasons: Sequence[Mapping[str, Any]],
    by: Person | None,
    round_id: int | None,
) -> MentoringRequest:
    ended = _end_what_is_open(session, *both)
    made = _propose(session, *both, letter, reasons, by, round_id)
    for request in ended:
        move_on(session, request)
    return made


def _check(session: Session, learner_id: int, mentor: Mentor) -> None:
    learner = session.get(Person, learner_id)
    if learner is None:
        raise NotFound()
    if live_mentorship(session, learner_id):
        raise HasMentor()
    kept_apart = learner_id == mentor.person_id or mentor.person_id in avoided_mentors(session, learner_id)
    # Nobody brings a minor together with anybody before the guardian agrees.
    kept_apart = kept_apart or needs_guardian(session, learner)
    if kept_apart or mentor.state != MentorState.published or is_suspended(learner) or is_suspended(mentor.person):
        raise CannotMeet()
    if free_seats(session, mentor) < 1:
        raise SeatsFull()


def _end_what_is_open(session: Session, learner_id: int, mentor_id: int) -> list[MentoringRequest]:
    ended = [one for one in open_of(session, learner_id) if one.mentor_id == mentor_id or one.state == RequestState.proposed]
    for request in ended:
        step(session, request, RequestState.superseded, by_id=None, reason="proposed by staff")
    return ended


def _propose(
    session: Session,
    learner_id: int,
    mentor_id: int,
    letter: Mapping[str, Any],
    reasons: Sequence[Mapping[str, Any]],
    by: Person | None,
    round_id: int | None,
) -> MentoringRequest:
    moment = clock.now()
    request = MentoringRequest(
        learner_id=learner_id,
        mentor_id=mentor_id,
        reasons=[dict(reason) for reason in reasons],
        state=RequestState.proposed,
        holds_seat=True,
        round_id=round_id,
        sent_at=moment,
        expires_at=moment + timedelta(days=CONFIRM_DAYS),
        **letter,
    )
    session.add(request)
    session.flush()
    write_history(session, "request", request.id or 0, was=None, becomes=RequestState.proposed, by_id=by.id if by else None)
    tell_learner(session, request, "pair_proposed_to_learner")
    tell_mentor(session, request, "pair_proposed_to_mentor")
    return request


def _proposed(session: Session, request_id: int, by: Person) -> MentoringRequest:
    request = session.get(MentoringRequest, request_id)
    if request is None or not may_see_request(by, request):
        raise NotFound()
    if is_suspended(by):
        raise Suspended()
    if request.state != RequestState.proposed:
        raise AnsweredAlready()
    return request


def confirm_proposal(session: Session, request_id: int, *, by: Person) -> MentoringRequest:
    """Say yes to a proposal; with the second yes the two are a pair."""
    request = _proposed(session, request_id, by)
    mentor = lock_for_seat(session, request, RequestState.proposed)
    if by.id == request.learner_id:
        request.learner_confirmed_at = request.learner_confirmed_at or clock.now()
    else:
        request.mentor_confirmed_at = request.mentor_confirmed_at or clock.now()
    session.add(request)
    session.flush()
    if request.learner_confirmed_at and request.mentor_confirmed_at:
        pair(session, request, mentor, goal=request.goal, by=by)
        tell_learner(session, request, "request_accepted")
        tell_mentor(session, request, "proposal_confirmed")
    return request


def refuse_proposal(
    session: Session, request_id: int, *, by: Person, reason: DeclineReason = DeclineReason.other, note: str = ""
) -> MentoringRequest:
    """Say no to a proposal; the seat is free again, and the learner waits for the next one."""
    request = _proposed(session, request_id, by)
    lock_to_end(session, request, RequestState.proposed)
    request.note = note or None
    if by.id == request.learner_id:
        step(session, request, RequestState.withdrawn, by_id=by.id, reason="proposal refused by the learner")
        tell_mentor(session, request, "proposal_refused_by_learner")
    else:
        request.decline_reason = reason
        step(session, request, RequestState.declined, by_id=by.id, reason=reason)
        tell_learner(session, request, "proposal_refused_by_mentor")
    wait_again(session, request)
    return request


def wait_again(session: Session, request: MentoringRequest) -> None:
    """After a proposal that came to nothing: who had said yes stands before the others."""
    request.priority = 0 if request.learner_confirmed_at else 1
    session.add(request)
    fall_back(session, request, WaitingReason.no_match)
