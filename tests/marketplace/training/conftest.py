"""A small training room: two providers, courses, people, on 1 March 2016."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from marketplace import clock
from marketplace.accounts.actions import grant_role
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db import make_engine, open_session
from marketplace.places.actions import load_terms
from marketplace.training.actions import add_course, add_provider, open_class
from marketplace.training.models import Course, TrainingClass

TODAY = date(2016, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2016, 3, 1, 2, tzinfo=UTC)):
        yield


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = make_engine(f"sqlite:///{tmp_path / 'qihang.db'}")
    SQLModel.metadata.create_all(engine)
    return engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with open_session(engine, writes=True) as session:
        load_terms(session, [_term("region", "330400", "city"), _term("region", "330402", "district", "330400"), *_terms()])
        yield session


def _term(dictionary: str, code: str, kind: str | None = None, parent: str | None = None) -> dict[str, Any]:
    return {"dictionary": dictionary, "code": code, "name_zh": code, "name_en": code, "kind": kind, "parent": parent}


def _terms() -> list[dict[str, Any]]:
    tiers = [_term("tier", tier) for tier in ("guidance", "capability", "backbone", "leading")]
    return [*tiers, _term("course_kind", "SYB", "capability"), _term("course_kind", "GYB", "guidance"), _term("skill", "SK201", "SK2")]


@pytest.fixture
def make_person(session: Session) -> Callable[..., Person]:
    def make(name: str, role: Role | None = None, provider_id: int | None = None) -> Person:
        person = Person(name=name, email=f"{name}@example.org")
        session.add(person)
        session.flush()
        if role:
            grant_role(session, person, role, provider_id=provider_id)
        return person

    return make


@pytest.fixture
def make_course(session: Session) -> Callable[..., Course]:
    def make(**changes: Any) -> Course:
        words = {f"{field}_{language}": f"{field} {language}" for field in ("title", "summary", "for") for language in ("zh", "en")}
        content = {"content_zh": ["一"], "content_en": ["one"], "sectors": [], "groups": [], "skills": {"SK201": 2}}
        return add_course(session, {"kind": "SYB", "tier": "capability", "hours": 70, **words, **content, **changes})

    return make


@pytest.fixture
def make_class(session: Session, make_course: Callable[..., Course]) -> Callable[..., TrainingClass]:
    for number in (1, 2):
        add_provider(session, {"name_zh": f"学校{number}", "name_en": f"School {number}", "region": "330402", "kind": "school"})

    def make(course: Course | None = None, starts_in: int = 5, seats: int = 10, provider_id: int = 1, **changes: Any) -> TrainingClass:
        first = TODAY + timedelta(days=starts_in)
        where = {"region": "330402", "place_zh": "一号楼", "place_en": "", "online": False} | changes
        course = course or make_course()
        return open_class(session, course_id=course.id, provider_id=provider_id, starts_on=first, ends_on=first, seats=seats, **where)

    return make


@pytest.fixture
def teacher(make_person: Callable[..., Person]) -> Person:
    return make_person("teacher", Role.provider, provider_id=1)


@pytest.fixture
def rival(make_person: Callable[..., Person]) -> Person:
    return make_person("rival", Role.instructor, provider_id=2)


@pytest.fixture
def app(tmp_path: Path, engine: Engine) -> Flask:
    home = Config(home=tmp_path, database_url=str(engine.url), secret_key="a test", testing=True)
    app = create_app(home)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def visit(app: Flask, session: Session) -> Callable[..., FlaskClient]:
    """A browser, of a person or of nobody; what was made before is saved and can be found."""

    def open_browser(person: Person | None = None) -> FlaskClient:
        session.commit()
        app.extensions["search"].rebuild(app.extensions["documents"]["course"](session))
        session.commit()
        browser = app.test_client()
        if person:
            with browser.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = person.get_id(), True
            session.commit()
        return browser

    return open_browser
