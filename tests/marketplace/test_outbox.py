"""The outbox: announced with the fact, delivered after a failure, and never twice."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from marketplace import clock, jobs
from marketplace.db import open_session, transaction
from marketplace.outbox import GIVE_UP_AFTER, OutboxRow, drain, post, waiting
from marketplace.search.engine import Query
from tests.crowd import at_once
from tests.makers import make_project
from tests.marks import on_sqlite


class Postman:
    """Delivers, and fails as often as it is told to."""

    def __init__(self, *, fails: int = 0, never: str = "") -> None:
        self.delivered: list[str] = []
        self.fails, self.never = fails, never

    def __call__(self, rows: Sequence[OutboxRow]) -> None:
        if self.fails:
            self.fails -= 1
            raise ConnectionError("the line is dead")
        if any(row.payload["to"] == self.never for row in rows):
            raise ValueError("no such address")
        self.delivered += [row.payload["to"] for row in rows]


def put(engine: Engine, *people: str) -> None:
    with transaction(engine) as session:
        for person in people:
            post(session, "mail", {"to": person})


def test_a_row_is_there_with_its_fact_or_not_at_all(session: Session) -> None:
    session.commit()
    make_project(session)
    assert waiting(session) == 1
    session.rollback()
    assert waiting(session) == 0


@on_sqlite
def test_a_key_is_posted_once(session: Session) -> None:
    for _ in range(2):
        post(session, "mail", {"to": "a"}, key="a:1")
        post(session, "mail", {"to": "b"})
    assert [row.payload["to"] for row in session.exec(select(OutboxRow))] == ["a", "b", "b"]


def test_what_is_delivered_is_delivered_once(engine: Engine) -> None:
    put(engine, "a", "b")
    postman = Postman()
    assert [drain(engine, {"mail": postman}) for _ in range(2)] == [2, 0]
    assert postman.delivered == ["a", "b"]


@on_sqlite
def test_after_a_failure_it_is_tried_again_later(engine: Engine) -> None:
    put(engine, "a")
    postman = Postman(fails=1)
    assert [drain(engine, {"mail": postman}) for _ in range(2)] == [0, 0]
    with clock.stopped_at(clock.now() + timedelta(seconds=5)):
        assert drain(engine, {"mail": postman}) == 1
    assert postman.delivered == ["a"]


@on_sqlite
def test_one_bad_row_does_not_hold_up_the_others(engine: Engine) -> None:
    put(engine, "a", "nobody", "b")
    postman = Postman(never="nobody")
    assert drain(engine, {"mail": postman}) == 2
    assert postman.delivered == ["a", "b"]
    with transaction(engine) as session:
        assert waiting(session) == 1


@on_sqlite
def test_it_waits_longer_after_each_failure_and_gives_up_at_last(engine: Engine) -> None:
    put(engine, "nobody")
    moment, waits = clock.now(), []
    for _ in range(GIVE_UP_AFTER + 3):
        with clock.stopped_at(moment):
            drain(engine, {"mail": Postman(never="nobody")})
        with open_session(engine, writes=False) as session:
            row = session.exec(select(OutboxRow)).one()
        waits.append((row.due_at - moment).total_seconds())
        moment += timedelta(hours=2)
    assert (row.attempts, row.last_error) == (GIVE_UP_AFTER, "no such address")
    assert waits[:3] == [4, 8, 16]
    assert max(waits) == 3600


@on_sqlite
def test_a_rebuilt_index_wants_nothing_told_that_it_knows(app: Flask, session: Session) -> None:
    session.commit()
    make_project(session)
    session.commit()
    assert waiting(session) == 1
    session.commit()
    assert jobs.rebuild_index(app) == 1
    assert waiting(session) == 0
    assert app.extensions["search"].search(Query(text="毛衫")).total == 1


def test_two_workers_at_once_deliver_once(engine: Engine, database_url: str) -> None:
    put(engine, *(str(number) for number in range(20)))
    postman = Postman()
    at_once(database_url, [lambda _session: drain(engine, {"mail": postman}, one_by_one={"mail"})] * 2)
    assert sorted(postman.delivered, key=int) == [str(number) for number in range(20)]


@on_sqlite
def test_what_a_killed_worker_held_is_delivered_by_the_next(engine: Engine) -> None:
    put(engine, "a")

    def killed(_rows: Sequence[OutboxRow]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drain(engine, {"mail": killed})
    postman = Postman()
    assert drain(engine, {"mail": postman}) == 0
    with clock.stopped_at(clock.now() + timedelta(minutes=3)):
        assert drain(engine, {"mail": postman}) == 1
