"""Rooms that go wrong on purpose, for the tests of the kit."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import NotAllowed, Refusal
from marketplace.projects.models import Favourite
from marketplace.web.doors import public
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app, with addresses that do what nobody should."""

    def crash() -> Any:
        raise ZeroDivisionError

    def break_a_rule() -> Any:
        get_session().add(Favourite(person_id=999, project_id=999))
        get_session().flush()

    def break_a_rule_late() -> Any:
        get_session().add(Favourite(person_id=999, project_id=999))
        return go_to("/")

    def write_and(end: Callable[[], Any]) -> Any:
        get_session().add(Person(name="王小明", email="ming@example.org"))
        get_session().flush()
        return end()

    def refuse() -> Any:
        raise Refusal("Not this time.")

    def forbid() -> Any:
        raise NotAllowed()

    ends = {
        "refused": refuse,
        "forbidden": forbid,
        "crashed": crash,
        "invalid": lambda: page("front/about.html", status=422),
        "done": lambda: go_to("/about"),
    }
    for name, view in {"crash": crash, "rule": break_a_rule, "late-rule": break_a_rule_late}.items():
        app.add_url_rule(f"/test/{name}", f"test-{name}", public(lambda view=view: view()), methods=["GET", "POST"])
    for name, end in ends.items():
        app.add_url_rule(f"/test/{name}", f"test-{name}", public(lambda end=end: write_and(end)), methods=["GET", "POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def names(session: Session) -> Callable[[], list[str]]:
    """Names of all people in the database."""
    from sqlmodel import select

    def read() -> list[str]:
        session.rollback()
        return list(session.exec(select(Person.name)))

    return read
