"""What was shown, written down once a day for each person and thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.mentoring.models import Impression

KEPT_DAYS = 400


@dataclass(frozen=True)
class Shown:
    """One thing in its place of a list."""

    item_id: int
    place: int
    propensity: float
    explored: bool


def note_impressions(session: Session, kind: str, shown: Sequence[Shown], choice_id: int | None, *, by: Person) -> int:
    """Write down what the person had before her eyes; what she saw today already counts once. Returns how many are new.

    ``choice_id`` is the training that ranked it.
    """
    if not by.personalised:
        return 0
    # Two windows may say it at once: the second one waits here and finds it noted.
    session.exec(select(Person.id).where(Person.id == by.id).with_for_update()).one()
    seen = _seen_today(session, kind, by.id or 0)
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
                choice_id=choice_id,
            )
        )
    session.flush()
    return len(new)


def _seen_today(session: Session, kind: str, person_id: int) -> set[int]:
    rows = select(Impression.item_id).where(Impression.person_id == person_id, Impression.kind == kind, Impression.seen_on == clock.today())
    return set(session.exec(rows))


def remove_old_impressions(session: Session, now: datetime) -> int:
    """What was shown more than 400 days ago teaches nothing any more."""
    result = session.exec(delete(Impression).where(col(Impression.seen_at) < now - timedelta(days=KEPT_DAYS)))
    return result.rowcount
