"""A request that nobody touches, seen from the letter box: every mail comes once, however many workers look and however often."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace import clock, jobs
from marketplace.accounts.models import Person
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.mentoring.actions import send_request
from marketplace.mentoring.queries import waiting_of
from tests.makers import LETTER, make_mentor, make_person
from tests.post_office import PostOffice

# A Tuesday, nine in the morning in the city. Its working days 2 and 4 are Thursday the 5th and Monday the 9th.
TUESDAY = datetime(2026, 3, 3, 1, tzinfo=UTC)
HOURS = 12


@pytest.fixture
def workers(config: Config, post_office: PostOffice) -> Iterator[list[Flask]]:
    """Two workers with one mail server and connections of their own."""
    apps = [create_app(replace(config, smtp_url=post_office.url)) for _ in range(2)]
    apps[0].extensions["search"].rebuild([])
    yield apps
    for app in apps:
        app.extensions["engine"].dispose()


def work(app: Flask) -> None:
    """All that a worker does by itself."""
    jobs.run_clock(app.extensions["engine"])
    jobs.write_digests(app.extensions["engine"])
    jobs.drain_outbox(app, app.extensions["config"])


def pass_time(workers: list[Flask], post_office: PostOffice, days: int) -> list[tuple[int, str, str]]:
    """Both workers look at the same moments, twice a day; gives day of the month, address and subject of every mail that came."""
    came: list[tuple[int, str, str]] = []
    with ThreadPoolExecutor(len(workers)) as both:
        for hours in range(0, days * 24 + 1, HOURS):
            moment = TUESDAY + timedelta(hours=hours)
            with clock.stopped_at(moment):
                list(both.map(work, workers))
            came += [(moment.day, str(letter["To"]), str(letter["Subject"])) for letter in post_office.letters[len(came) :]]
    return came


def test_every_mail_of_a_request_that_nobody_touches_comes_once(session: Session, workers: list[Flask], post_office: PostOffice) -> None:
    with clock.stopped_at(TUESDAY):
        learner, mentors = make_person(session, name="林小溪"), [make_mentor(session, name=name) for name in ("沈一", "沈二", "沈三")]
        first, *others = [mentor.person_id for mentor in mentors]
        send_request(session, first, LETTER, by=learner, others=dict.fromkeys(others, ()))
        session.commit()
    came = pass_time(workers, post_office, 24)
    expected = [letter for place, mentor in enumerate(mentors) for letter in _of_one_choice(mentor.person, learner, 7 * place)]
    expected += [(3 + 7 * place, str(learner.email), f"已转给你的下一志愿：{mentors[place].person.name}。") for place in (1, 2)]
    assert sorted(came) == sorted(expected)
    session.expire_all()
    assert waiting_of(session, learner.id or 0) is not None


def _of_one_choice(mentor: Person, learner: Person, later: int) -> list[tuple[int, str, str]]:
    """What a mentor who says nothing gets, and what the learner gets of it."""
    told = {3: "想请你做导师。两分钟就能答复。", 5: "还在等你的答复。", 9: "还在等你的答复。", 10: "的申请没有等到你的回应，已结束。"}
    to_mentor = [(day + later, str(mentor.email), f"{learner.name} {words}") for day, words in told.items()]
    return [*to_mentor, (10 + later, str(learner.email), f"{mentor.name} 七天内没有回应，这次申请已结束。")]
