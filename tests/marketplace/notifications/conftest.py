"""The house with a real mail server, and its worker."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace import clock, jobs
from marketplace.accounts.models import Person
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.notifications.actions import notify
from tests.post_office import PostOffice

TITLE = {"title": {"zh": "毛衫", "en": "Knitwear"}}
Tell = Callable[..., None]


def at(text: str) -> datetime:
    """A moment in the city's time: ``at("2016-03-01 09:00")``, a Tuesday."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.CITY_ZONE)


@pytest.fixture
def app(config: Config, post_office: PostOffice) -> Iterator[Flask]:
    app = create_app(replace(config, smtp_url=post_office.url))
    app.extensions["search"].rebuild([])
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def worker(app: Flask, session: Session) -> Callable[..., None]:
    """``worker("2016-03-01 09:00")``: what the worker does at that moment."""

    def work(moment: str) -> None:
        session.commit()
        with clock.stopped_at(at(moment)):
            jobs.write_digests(app.extensions["engine"])
            jobs.drain_outbox(app, app.extensions["config"])
        session.expire_all()

    return work


@pytest.fixture
def tell(session: Session) -> Tell:
    """``tell(person, "takeup_enquired", "2016-03-01 09:00")``."""

    def told(person: Person, kind: str = "takeup_enquired", moment: str = "2016-03-01 09:00", **more: Any) -> None:
        values = {"count": 2, "name": "毛衫"} if kind.startswith("search") else TITLE
        with clock.stopped_at(at(moment)):
            notify(session, person, kind, values, "/take-ups/1", **more)

    return told
