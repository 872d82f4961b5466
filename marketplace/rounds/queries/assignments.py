"""Who waits for a person's help and could be given a mentor at once."""

from collections.abc import Collection

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from marketplace.mentoring.models import MentoringRequest, Waiting
from marketplace.mentoring.terms import RequestState
from marketplace.rounds.queries.people import may_take_part
from marketplace.rounds.terms import HeldBack

# More at a time nobody can look through.
MOST_AT_ONCE = 300


def waits_in(session: Session, regions: Collection[str] | None, ids: Collection[int] | None = None) -> list[Waiting]:
    """Open waits of these counties (None: all), or those of them among ``ids``: who lost a mentor first, then by age."""
    rows = select(Waiting).where(col(Waiting.ended_at).is_(None)).options(joinedload(Waiting.person))  # type: ignore[arg-type]
    if regions is not None:
        rows = rows.where(col(Waiting.region).in_(list(regions)))
    if ids is not None:
        rows = rows.where(col(Waiting.person_id).in_(list(ids)))
    order = (col(Waiting.priority), col(Waiting.since), col(Waiting.id))
    return list(session.exec(rows.order_by(*order).limit(MOST_AT_ONCE)).unique())


def held_back(session: Session, waits: Collection[Waiting]) -> dict[int, HeldBack]:
    """Those who are given nobody now, and why: a proposal waits, she is suspended, or too young without a guardian's consent."""
    ids = [wait.person_id for wait in waits]
    rows = select(MentoringRequest.learner_id).where(
        col(MentoringRequest.learner_id).in_(ids), MentoringRequest.state == RequestState.proposed
    )
    able = may_take_part(session, ids)
    found = {number: HeldBack.not_now for number in ids if number not in able}
    return found | dict.fromkeys(session.exec(rows), HeldBack.proposed)
