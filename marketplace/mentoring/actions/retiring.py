"""A mentor retires: every running pair gets a word first, and every request an answer."""

from collections.abc import Mapping

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.mentoring.actions.answers import decline_request
from marketplace.mentoring.actions.endings import end_early
from marketplace.mentoring.actions.mentors import NotPublished, become
from marketplace.mentoring.actions.proposals import refuse_proposal
from marketplace.mentoring.actions.waiting import put_on_waiting_list
from marketplace.mentoring.mentor_terms import PUBLIC, Handover
from marketplace.mentoring.models import Mentor, Mentorship
from marketplace.mentoring.queries import get_mentor, inbox_of, live_pairs_of
from marketplace.mentoring.terms import DeclineReason, MentorState, RequestState, WaitingReason

REASON = "导师退出 / the mentor retires"


class PairsNeedAWord(Refusal):
    """A pair would be left without an answer."""

    def __init__(self) -> None:
        super().__init__(N_("Say for each running mentorship whether it ends or is handed over. Nothing was changed."))


def retire_mentor(session: Session, choices: Mapping[int, Handover], *, by: Person) -> Mentor:
    """Stop being a mentor. ``choices`` says for each live pair, by its number, what becomes of it; who is handed over waits first."""
    mentor = get_mentor(session, by.id or 0)
    if mentor.state not in PUBLIC:
        raise NotPublished()
    pairs = live_pairs_of(session, mentor.person_id)
    if set(choices) != {pair.id for pair in pairs}:
        raise PairsNeedAWord()
    for pair in pairs:
        _leave(session, pair, choices[pair.id or 0], by)
    for request in inbox_of(session, mentor.person_id):
        answer = decline_request if request.state == RequestState.pending else refuse_proposal
        answer(session, request.id or 0, by=by, reason=DeclineReason.no_time)
    mentor.paused_until, mentor.paused_by_clock, mentor.pause_reason = None, False, None
    become(session, mentor, MentorState.retired, by_id=by.id)
    return mentor


def _leave(session: Session, pair: Mentorship, choice: Handover, by: Person) -> None:
    if choice == Handover.end:
        end_early(session, pair.id or 0, by=by, reason=REASON)
    else:
        put_on_waiting_list(session, pair.learner_id, reason=WaitingReason.mentor_left, priority=0)
