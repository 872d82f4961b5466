"""A small training room: two providers, courses, people, on 1 March 2016."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.training.actions import add_course, add_provider, open_class
from marketplace.training.models import Course, Provider, TrainingClass
from tests import makers

TODAY = date(2016, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2016, 3, 1, 2, tzinfo=UTC)):
        yield


@pytest.fixture
def providers(session: Session) -> list[Provider]:
    rows = ({"name_zh": f"学校{name}", "name_en": f"School {name}", "region": "330402", "kind": "school"} for name in "AB")
    return [add_provider(session, row) for row in rows]


@pytest.fixture
def make_person(session: Session) -> Callable[[str], Person]:
    return lambda name: makers.make_person(session, name=name)


@pytest.fixture
def make_course(session: Session) -> Callable[..., Course]:
    def make(**changes: Any) -> Course:
        words = {f"{field}_{language}": f"{field} {language}" for field in ("title", "summary", "for") for language in ("zh", "en")}
        content = {"content_zh": ["一"], "content_en": ["one"], "sectors": [], "groups": [], "skills": {"SK201": 2}}
        return add_course(session, {"kind": "SYB", "tier": "capability", "hours": 70, **words, **content, **changes})

    return make


@pytest.fixture
def make_class(session: Session, providers: list[Provider], make_course: Callable[..., Course]) -> Callable[..., TrainingClass]:
    def make(course: Course | None = None, starts_in: int = 5, seats: int = 10, **changes: Any) -> TrainingClass:
        course, first = course or make_course(), TODAY + timedelta(days=starts_in)
        where = {"provider_id": providers[0].id, "region": "330402", "place_zh": "一号楼", "place_en": "", "online": False}
        return open_class(session, course_id=course.id, starts_on=first, ends_on=first, seats=seats, **where | changes)

    return make


@pytest.fixture
def teacher(session: Session, providers: list[Provider]) -> Person:
    """Of the provider who runs the classes."""
    return makers.make_person(session, Role.provider, provider_id=providers[0].id)


@pytest.fixture
def rival(session: Session, providers: list[Provider]) -> Person:
    """Of the other provider."""
    return makers.make_person(session, Role.instructor, provider_id=providers[1].id)
