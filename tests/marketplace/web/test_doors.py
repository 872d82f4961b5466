"""The doors of the whole house: who is sent away, and that no page changes anything."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, SQLModel, select

from marketplace.accounts.terms import Role
from tests.house.doors import doors
from tests.makers import make_learner, make_mentor, make_mentorship, make_person, make_project, make_request
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


def addresses(app: Flask, method: str, door: str = "") -> list[str]:
    """Addresses behind the doors of one kind, for the thing with the number 1."""
    found = [line.split(maxsplit=2) for line in doors(app)]
    paths = [
        path for verb, path, kind in found if verb == method and kind.startswith(door) and "/test/" not in path and "static" not in path
    ]
    return ["/".join("1" if part.startswith("<") else part for part in path.split("/")) for path in paths]


@pytest.fixture
def village(session: Session) -> None:
    """A little of everything that these rooms have, so that the addresses lead somewhere."""
    learner, mentor = make_learner(session), make_mentor(session)
    make_project(session)
    make_request(session, make_learner(session), mentor)
    make_mentorship(session, learner, mentor)


def test_every_closed_door_sends_a_visitor_to_sign_in(app: Flask, visitor: Enter, village: None) -> None:
    nobody = visitor()
    for path in addresses(app, "GET", "members") + addresses(app, "GET", "only"):
        nobody.visit(path, 303)
        assert nobody.response.headers["Location"] == f"/sign-in?next={path}"
    for path in addresses(app, "POST", "members") + addresses(app, "POST", "only"):
        nobody.post(path, 303)
        assert nobody.response.headers["Location"].startswith("/sign-in?next=/")


def test_every_door_for_a_role_refuses_a_learner(app: Flask, session: Session, visitor: Enter, village: None) -> None:
    learner = visitor(make_learner(session))
    for path in addresses(app, "GET", "only"):
        learner.visit(path, 403)
    for path in addresses(app, "POST", "only"):
        learner.post(path, 403)


def rows(session: Session) -> dict[str, list]:
    """The whole database."""
    session.rollback()
    tables = SQLModel.metadata.sorted_tables
    return {table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))] for table in tables}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_opens_and_no_page_changes_anything(app: Flask, session: Session, visitor: Enter, village: None, language: str) -> None:
    everything = make_person(session, *Role, region="330402", provider_id=1)
    for person in (None, everything):
        reader = visitor(person, language)
        before = rows(session)
        for path in addresses(app, "GET"):
            answer = reader.client.get(path)
            assert answer.status_code in (200, 303, 403, 404, 409), f"{path} answered {answer.status_code}"
            if answer.status_code == 200 and answer.mimetype == "text/html" and path != "/suggestions":
                reader.visit(path)
        assert rows(session) == before


def test_every_form_that_is_sent_empty_is_refused_without_a_crash(app: Flask, session: Session, visitor: Enter, village: None) -> None:
    everything = visitor(make_person(session, *Role, region="330402", provider_id=1))
    leaves = ("/sign-out", "/sign-out-everywhere")
    for path in [path for path in addresses(app, "POST") if path not in leaves]:
        answer = everything.client.post(path, data={"csrf_token": everything._token()})
        assert answer.status_code in (200, 204, 303, 403, 404, 409, 422), f"{path} answered {answer.status_code}"


def test_a_number_that_no_row_can_have_is_404_everywhere(app: Flask, session: Session, visitor: Enter) -> None:
    everything = visitor(make_person(session, *Role, region="330402", provider_id=1))
    for path in addresses(app, "GET"):
        if "1" in path.split("/") and not path.startswith("/password-resets"):
            everything.visit(path.replace("1", "9" * 25), 404)
