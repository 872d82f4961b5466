"""Makers of what the ventures and the outcomes rooms need: people who passed, and businesses."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.training.actions import add_course, add_provider, enrol, mark_started, open_class, record_result
from marketplace.training.models import TrainingClass
from marketplace.ventures.actions import register_opening
from marketplace.ventures.models import Venture
from marketplace.ventures.terms import Form
from tests.makers import make_person

TODAY = date(2016, 11, 1)


def on(day: date) -> Any:
    """The clock stands still at noon of ``day``."""
    return clock.stopped_at(datetime.combine(day, time(4), tzinfo=UTC))


def make_class(session: Session, *, ends_on: date, region: str = "330483", tier: str = "capability", kind: str = "SYB") -> TrainingClass:
    """A class of ten days."""
    words = {f"{field}_{language}": f"{field} {language}" for field in ("title", "summary", "for") for language in ("zh", "en")}
    content = {"content_zh": [], "content_en": [], "sectors": [], "groups": [], "skills": {"SK201": 2}}
    course = add_course(session, {"kind": kind, "tier": tier, "hours": 70, **words, **content})
    provider = add_provider(session, {"name_zh": "学校", "name_en": "School", "region": region, "kind": "school"})
    place = {"region": region, "place_zh": "一号楼", "place_en": "", "online": False, "seats": 200}
    first = ends_on - timedelta(days=10)
    return open_class(session, course_id=course.id or 0, provider_id=provider.id or 0, starts_on=first, ends_on=ends_on, **place)


def make_qualified(session: Session, passed_on: date, training_class: TrainingClass | None = None, **changes: Any) -> Person:
    """Somebody who passed on a day; the class is still open for others."""
    training_class = training_class or make_class(session, ends_on=passed_on, **changes)
    teacher = make_person(session, Role.provider, provider_id=training_class.provider_id)
    person = make_person(session)
    training_class.state = "enrolling"
    with on(training_class.starts_on - timedelta(days=1)):
        enrolment = enrol(session, training_class.id or 0, by=person)
    mark_started(session, enrolment.id or 0, by=teacher)
    record_result(session, enrolment.id or 0, passed=True, on=passed_on, by=teacher)
    return person


def make_venture(session: Session, founder: Person | None = None, *, opened_on: date = TODAY, **changes: Any) -> Venture:
    """A business."""
    content = {"name": "毛衫小店", "form": Form.sole_trader, "region": "330483", "sector": None, "project_id": None, "jobs": 0}
    return register_opening(session, content | {"opened_on": opened_on} | changes, by=founder or make_person(session))


def make_staff(session: Session, region: str | None = "330483") -> Person:
    """County staff, or city staff without a region."""
    return make_person(session, Role.county_staff, region=region) if region else make_person(session, Role.city_staff)
