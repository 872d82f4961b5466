"""Reads of the wait for a person's help."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.mentoring.models import MentoringRequest, Waiting
from marketplace.mentoring.policies import may_help
from marketplace.mentoring.terms import SENT

Regions = Collection[str] | None


@dataclass(frozen=True)
class Wait:
    """A learner who waits, and how many of her own requests are still open."""

    waiting: Waiting
    still_open: int


def waiting_of(session: Session, person_id: int) -> Waiting | None:
    """The learner's own open wait."""
    return session.exec(select(Waiting).where(Waiting.person_id == person_id, col(Waiting.ended_at).is_(None))).first()


def get_waiting(session: Session, waiting_id: int, *, by: Person) -> Waiting:
    """One wait, for staff of the learner's county."""
    waiting = session.get(Waiting, waiting_id)
    if waiting is None or not may_help(by, waiting):
        raise NotFound()
    return waiting


def waiting_learners(session: Session, regions: Regions, offset: int, limit: int) -> list[Wait]:
    """Who waits in these counties (None: everywhere): those who lost a mentor first, then by the age of the wait."""
    rows = _open(select(Waiting), regions).options(joinedload(Waiting.person), joinedload(Waiting.request))  # type: ignore[arg-type]
    found = list(
        session.exec(rows.order_by(col(Waiting.priority), col(Waiting.since), col(Waiting.id)).offset(offset).limit(limit)).unique()
    )
    open_counts = _open_counts(session, [waiting.person_id for waiting in found])
    return [Wait(waiting, open_counts.get(waiting.person_id, 0)) for waiting in found]


def waiting_count(session: Session, regions: Regions) -> int:
    """How many wait there."""
    return session.exec(_open(select(func.count()).select_from(Waiting), regions)).one()


def _open(rows: SelectOfScalar, regions: Regions) -> SelectOfScalar:  # type: ignore[type-arg]
    rows = rows.where(col(Waiting.ended_at).is_(None))
    return rows if regions is None else rows.where(col(Waiting.region).in_(list(regions)))


def _open_counts(session: Session, learner_ids: list[int]) -> dict[int, int]:
    rows = select(MentoringRequest.learner_id, func.count()).where(
        col(MentoringRequest.learner_id).in_(learner_ids), col(MentoringRequest.state).in_(SENT)
    )
    return dict(session.exec(rows.group_by(col(MentoringRequest.learner_id))).all())
