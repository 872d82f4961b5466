"""Guessing passwords is slow: by account and by address."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlmodel import Session

from marketplace.accounts.actions import register_person
from marketplace.app import create_app
from marketplace.config import Config
from tests.makers import PASSWORD
from tests.marks import on_sqlite
from tests.visitor import Visitor

pytestmark = on_sqlite


@pytest.fixture
def guesser(config: Config, session: Session, compiled: FileSystemBytecodeCache) -> Iterator[Visitor]:
    """Somebody at the door of an app that counts."""
    register_person(session, name="王小明", email="ming@example.org", password=PASSWORD)
    session.commit()
    app: Flask = create_app(replace(config, testing=False))
    app.jinja_env.bytecode_cache = compiled
    yield Visitor(app)
    app.extensions["engine"].dispose()
    app.extensions["huey"].storage.close()


def test_the_ninth_guess_at_one_account_waits_even_if_it_is_right(guesser: Visitor) -> None:
    for _ in range(8):
        guesser.post("/sign-in", 422, contact="ming@example.org", password="a wrong guess")
    page = guesser.post("/sign-in", 429, contact=" MING@example.org", password=PASSWORD)
    assert "Wait a few minutes" in page.get_text()
    assert int(guesser.response.headers["Retry-After"]) > 60
    guesser.visit("/sign-in")
    guesser.visit("/projects/999", 404)


def test_the_thirty_first_guess_from_one_address_waits_whatever_the_account(guesser: Visitor) -> None:
    for number in range(30):
        guesser.post("/sign-in", 422, contact=f"person{number}@example.org", password="a wrong guess")
    guesser.post("/sign-in", 429, contact="ming@example.org", password=PASSWORD)
    guesser.language = "zh"
    guesser.client.set_cookie("lang", "zh")
    assert guesser.post("/sign-in", 429, contact="ming@example.org", password=PASSWORD).html["lang"] == "zh-Hans"


def test_signing_in_rightly_is_not_slowed(guesser: Visitor) -> None:
    guesser.post("/sign-in", contact="ming@example.org", password=PASSWORD)
    guesser.visit("/mine")


def test_links_to_reset_are_five_an_hour(guesser: Visitor) -> None:
    for _ in range(5):
        guesser.post("/password-resets", 200, contact="ming@example.org")
    guesser.post("/password-resets", 429, contact="ming@example.org")


def test_one_calendar_is_read_sixty_times_an_hour_and_the_others_go_on(guesser: Visitor) -> None:
    for _ in range(60):
        assert guesser.client.get("/calendar/one.ics").status_code == 404
    assert guesser.client.get("/calendar/one.ics").status_code == 429
    assert guesser.client.get("/calendar/another.ics").status_code == 404
