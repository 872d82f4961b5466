"""What was shown, written down once a day for each person and thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.mentoring.artefacts import choice_in_use
from marketplace.mentoring.models import Impression

KEPT_DAYS = 400


@dataclass(frozen=True)
class Shown:
    """One thing in its place of a list."""

    item_id: int
    place: int
    propensity: float
    explored: bool


def note_impressions(session: Session, kind: str, shown: Sequence[Shown], *, by: Person) -> int:
    """Write down what the person had before her eyes; what she saw today already counts once. Returns how many are new."""
    if not by.personalised:
        return 0
    seen = _seen_today(session, kind, by.id or 0)
    choice = choice_in_use(session)
    new = [one for one in shown if one.item_id not in seen]
    for one in new:
        session.add(
            Impression(
                person_id=by.id or 0,
                kind=kind,
                item_id=one.item_id,
                place=one.place,
                propensity=one.propensity,
                explored=one.explored,
                choice_id=choice.id if choice else None,
            )
        )
    session.flush()
    return len(new)


def _seen_today(session: Session, kind: str, person_id: int) -> set[int]:
    since = clock.now() - timedelta(hours=24)
    rows = select(Impression.item_id).where(Impression.person_id == person_id, Impression.kind == kind, col(Impression.seen_at) > since)
    return set(session.exec(rows))


def remove_old_impressions(session: Session, now: datetime) -> int:
    """What was shown more than 400 days ago teaches nothing any more."""
    result = session.exec(delete(Impression).where(col(Impression.seen_at) < now - timedelta(days=KEPT_DAYS)))
    return result.rowcount
