"""Error pages: what happened, that nothing was lost, and the way on; in both languages."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace.web.errors import SAYINGS
from tests.makers import make_person
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/test/crash", 500), ("/test/forbidden", 403), ("/test/rule", 500)])
def test_an_error_is_a_page_in_the_readers_language(visitor: Enter, path: str, status: int, language: str) -> None:
    reader = visitor(language=language)
    reader.visit(path, status)
    said = {404: ("nothing at this address", "没有"), 500: ("on our side", "我们"), 403: ("may not do this", "账号")}[status]
    assert said[language == "zh"] in reader.text
    assert reader.page.select("main a[href='/']")
    assert reader.response.headers["X-Request-ID"] in reader.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_wrong_kind_of_request_is_405_and_says_which_are_right(visitor: Enter, language: str) -> None:
    reader = visitor(language=language)
    page = reader.post("/about", 405)
    assert page.html["lang"] == {"en": "en", "zh": "zh-Hans"}[language]
    assert "GET" in reader.response.headers["Allow"]


def test_a_refusal_is_409_with_its_own_sentence(visitor: Enter) -> None:
    assert "Not this time." in visitor().post("/test/refused", 409).get_text()


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/test/crash", 500), ("/test/refused", 409)])
def test_htmx_gets_the_error_as_a_fragment(visitor: Enter, path: str, status: int) -> None:
    piece = visitor().visit(path, status, fragment=True)
    assert piece.select_one("#alert[role=alert]")


@pytest.mark.parametrize("path", ["/test/rule", "/test/late-rule", "/test/crashed"])
def test_a_crash_in_the_database_still_gives_somebody_signed_in_a_page(session: Session, visitor: Enter, path: str) -> None:
    person = visitor(make_person(session))
    person.post(path, 500)
    assert person.page.h1.get_text() == "That did not work"
    assert person.visit("/mine").h1.get_text() == "王小明", "she is still signed in"


def test_a_crash_does_not_tell_the_reader_its_reason(visitor: Enter) -> None:
    reader = visitor()
    reader.visit("/test/crash", 500)
    assert "ZeroDivision" not in str(reader.page)


def test_a_forged_form_is_refused_with_a_page(app: Flask, visitor: Enter) -> None:
    reader = visitor()
    answer = reader.client.post("/sign-in", data={"contact": "ming@example.org", "password": "guess"})
    assert answer.status_code == 400
    assert "Load the page again" in answer.text


def test_a_token_of_another_browser_is_refused(visitor: Enter) -> None:
    token = visitor()._token()
    assert visitor().client.post("/accounts", data={"csrf_token": token}).status_code == 400


def test_too_large_a_form_is_413(visitor: Enter) -> None:
    reader = visitor()
    answer = reader.client.post("/sign-in", data={"csrf_token": reader._token(), "contact": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_every_error_has_a_sentence_that_says_what_to_do(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert all(str(saying).endswith(".") for saying in SAYINGS.values())
