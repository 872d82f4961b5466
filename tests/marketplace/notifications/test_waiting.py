"""Quiet hours and digests: nothing is lost, nothing comes twice, nothing comes empty."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, select

from marketplace import clock, jobs
from marketplace.db import make_engine
from marketplace.notifications.actions import QuietHours, gather_digests, save_choices
from marketplace.notifications.models import NoticeChoices, Notification
from marketplace.notifications.terms import Group, MailState, Way
from marketplace.notifications.ways import digest_cut, quiet_end
from marketplace.outbox import OutboxRow
from tests.crowd import at_once
from tests.makers import make_person
from tests.marketplace.notifications.conftest import Tell, at
from tests.marks import on_sqlite
from tests.post_office import PostOffice, as_html, plain

Work = Callable[[str], None]


@pytest.mark.parametrize(
    ("hours", "moment", "end"),
    [
        ((22, 7), "2016-03-01 21:59", None),
        ((22, 7), "2016-03-01 22:00", "2016-03-02 07:00"),
        ((22, 7), "2016-03-02 00:30", "2016-03-02 07:00"),
        ((22, 7), "2016-03-02 07:00", None),
        ((12, 14), "2016-03-01 13:59", "2016-03-01 14:00"),
        ((12, 14), "2016-03-01 23:00", None),
        ((22, 0), "2016-03-01 23:30", "2016-03-02 00:00"),
        ((None, None), "2016-03-01 23:30", None),
    ],
)
def test_quiet_hours_end(hours: tuple[int | None, int | None], moment: str, end: str | None) -> None:
    chosen = NoticeChoices(person_id=1, quiet_from=hours[0], quiet_until=hours[1])
    assert quiet_end(chosen, at(moment)) == (at(end) if end else None)


@pytest.mark.parametrize(
    ("way", "moment", "cut"),
    [
        (Way.daily, "2016-03-01 07:59", "2016-02-29 08:00"),
        (Way.daily, "2016-03-01 08:00", "2016-03-01 08:00"),
        (Way.weekly, "2016-03-07 07:59", "2016-02-29 08:00"),
        (Way.weekly, "2016-03-07 08:00", "2016-03-07 08:00"),
        (Way.weekly, "2016-03-13 23:00", "2016-03-07 08:00"),
    ],
)
def test_a_digest_is_due_at_eight_or_on_monday(way: Way, moment: str, cut: str) -> None:
    assert digest_cut(way, at(moment)) == at(cut)


@on_sqlite
def test_a_mail_of_the_night_waits_until_the_morning(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session)
    save_choices(session, {}, QuietHours(22, 7), by=person)
    tell(person, moment="2016-03-01 23:10")
    for moment in ("2016-03-01 23:11", "2016-03-02 03:00", "2016-03-02 06:59"):
        worker(moment)
        assert post_office.letters == []
    worker("2016-03-02 07:00")
    worker("2016-03-02 07:10")
    assert len(post_office.letters) == 1
    assert session.exec(select(OutboxRow)).one().attempts == 0


@on_sqlite
def test_the_day_is_one_mail_at_eight(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session)
    person.locale = "en"
    save_choices(session, {Group.projects: Way.daily}, None, by=person)
    for moment in ("2016-03-01 09:00", "2016-03-01 17:00", "2016-03-02 08:00"):
        tell(person, moment=moment)
    for moment in ("2016-03-01 18:00", "2016-03-02 07:59", "2016-03-02 08:01", "2016-03-02 12:00"):
        worker(moment)
    (letter,) = post_office.letters
    assert letter["Subject"] == "2 things for you"
    assert plain(letter).count("Somebody asks about your project") == 2
    assert as_html(letter).count('href="http://127.0.0.1:8000/take-ups/1"') == 2
    worker("2016-03-03 08:01")
    worker("2016-03-04 08:01")
    assert [letter["Subject"] for letter in post_office.letters] == ["2 things for you", "1 thing for you"]


@on_sqlite
def test_the_week_is_one_mail_on_monday(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: Way.weekly}, None, by=person)
    for day in (1, 3, 6):
        tell(person, moment=f"2016-03-0{day} 09:00")
        worker(f"2016-03-0{day} 10:00")
    assert post_office.letters == []
    worker("2016-03-07 08:01")
    worker("2016-03-08 08:01")
    (letter,) = post_office.letters
    assert plain(letter).count("http://127.0.0.1:8000/take-ups/1") == 3


@on_sqlite
def test_a_digest_waits_for_the_end_of_the_quiet_hours(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: Way.daily}, QuietHours(22, 10), by=person)
    tell(person)
    worker("2016-03-02 08:01")
    assert post_office.letters == []
    worker("2016-03-02 10:00")
    assert len(post_office.letters) == 1


def test_two_workers_at_once_write_one_digest(session: Session, tell: Tell, database_url: str) -> None:
    people = [make_person(session) for _ in range(3)]
    for person in people:
        save_choices(session, {Group.projects: Way.daily}, None, by=person)
        tell(person)
        tell(person)
    session.commit()
    engine = make_engine(database_url)
    with clock.stopped_at(at("2016-03-02 08:01")):
        at_once(database_url, [lambda _session: jobs.write_digests(engine)] * 3)
    engine.dispose()
    rows = session.exec(select(OutboxRow).where(OutboxRow.topic == "mail")).all()
    assert sorted(row.payload["person_id"] for row in rows) == [person.id for person in people]
    assert [len(row.payload["values"]["found"]) for row in rows] == [2, 2, 2]
    assert {row.outbox_id for row in session.exec(select(Notification))} == {row.id for row in rows}


@on_sqlite
def test_a_crash_before_the_commit_loses_nothing_and_doubles_nothing(
    session: Session, tell: Tell, worker: Work, post_office: PostOffice
) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: Way.daily}, None, by=person)
    tell(person)
    session.commit()
    with clock.stopped_at(at("2016-03-02 08:01")):
        assert gather_digests(session, person.id) == 1
    session.rollback()
    for moment in ("2016-03-02 08:02", "2016-03-02 08:12"):
        worker(moment)
    assert len(post_office.letters) == 1


@on_sqlite
@pytest.mark.parametrize("moment", ["2016-03-01 20:00", "2016-03-02 08:02"])
def test_no_digest_of_what_was_switched_off_meanwhile(
    session: Session, tell: Tell, worker: Work, app: Flask, post_office: PostOffice, moment: str
) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: Way.daily}, QuietHours(7, 9), by=person)
    tell(person)
    worker("2016-03-01 19:00")
    if moment > "2016-03-02":
        worker("2016-03-02 08:01")
    save_choices(session, {Group.projects: Way.app}, QuietHours(7, 9), by=person)
    worker("2016-03-02 10:00")
    assert post_office.letters == []
    assert session.exec(select(Notification)).one().mail in (MailState.unwanted, MailState.posted)
    assert [row.done_at for row in session.exec(select(OutboxRow)) if row.done_at is None] == []


@on_sqlite
def test_who_chooses_another_way_still_hears_of_it_once(session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: Way.weekly}, None, by=person)
    tell(person)
    for way in (Way.daily, Way.at_once):
        save_choices(session, {Group.projects: way}, None, by=person)
    for day in (2, 3, 7, 8):
        worker(f"2016-03-0{day} 08:01")
    assert len(post_office.letters) == 1
