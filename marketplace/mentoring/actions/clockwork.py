"""What time does by itself. Every step is small, can be taken in a transaction of its own, and taken twice does nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Tie
from marketplace.accounts.policies import is_suspended
from marketplace.mentoring.actions.mentors_clock import run_mentors_clock
from marketplace.mentoring.actions.mentorship_clock import pairs_due, proposals_gone_by
from marketplace.mentoring.actions.seats import drop_request
from marketplace.mentoring.actions.silence import ask_after_consent, end_by_silence, pause_who_is_silent, remind
from marketplace.mentoring.actions.waitlist import fill_from_waitlist
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.queries import held_counts, live_counts
from marketplace.mentoring.queries.ties import AVOIDED
from marketplace.mentoring.terms import REMINDERS, SENT, UNANSWERED_DAYS, MentorState, RequestState
from marketplace.notifications.queries import is_told
from marketplace.places.workdays import working_days_after

Step = Callable[[Session], bool]


def run_mentoring_clock(session: Session) -> int:
    """Take all steps that are due in one transaction; returns how many did something. For those who are alone with the database."""
    taken, more = 0, 1
    while more:
        more = sum(take(session) for find in SEARCHES for take in list(find(session)))
        taken += more
    return taken


def run_mentoring_steps(transact: Callable[[Step], bool], search: Callable[[Callable[[Session], list[Step]]], list[Step]]) -> int:
    """The same with a transaction for each step: ``search`` reads, ``transact`` takes one step. Two workers may do it at once."""
    return sum(transact(step) for find in SEARCHES for step in search(lambda session, find=find: list(find(session))))  # type: ignore[misc]


def _request(number: int, act: Callable[[Session, MentoringRequest], bool]) -> Step:
    return lambda session: act(session, session.get_one(MentoringRequest, number))


def _over(session: Session) -> Iterator[Step]:
    rows = select(MentoringRequest.id).where(col(MentoringRequest.expires_at) <= clock.now(), col(MentoringRequest.ended_at).is_(None))
    return (_request(number or 0, end_by_silence) for number in session.exec(rows.order_by(col(MentoringRequest.id))))


def _consents(session: Session) -> Iterator[Step]:
    rows = select(MentoringRequest.id).where(MentoringRequest.state == RequestState.awaiting_guardian)
    return (_request(number or 0, ask_after_consent) for number in session.exec(rows))


def _reminders(session: Session) -> Iterator[Step]:
    since = clock.now() - timedelta(days=min(REMINDERS))
    rows = select(MentoringRequest).where(MentoringRequest.state == RequestState.pending, col(MentoringRequest.sent_at) <= since)
    for request in session.exec(rows):
        for day in REMINDERS:
            key = f"request_reminder:{request.id}:{request.mentor_id}:{day}"
            if working_days_after(session, request.sent_at, day) <= clock.now() and not is_told(session, key):
                yield _request(request.id or 0, lambda session, found, day=day: remind(session, found, day))  # type: ignore[misc]


def _silent_mentors(session: Session) -> Iterator[Step]:
    lately = select(MentoringRequest.mentor_id).where(
        MentoringRequest.state == RequestState.expired, col(MentoringRequest.ended_at) > clock.now() - timedelta(days=UNANSWERED_DAYS)
    )
    rows = select(Mentor.person_id).where(Mentor.state == MentorState.published, col(Mentor.person_id).in_(lately))
    return (lambda session, number=number: pause_who_is_silent(session, number) for number in session.exec(rows))  # type: ignore[misc]


def _without_a_place(session: Session) -> Iterator[Step]:
    """Requests to mentors who are full, were silent or have left. A full mentor's waiting list stays, and who pauses still answers."""
    live, held = live_counts(session), held_counts(session)
    waiting = select(MentoringRequest, Mentor).join(Mentor, col(Mentor.person_id) == col(MentoringRequest.mentor_id))
    waiting = waiting.where(
        col(MentoringRequest.state).in_((RequestState.pending, RequestState.waitlisted)), col(MentoringRequest.holds_seat).is_(False)
    )
    for request, mentor in session.exec(waiting):
        is_full = mentor.seats - live.get(mentor.person_id, 0) - held.get(mentor.person_id, 0) < 1
        is_gone = mentor.state not in (MentorState.published, MentorState.paused) or is_suspended(mentor.person)
        if is_gone or (request.state == RequestState.pending and (is_full or mentor.paused_by_clock)):
            yield _request(request.id or 0, drop_request)


def _kept_apart(session: Session) -> Iterator[Step]:
    """Open requests between two who must not meet since: a conflict was declared, or a block set, after the letter was sent."""
    pair = ((col(Tie.person_id) == MentoringRequest.learner_id) & (col(Tie.other_id) == MentoringRequest.mentor_id)) | (
        (col(Tie.person_id) == MentoringRequest.mentor_id) & (col(Tie.other_id) == MentoringRequest.learner_id)
    )
    rows = select(MentoringRequest.id).join(Tie, pair).where(col(MentoringRequest.state).in_(SENT), col(Tie.kind).in_(AVOIDED))
    return (_request(number or 0, drop_request) for number in session.exec(rows.distinct()))


def _waiting_lists(session: Session) -> Iterator[Step]:
    waited_for = select(MentoringRequest.mentor_id).where(MentoringRequest.state == RequestState.waitlisted)
    live, held = live_counts(session), held_counts(session)
    mentors = session.exec(
        select(Mentor.person_id, Mentor.seats).where(Mentor.state == MentorState.published, col(Mentor.person_id).in_(waited_for))
    )
    free = [number for number, seats in mentors if seats > live.get(number, 0) + held.get(number, 0)]
    return (lambda session, number=number: fill_from_waitlist(session, number) > 0 for number in free)  # type: ignore[misc]


def _mentors(_session: Session) -> Iterator[Step]:
    yield lambda session: run_mentors_clock(session) > 0


SEARCHES: tuple[Callable[[Session], Iterator[Step]], ...] = (
    _consents,
    _reminders,
    _over,
    _silent_mentors,
    _without_a_place,
    _kept_apart,
    _mentors,
    proposals_gone_by,
    pairs_due,
    _waiting_lists,
)
