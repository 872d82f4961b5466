"""One place commits: after a write that was answered below 400, once; everything else leaves nothing."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event
from sqlmodel import Session

from tests.makers import make_learner, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
Names = Callable[[], list[str]]


@pytest.fixture
def commits(app: Flask) -> Iterator[list[str]]:
    """What the app committed."""
    seen: list[str] = []
    engine = app.extensions["engine"]

    def note(_connection: object) -> None:
        seen.append("commit")

    event.listen(engine, "commit", note)
    yield seen
    event.remove(engine, "commit", note)


def test_a_write_is_committed_once(visitor: Enter, names: Names, commits: list[str]) -> None:
    writer = visitor()
    writer._token()
    commits.clear()
    writer.post("/test/done", 303)
    assert names() == ["王小明"]
    assert commits == ["commit"]


@pytest.mark.parametrize(("end", "status"), [("refused", 409), ("forbidden", 403), ("invalid", 422), ("crashed", 500)])
def test_a_refused_write_leaves_nothing(visitor: Enter, names: Names, commits: list[str], end: str, status: int) -> None:
    writer = visitor()
    writer._token()
    commits.clear()
    writer.post(f"/test/{end}", status)
    assert names() == []
    assert commits == []


@on_sqlite
def test_a_commit_that_fails_is_a_500_and_leaves_nothing(session: Session, visitor: Enter) -> None:
    writer = visitor(make_learner(session))
    writer.post("/test/late-rule", 500)
    assert writer.page.h1.get_text() == "That did not work"


@on_sqlite
def test_a_get_that_writes_changes_nothing(visitor: Enter, names: Names) -> None:
    visitor().visit("/test/done", 303)
    assert names() == []


@on_sqlite
def test_a_request_that_fails_does_not_hold_up_the_next(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    person = visitor(make_learner(session))
    person.post("/test/crashed", 500)
    person.post(f"/projects/{project.id}/favourite")


@on_sqlite
def test_the_worker_is_woken_after_a_write_and_only_then(app: Flask, visitor: Enter) -> None:
    woken: list[str] = []
    app.extensions["after_commit"].append(lambda: woken.append("woken"))
    writer = visitor()
    writer.visit("/about")
    writer.post("/test/refused", 409)
    assert woken == []
    writer.post("/test/done")
    assert woken == ["woken"]
