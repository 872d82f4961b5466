"""Makers of take-ups at each step."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.projects.actions import adopt, enquire, rate
from marketplace.projects.models import Project, TakeUp
from tests.makers import make_person

QUESTION = "开业第一个月真的要备多少货？"


def later(**units: int) -> Any:
    """The clock stands still some time from now."""
    return clock.stopped_at(clock.now() + timedelta(**units))


def make_enquiry(session: Session, project: Project, person: Person | None = None) -> TakeUp:
    """An open question."""
    return enquire(session, project.id or 0, QUESTION, by=person or make_person(session))


def make_rating(session: Session, project: Project, stars: int = 4, word: str = "") -> TakeUp:
    """Somebody began 90 days ago, and rates."""
    person = make_person(session)
    with later(days=-90):
        take_up = adopt(session, project.id or 0, by=person)
    rate(session, take_up.id or 0, stars, 30000, word, by=person)
    return take_up
