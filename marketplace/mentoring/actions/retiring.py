"""A mentor retires: every running pair gets a word first, and every request an answer."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import profile_of
from marketplace.errors import N_, Refusal
from marketplace.mentoring.actions.mentors import NotPublished, become
from marketplace.mentoring.actions.mentorships import end_early
from marketplace.mentoring.actions.requests import decline_request
from marketplace.mentoring.mentor_terms import PUBLIC, Handover
from marketplace.mentoring.models import Mentor, Mentorship, Waiting
from marketplace.mentoring.queries import get_mentor, inbox_of, live_pairs_of
from marketplace.mentoring.terms import DeclineReason, MentorState, WaitingReason

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
        decline_request(session, request.id or 0, by=by, reason=DeclineReason.no_time)
    mentor.paused_until, mentor.paused_by_clock, mentor.pause_reason = None, False, None
    become(session, mentor, MentorState.retired, by_id=by.id)
    return mentor


def _leave(session: Session, pair: Mentorship, choice: Handover, by: Person) -> None:
    if choice == Handover.end:
        end_early(session, pair.id or 0, by=by, reason=REASON)
    else:
        _wait_for_help(session, pair.learner_id)


def _wait_for_help(session: Session, learner_id: int) -> None:
    waits = select(Waiting.id).where(Waiting.person_id == learner_id, col(Waiting.ended_at).is_(None))
    if session.exec(waits).first() is None:
        profile = profile_of(session, learner_id)
        region = profile.region if profile else None
        session.add(Waiting(person_id=learner_id, region=region, reason=WaitingReason.mentor_left, priority=0, since=clock.now()))
        session.flush()
