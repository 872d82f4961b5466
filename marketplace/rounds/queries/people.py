"""Who takes part in a round, or could: learners without a mentor, mentors with places, and who must be kept apart."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from marketplace import clock
from marketplace.accounts.models import Guardian, LearnerProfile, Person
from marketplace.accounts.terms import ADULT_YEARS, ConsentState
from marketplace.mentoring.models import Mentor, Mentorship
from marketplace.mentoring.queries.seats import held_counts, live_counts
from marketplace.mentoring.queries.ties import ties_between
from marketplace.mentoring.terms import LIVE, MentorState
from marketplace.rounds.models import Round, RoundLearner, RoundMentor


@dataclass(frozen=True)
class Offer:
    """A mentor who could take part: where, whether also online, and how many places."""

    mentor_id: int
    region: str
    online: bool
    seats: int


def waiting_learners(session: Session, region: str | None) -> list[int]:
    """Everybody who looks for a mentor and has none, in one county or in the whole city, by number.

    This is the one place that says who is waiting.
    """
    rows = select(LearnerProfile.person_id).join(Person).where(*_may_take_part(), _without_mentor(LearnerProfile.person_id))
    if region:
        rows = rows.where(LearnerProfile.region == region)
    return list(session.exec(rows.order_by(col(LearnerProfile.person_id))))


def _may_take_part() -> tuple[ColumnElement[bool], ...]:
    """Not suspended, and grown up or with the consent of her guardian."""
    grown_up = clock.months_after(clock.today().replace(day=1), -(ADULT_YEARS * 12 + 1))
    consent = select(Guardian.person_id).where(Guardian.person_id == Person.id, Guardian.state == ConsentState.given).exists()
    of_age = col(Person.birth_month).is_(None) | (col(Person.birth_month) <= grown_up)
    return col(Person.active).is_(True), col(Person.suspended_at).is_(None), of_age | consent


def may_take_part(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the people who may be given a mentor at present."""
    return {number or 0 for number in session.exec(select(Person.id).where(col(Person.id).in_(list(ids)), *_may_take_part()))}


def _without_mentor(number: object) -> ColumnElement[bool]:
    return ~select(Mentorship.id).where(Mentorship.learner_id == number, col(Mentorship.state).in_(LIVE)).exists()


def learner_ids(session: Session, round_id: int, *, still_free: bool = False) -> list[int]:
    """Who takes part as a learner, by number; ``still_free`` leaves out those who found a mentor or left since."""
    rows = select(RoundLearner.person_id).where(RoundLearner.round_id == round_id)
    if still_free:
        rows = rows.join(Person, col(Person.id) == RoundLearner.person_id)
        rows = rows.where(*_may_take_part(), _without_mentor(RoundLearner.person_id))
    return list(session.exec(rows.order_by(col(RoundLearner.person_id))))


def part_in(session: Session, round_id: int, person_id: int) -> RoundLearner | None:
    """The person's part in the round as a learner."""
    return session.get(RoundLearner, (round_id, person_id))


def mentors_in_scope(session: Session, round_: Round) -> list[Offer]:
    """Mentors who take requests and could meet somebody of the round, with their free places, by number."""
    return mentors_for(session, frozenset({round_.region}) if round_.region else None)


def mentors_for(session: Session, regions: Collection[str] | None) -> list[Offer]:
    """The same for somebody of these counties (None: of the whole city)."""
    rows = select(Mentor.person_id, Mentor.region, Mentor.online, Mentor.seats).join(Person)
    rows = rows.where(Mentor.state == MentorState.published, col(Person.active), col(Person.suspended_at).is_(None))
    if regions is not None:
        rows = rows.where(or_(col(Mentor.region).in_(regions), col(Mentor.online)))
    live, held = live_counts(session), held_counts(session)
    found = session.exec(rows.order_by(col(Mentor.person_id)))
    return [
        Offer(number, region, online, max(0, seats - live.get(number, 0) - held.get(number, 0))) for number, region, online, seats in found
    ]


def free_seats(session: Session, round_: Round, mentor_id: int) -> int | None:
    """What the mentor could give to the round at most; None for one who cannot take part."""
    return next((one.seats for one in mentors_in_scope(session, round_) if one.mentor_id == mentor_id), None)


def offered_seats(session: Session, round_: Round) -> list[Offer]:
    """Mentors with the places they give to the round: what they confirmed, or all that are free; never more than are free now."""
    confirmed = dict(session.exec(select(RoundMentor.mentor_id, RoundMentor.seats).where(RoundMentor.round_id == round_.id)).all())
    return [
        Offer(one.mentor_id, one.region, one.online, min(one.seats, confirmed.get(one.mentor_id, one.seats)))
        for one in mentors_in_scope(session, round_)
    ]


def apart_pairs(session: Session, learners: list[int], mentors: list[int]) -> set[tuple[int, int]]:
    """Pairs between whom a block or a conflict stands now, and nobody with herself."""
    known, ties = set(mentors), ties_between(session, learners)
    blocked = {(learner, other) for learner, others in ties.items() for other in others & known}
    return blocked | {(learner, learner) for learner in known & set(learners)}


def unpersonalised(session: Session, person_ids: list[int]) -> set[int]:
    """Those of them who switched recommendations off."""
    rows = select(Person.id).where(col(Person.id).in_(person_ids), col(Person.personalised).is_(False))
    return {number or 0 for number in session.exec(rows)}


def possible_pairs(session: Session, round_: Round, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs that can still be proposed: nobody blocked, paired, paused or left since, and the mentor still has the place."""
    free = {offer.mentor_id: offer.seats for offer in mentors_in_scope(session, round_)}
    there = set(learner_ids(session, round_.id or 0, still_free=True))
    apart = apart_pairs(session, [learner for learner, _ in pairs], list(free))
    possible = []
    for learner, mentor in pairs:
        if learner in there and free.get(mentor, 0) > 0 and (learner, mentor) not in apart:
            free[mentor] -= 1
            possible.append((learner, mentor))
    return possible
