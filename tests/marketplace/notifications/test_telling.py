"""Telling: in the app always, once for one event, and by mail as it was chosen."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import Session, select

from marketplace import clock, jobs
from marketplace.calendar_files import CalendarEvent
from marketplace.config import Config
from marketplace.notifications.actions import notify, save_choices
from marketplace.notifications.models import Notification
from marketplace.notifications.terms import Group, MailState, Way
from marketplace.outbox import OutboxRow
from tests.crowd import at_once, one, while_open
from tests.makers import make_person
from tests.marketplace.notifications.conftest import TITLE, Tell, at
from tests.marks import on_sqlite
from tests.post_office import PostOffice, as_html, free_port, plain

Work = Callable[[str], None]


def states(session: Session) -> list[MailState]:
    return [row.mail for row in session.exec(select(Notification).order_by(Notification.id))]


@on_sqlite
def test_one_event_is_told_once_to_each(session: Session, tell: Tell) -> None:
    first, second = make_person(session), make_person(session)
    for person in (first, first, second):
        tell(person, key="takeup_enquired:1")
    assert [row.person_id for row in session.exec(select(Notification))] == [first.id, second.id]
    assert len(session.exec(select(OutboxRow)).all()) == 2


def test_two_who_tell_the_same_at_once_tell_it_once(session: Session, database_url: str) -> None:
    person = make_person(session).id
    session.commit()

    def act(own: Session) -> None:
        notify(own, one(own, person), "takeup_enquired", TITLE, "/take-ups/1", key="takeup_enquired:1")

    assert at_once(database_url, [act] * 4) == [None] * 4
    assert while_open(database_url, act, act) is None
    assert len(session.exec(select(Notification)).all()) == len(session.exec(select(OutboxRow)).all()) == 1


@on_sqlite
@pytest.mark.parametrize(
    ("way", "state"),
    [(Way.at_once, MailState.posted), (Way.daily, MailState.waiting), (Way.weekly, MailState.waiting), (Way.app, MailState.app)],
)
def test_the_mail_goes_the_way_that_was_chosen(session: Session, tell: Tell, way: Way, state: MailState) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: way}, None, by=person)
    tell(person)
    assert states(session) == [state]


@on_sqlite
def test_who_cannot_be_written_to_reads_it_in_the_app(session: Session, tell: Tell) -> None:
    for person in (make_person(session, email=None, mobile="13800000001"), make_person(session, synthetic=True)):
        tell(person)
    tell(make_person(session), "search_noticed")
    assert states(session) == [MailState.app] * 3


@on_sqlite
def test_a_letter_is_plain_and_html_with_reason_and_ways_out(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session, name="林晓", name_en="Lin Xiao")
    person.locale = "en"
    tell(person)
    worker("2016-03-01 09:01")
    (letter,) = post_office.letters
    assert letter.get_content_type() == "multipart/alternative"
    assert letter["Subject"] == "Somebody asks about your project “Knitwear”."
    for words in (plain(letter), as_html(letter)):
        assert "Hello Lin Xiao," in words
        assert "because this project is yours" in words
        for address in ("/take-ups/1", "/notifications/choices", "/unsubscriptions/"):
            assert f"http://127.0.0.1:8000{address}" in words
    assert "style=" in as_html(letter)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@on_sqlite
def test_mail_programs_read_the_way_out_letter_by_letter(session: Session, tell: Tell, app: Flask, config: Config) -> None:
    tell(make_person(session))
    session.commit()
    with clock.stopped_at(at("2016-03-01 09:01")):
        jobs.drain_outbox(app, config)
    (file,) = config.mail_folder.glob("*.eml")
    assert re.search(rb"^List-Unsubscribe: <http://127\.0\.0\.1:8000/unsubscriptions/[\w.-]+>$", file.read_bytes(), re.MULTILINE)


@on_sqlite
def test_what_people_typed_is_no_html_and_no_link_of_ours(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    values = {"title": {"zh": "<b>毛衫</b>", "en": "A"}, "reason": "x\n\nhttp://127.0.0.1:8000@example.com/\nhttp://example.com/"}
    notify(session, make_person(session), "project_withdrawn", values, "/projects/1")
    worker("2036-03-01 09:01")
    html = as_html(post_office.letters[0])
    assert "&lt;b&gt;毛衫" in html
    assert "example.com/" in html
    assert 'href="http://example.com' not in html
    assert 'href="http://127.0.0.1:8000@' not in html


@on_sqlite
def test_a_date_comes_along_for_the_calendar(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    begin = at("2016-03-08 14:00")
    event = CalendarEvent("session-1", begin, begin + timedelta(hours=1), "第一次见面", "", "濮院", "http://127.0.0.1:8000/take-ups/1")
    tell(make_person(session), event=event)
    worker("2016-03-01 09:01")
    (letter,) = post_office.letters
    (file,) = letter.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "qihang.ics")
    assert "DTSTART:20160308T060000Z" in file.get_content()
    assert "14:00" in plain(letter)
    assert "濮院" in plain(letter)


@on_sqlite
def test_after_a_failure_of_the_server_it_goes_once(
    session: Session, tell: Tell, worker: Work, app: Flask, post_office: PostOffice
) -> None:
    tell(make_person(session))
    session.commit()
    with clock.stopped_at(at("2016-03-01 09:01")):
        jobs.drain_outbox(app, replace(app.extensions["config"], smtp_url=f"smtp://127.0.0.1:{free_port()}"))
    row = session.exec(select(OutboxRow)).one()
    assert (row.attempts, row.done_at, bool(row.last_error)) == (1, None, True)
    for minute in (2, 3, 4):
        worker(f"2016-03-01 09:0{minute}")
    (letter,) = post_office.letters
    assert letter["Message-ID"] == f"<outbox-{row.id}@qihang.invalid>"


@on_sqlite
@pytest.mark.parametrize("change", ["left", "switched off"])
def test_a_mail_that_nobody_wants_any_more_is_not_sent(
    session: Session, tell: Tell, worker: Work, post_office: PostOffice, change: str
) -> None:
    person = make_person(session)
    tell(person)
    if change == "left":
        person.active = False
    else:
        save_choices(session, {Group.projects: Way.app}, None, by=person)
    session.add(person)
    worker("2016-03-01 09:01")
    row = session.exec(select(OutboxRow)).one()
    assert post_office.letters == []
    assert (bool(row.done_at), row.last_error, row.attempts) == (
        True,
        "not sent: closed" if change == "left" else "not sent: switched_off",
        0,
    )


@on_sqlite
def test_a_letter_of_a_row_from_before_the_choices_is_still_sent(session: Session, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session)
    values = {"name": person.name, "kind": "takeup_enquired", "letter_values": TITLE, "address": "/take-ups/1"}
    payload = {"to": person.email, "template": "notification", "locale": "zh", "values": values}
    with clock.stopped_at(at("2016-03-01 09:00")):
        session.add(OutboxRow(topic="mail", payload=payload))
    worker("2036-03-01 09:01")
    assert "毛衫" in post_office.letters[0]["Subject"]
