"""Mail, by a real SMTP server: once, in the reader's language, and with a link that works."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace import clock, jobs
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.mentoring.actions import accept_request, decline_request
from marketplace.mentoring.terms import DeclineReason
from tests.makers import PASSWORD, make_mentor, make_person, make_request
from tests.marks import on_sqlite
from tests.post_office import PostOffice, free_port, plain
from tests.visitor import Visitor

pytestmark = on_sqlite


@pytest.fixture
def app(config: Config, post_office: PostOffice) -> Iterator[Flask]:
    app = create_app(replace(config, smtp_url=post_office.url))
    app.extensions["search"].rebuild([])
    yield app
    app.extensions["engine"].dispose()


def drain(app: Flask, session: Session) -> None:
    """What the worker does every minute."""
    session.commit()
    jobs.drain_outbox(app, app.extensions["config"])


def test_the_mentor_gets_one_mail_about_one_request(app: Flask, session: Session, post_office: PostOffice) -> None:
    mentor = make_mentor(session)
    asked = make_request(session, make_person(session, name="王 & <b>"), mentor)
    for _ in range(3):
        drain(app, session)
    (letter,) = post_office.letters
    assert letter["To"] == mentor.person.email
    assert "王 & <b>" in plain(letter)
    # What a learner writes stands on the page; a mail lies open for anybody who looks over a shoulder.
    assert asked.goal not in plain(letter)
    assert "http://127.0.0.1:8000/requests/1" in plain(letter)


@pytest.mark.parametrize(("locale", "subject"), [("en", "would like you as a mentor"), ("zh", "想请你做导师")])
def test_the_mail_is_in_the_readers_language(app: Flask, session: Session, post_office: PostOffice, locale: str, subject: str) -> None:
    mentor = make_mentor(session)
    mentor.person.locale = locale
    make_request(session, make_person(session), mentor)
    drain(app, session)
    assert subject in post_office.letters[0]["Subject"]


def test_no_contact_is_in_any_letter_before_or_after_the_yes(app: Flask, session: Session, post_office: PostOffice) -> None:
    learner, mentor, other = make_person(session), make_mentor(session), make_mentor(session)
    yes, no = make_request(session, learner, mentor), make_request(session, learner, other)
    decline_request(session, no.id, by=other.person, reason=DeclineReason.no_time)
    accept_request(session, yes.id, by=mentor.person)
    drain(app, session)
    assert len(post_office.letters) == 4
    for letter in post_office.letters:
        others = {learner.email, mentor.person.email, other.person.email} - {letter["To"]}
        assert not [address for address in others if address in plain(letter)]


def test_one_address_that_does_not_exist_doubles_no_other_mail(app: Flask, session: Session, post_office: PostOffice) -> None:
    for name in ("a", "nobody", "b"):
        mentor = make_mentor(session)
        mentor.person.email = f"{name}@example.org"
        make_request(session, make_person(session), mentor)
    drain(app, session)
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        drain(app, session)
    assert [letter["To"] for letter in post_office.letters] == ["a@example.org", "b@example.org"]


def test_a_mail_waits_until_the_server_is_back(app: Flask, config: Config, session: Session, post_office: PostOffice) -> None:
    make_request(session, make_person(session), make_mentor(session))
    session.commit()
    jobs.drain_outbox(app, replace(config, smtp_url=f"smtp://127.0.0.1:{free_port()}"))
    assert post_office.letters == []
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        drain(app, session)
    assert len(post_office.letters) == 1


def test_a_password_is_reset_by_the_link_in_the_mail(app: Flask, session: Session, post_office: PostOffice) -> None:
    make_person(session, email="ming@example.org", password=PASSWORD).locale = "en"
    session.commit()
    phone, laptop = Visitor(app), Visitor(app)
    phone.post("/sign-in", contact="ming@example.org", password=PASSWORD)
    laptop.visit("/password-resets/new")
    laptop.submit("main form", 200, contact="ming@example.org")
    drain(app, session)
    link = re.search(r"http://127\.0\.0\.1:8000(/password-resets/\S+)", plain(post_office.letters[0]))[1]
    laptop.visit(link)
    laptop.submit("main form", password="quite another sentence")
    assert laptop.follow().h1.get_text() == "For me", "she is signed in here"
    phone.visit("/mine", 303)
    Visitor(app).visit(link, 409)
    Visitor(app).post("/sign-in", 422, contact="ming@example.org", password=PASSWORD)
    Visitor(app).post("/sign-in", contact="ming@example.org", password="quite another sentence")


def test_without_a_server_mail_is_laid_down_in_a_folder(app: Flask, config: Config, session: Session, tmp_path: Path) -> None:
    make_request(session, make_person(session), make_mentor(session))
    session.commit()
    jobs.drain_outbox(app, config)
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert "王小明" in plain(message_from_bytes(file.read_bytes(), policy=policy.default))
