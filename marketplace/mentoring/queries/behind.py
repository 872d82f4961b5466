"""The rows behind the staff's numbers: pairs, waits and mentors, each read in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select as columns
from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, func, select

from marketplace import clock
from marketplace.accounts.models import LearnerProfile
from marketplace.mentoring.models import Mentor, MentoringRequest, MentoringSession, Mentorship, Waiting
from marketplace.mentoring.queries.flags import flag_of
from marketplace.mentoring.queries.seats import held_counts, live_counts
from marketplace.mentoring.terms import (
    LIVE,
    QUIET_DAYS,
    UNANSWERED_DAYS,
    Figure,
    Flag,
    MentorshipState,
    MentorState,
    RequestState,
    WaitingReason,
)

# Whoever lost a mentor, or never got to the first meeting, and waits for the next one.
LOST_A_MENTOR = (WaitingReason.not_started, WaitingReason.mentor_left, WaitingReason.ended_early)
# A request that is next in a ranked list, or a draft, waits for nobody's word.
WAITS = {
    RequestState.pending: Figure.pending,
    RequestState.awaiting_guardian: Figure.guardian,
    RequestState.waitlisted: Figure.waitlisted,
    RequestState.offered: Figure.offered,
    RequestState.proposed: Figure.proposed,
}
FLAGS = {Flag.quiet: Figure.quiet, Flag.at_risk: Figure.at_risk, Flag.overdue: Figure.at_risk}
ANSWERED = (RequestState.accepted, RequestState.declined, RequestState.expired)


@dataclass(frozen=True)
class Behind:
    """A learner, a mentor or a pair, and what each number gains by it; ``number`` is that of the pair, request or wait."""

    region: str | None
    amounts: Mapping[Figure, int]
    learner_id: int | None = None
    mentor_id: int | None = None
    since: datetime | None = None
    number: int = 0
    back_on: date | None = None

    def days(self, now: datetime) -> int:
        """Whole days since then."""
        return (now - self.since).days if self.since else 0


def pair_rows(session: Session) -> list[Behind]:
    """All live pairs, since they last met or since they began."""
    last = select(MentoringSession.mentorship_id, func.max(MentoringSession.held_on).label("day"))
    met = last.group_by(col(MentoringSession.mentorship_id)).subquery()
    rows = (
        select(Mentorship, LearnerProfile.region, met.c.day)
        .join(LearnerProfile, col(LearnerProfile.person_id) == Mentorship.learner_id, isouter=True)
        .join(met, met.c.mentorship_id == Mentorship.id, isouter=True)
        .where(col(Mentorship.state).in_(LIVE))
        .options(lazyload(Mentorship.goals), lazyload(Mentorship.sessions))  # type: ignore[arg-type]
    )
    return [_pair(pair, region, day) for pair, region, day in session.execute(rows)]


def _pair(pair: Mentorship, region: str | None, last_met: date | None) -> Behind:
    amounts = {Figure.paired: 1}
    if last_met and clock.today() - last_met < timedelta(days=QUIET_DAYS):
        amounts[Figure.meeting] = 1
    if flag := flag_of(pair, last_met):
        amounts[FLAGS[flag]] = 1
    if pair.state == MentorshipState.trial and last_met is None:
        amounts[Figure.not_begun] = 1
    since = datetime.combine(last_met, time(12), tzinfo=clock.CITY_ZONE) if last_met else pair.began_at
    return Behind(region, amounts, pair.learner_id, pair.mentor_id, since, pair.id or 0)


def wait_rows(session: Session) -> list[Behind]:
    """Requests that wait for somebody's word or seat, and learners who wait for a person's help."""
    what = (MentoringRequest.state, MentoringRequest.learner_id, MentoringRequest.mentor_id, MentoringRequest.sent_at, MentoringRequest.id)
    asked = columns(*map(col, (LearnerProfile.region, *what))).select_from(MentoringRequest)
    asked = asked.join(LearnerProfile, col(LearnerProfile.person_id) == col(MentoringRequest.learner_id), isouter=True)
    requests = session.execute(asked.where(col(MentoringRequest.state).in_(WAITS)))
    help_wanted = (Waiting.region, Waiting.reason, Waiting.person_id, Waiting.since, Waiting.id)
    helped = session.execute(columns(*map(col, help_wanted)).where(col(Waiting.ended_at).is_(None)))
    return [
        *(
            Behind(region, {WAITS[state]: 1}, learner, mentor, sent, number or 0)
            for region, state, learner, mentor, sent, number in requests
        ),
        *(Behind(region, _helps(reason), learner, None, since, number or 0) for region, reason, learner, since, number in helped),
    ]


def _helps(reason: WaitingReason) -> dict[Figure, int]:
    return {Figure.needs_person: 1} | ({Figure.rematch: 1} if reason in LOST_A_MENTOR else {})


def mentor_rows(session: Session) -> list[Behind]:
    """Mentors who take requests or pause, and others as long as learners are with them."""
    live, held, silent = live_counts(session), held_counts(session), _silent_since(session)
    what = (Mentor.person_id, Mentor.region, Mentor.state, Mentor.seats, Mentor.paused_until, Mentor.paused_by_clock)
    rows = session.execute(columns(*map(col, what)))
    found = []
    for number, region, state, seats, until, by_clock in rows:
        amounts = {Figure.taken: live.get(number, 0), Figure.held: held.get(number, 0)}
        if state == MentorState.published:
            free = max(0, seats - amounts[Figure.taken] - amounts[Figure.held])
            amounts |= {Figure.mentors: 1, Figure.seats: seats, Figure.free: free}
        if state == MentorState.paused:
            amounts[_pause(until, by_clock)] = 1
        if number in silent and state in (MentorState.published, MentorState.paused):
            amounts[Figure.silent] = 1
        found.append(Behind(region, amounts, None, number, silent.get(number), back_on=until if state == MentorState.paused else None))
    return found


def _pause(until: date | None, by_clock: bool) -> Figure:
    if by_clock:
        return Figure.paused_clock
    return Figure.paused_until if until else Figure.paused_open


def _silent_since(session: Session) -> dict[int, datetime]:
    """Mentors whose last word was none: of the requests to them the latest one ran out. A proposal they had agreed to is no silence."""
    rows = select(MentoringRequest.mentor_id, MentoringRequest.state, MentoringRequest.ended_at).where(
        col(MentoringRequest.state).in_(ANSWERED),
        col(MentoringRequest.ended_at) > clock.now() - timedelta(days=UNANSWERED_DAYS),
        (col(MentoringRequest.state) != RequestState.expired) | col(MentoringRequest.mentor_confirmed_at).is_(None),
    )
    last = {number: (state, ended) for number, state, ended in session.exec(rows.order_by(col(MentoringRequest.ended_at)))}
    return {number: ended for number, (state, ended) in last.items() if state == RequestState.expired and ended}
