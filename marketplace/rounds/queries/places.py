"""Who got whom: the places of a solved round, a page at a time and in sums."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.mentoring.models import MentoringRequest
from marketplace.rounds.models import RoundPlace


@dataclass(frozen=True)
class Line:
    """One line of the table of pairs, or of those without a mentor; ``state`` is that of the proposal once there is one."""

    place: RoundPlace
    learner: Person
    mentor: Person | None
    state: str | None


def places(session: Session, round_id: int, *, paired: bool, offset: int, limit: int) -> list[Line]:
    """One page of the pairs, or of those who have none, by the learner's number."""
    learner, mentor = aliased(Person), aliased(Person)
    rows = select(RoundPlace, learner, mentor, MentoringRequest.state).where(RoundPlace.round_id == round_id, _is(paired))
    rows = rows.join(learner, learner.id == RoundPlace.learner_id)  # type: ignore[arg-type]
    rows = rows.join(mentor, mentor.id == RoundPlace.mentor_id, isouter=True)  # type: ignore[arg-type]
    rows = rows.join(MentoringRequest, col(MentoringRequest.id) == RoundPlace.request_id, isouter=True)
    found = session.exec(rows.order_by(col(RoundPlace.learner_id)).offset(offset).limit(limit))
    return [Line(place, one, other, state) for place, one, other, state in found]


def _is(paired: bool) -> ColumnElement[bool]:
    return col(RoundPlace.mentor_id).is_not(None) if paired else col(RoundPlace.mentor_id).is_(None)


def count_places(session: Session, round_id: int, *, paired: bool) -> int:
    """How many have a mentor, or have none."""
    return session.exec(select(func.count()).select_from(RoundPlace).where(RoundPlace.round_id == round_id, _is(paired))).one()


def numbers_of_places(session: Session, round_id: int) -> list[tuple[int, int | None]]:
    """Every learner with the number of her mentor, by number."""
    rows = select(RoundPlace.learner_id, RoundPlace.mentor_id).where(RoundPlace.round_id == round_id)
    return list(session.exec(rows.order_by(col(RoundPlace.learner_id))).all())


def choices_met(session: Session, round_id: int) -> dict[int | None, int]:
    """How many got their first choice, their second, and so on; None counts those who got somebody they had not named."""
    rows = select(RoundPlace.choice_rank, func.count()).where(RoundPlace.round_id == round_id, col(RoundPlace.mentor_id).is_not(None))
    return dict(session.exec(rows.group_by(col(RoundPlace.choice_rank))).all())


def unmatched_causes(session: Session, round_id: int) -> dict[str, int]:
    """How many have no mentor, by cause."""
    rows = select(RoundPlace.cause, func.count()).where(RoundPlace.round_id == round_id, col(RoundPlace.mentor_id).is_(None))
    return {str(cause): count for cause, count in session.exec(rows.group_by(col(RoundPlace.cause)))}


def summary_of(session: Session, round_id: int) -> dict[str, int]:
    """What became of the proposals: how many stand in each state."""
    rows = select(MentoringRequest.state, func.count()).join(RoundPlace, col(RoundPlace.request_id) == MentoringRequest.id)
    rows = rows.where(RoundPlace.round_id == round_id).group_by(col(MentoringRequest.state))
    return {str(state): count for state, count in session.exec(rows)}


def outcome_counts(session: Session, round_id: int) -> dict[str, int]:
    """How many have a mentor and how many do not."""
    return {"paired": count_places(session, round_id, paired=True), "alone": count_places(session, round_id, paired=False)}
