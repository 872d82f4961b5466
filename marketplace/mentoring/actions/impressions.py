"""What was shown and what was opened, written down once a day for each person and thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.mentoring.models import Click, Impression

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


def note_click(session: Session, kind: str, one: Shown, choice_id: int | None, *, by: Person) -> Click | None:
    """Write down that the person opened it, and so has seen it; once a day, and nothing of who wants nothing personal."""
    if not by.personalised:
        return None
    # This also waits for another window that says the same.
    note_impressions(session, kind, [one], choice_id, by=by)
    mine = (Click.person_id == by.id, Click.kind == kind, Click.item_id == one.item_id, Click.clicked_on == clock.today())
    if noted := session.exec(select(Click).where(*mine)).first():
        return noted
    shown = (Impression.person_id == by.id, Impression.kind == kind, Impression.item_id == one.item_id)
    seen = session.exec(select(Impression.id).where(*shown, Impression.seen_on == clock.today())).one()
    click = Click(person_id=by.id or 0, kind=kind, item_id=one.item_id, place=one.place, impression_id=seen)
    session.add(click)
    session.flush()
    return click


def _seen_today(session: Session, kind: str, person_id: int) -> set[int]:
    rows = select(Impression.item_id).where(Impression.person_id == person_id, Impression.kind == kind, Impression.seen_on == clock.today())
    return set(session.exec(rows))


def remove_old_impressions(session: Session, now: datetime) -> int:
    """What was shown more than 400 days ago teaches nothing any more, nor does what was opened then or from there."""
    border = now - timedelta(days=KEPT_DAYS)
    old = select(Impression.id).where(Impression.seen_at < border)
    session.exec(delete(Click).where((col(Click.clicked_at) < border) | col(Click.impression_id).in_(old)))
    result = session.exec(delete(Impression).where(col(Impression.seen_at) < border))
    return result.rowcount
