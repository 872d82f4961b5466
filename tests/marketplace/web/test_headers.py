"""Headers: every kind of answer is protected, and can be told from the others."""

import json
from collections.abc import Callable

import pytest
from sqlmodel import Session

from tests.makers import PASSWORD, make_learner, make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
ANSWERS = [
    ("GET", "/about", 200),
    ("HEAD", "/about", 200),
    ("GET", "/favourites", 303),
    ("GET", "/nowhere", 404),
    ("POST", "/about", 405),
    ("POST", "/sign-in", 400),
    ("POST", "/test/refused", 400),
    ("GET", "/test/refused", 409),
    ("GET", "/test/crash", 500),
    ("GET", "/static/app.css", 200),
    ("GET", "/static/none.css", 404),
    ("GET", "/health", 200),
    ("GET", "/test/invalid", 422),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
@pytest.mark.parametrize("asks", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_every_answer_is_protected(visitor: Enter, method: str, path: str, status: int, asks: dict[str, str]) -> None:
    answer = visitor().client.open(path, method=method, headers=asks)
    assert answer.status_code == (204 if status == 303 and asks else status)
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'", "'none'")
    assert "unsafe" not in str(policy)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Request-ID"]
    answer.close()


def test_only_a_secure_answer_asks_for_secure_ones(visitor: Enter) -> None:
    client = visitor().client
    assert "Strict-Transport-Security" not in client.get("/about").headers
    assert "Strict-Transport-Security" in client.get("/about", base_url="https://localhost").headers


def test_pages_are_kept_by_no_shared_cache(visitor: Enter) -> None:
    assert visitor().client.get("/about").headers["Cache-Control"] == "private, no-cache"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(session: Session, visitor: Enter) -> None:
    make_person(session, email="ming@example.org", password=PASSWORD)
    comer = visitor()
    comer.post("/sign-in", contact="ming@example.org", password=PASSWORD)
    (cookie,) = [one for one in comer.response.headers.getlist("Set-Cookie") if one.startswith("session=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_every_request_writes_one_line_with_its_id(session: Session, visitor: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    reader = visitor(make_learner(session))
    capsys.readouterr()
    reader.visit("/about")
    (line,) = [line for line in lines(capsys.readouterr().out) if line["event"] == "request"]
    assert line["request_id"] == reader.response.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/about", 200)
    assert line["person"].startswith("1.")


def test_the_log_keeps_no_search_and_no_password(session: Session, visitor: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    make_project(session)
    reader = visitor()
    reader.visit("/projects?q=debts")
    reader.post("/sign-in", 422, contact="ming@example.org", password="the secret sentence")
    written = capsys.readouterr().out
    assert "debts" not in written
    assert "secret sentence" not in written
    assert "ming@example.org" not in written


def test_a_refusal_at_the_door_is_logged(session: Session, visitor: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    person = make_learner(session)
    visitor(person).visit("/judging", 403)
    visitor(person).visit("/requests/999", 404)
    events = {line["event"]: line for line in lines(capsys.readouterr().out)}
    assert events["door.refused"]["person"] == person.id
    assert events["refused.not_found"]["path"] == "/requests/999"


def test_a_crash_is_logged_with_its_trace(visitor: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    visitor().visit("/test/crash", 500)
    (line,) = [line for line in lines(capsys.readouterr().out) if line["event"] == "crashed"]
    assert "ZeroDivisionError" in line["exception"]
