"""The centre, the choices, the links in mails, and what staff see."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlmodel import Session, select

from marketplace import jobs
from marketplace.accounts.terms import Role
from marketplace.app import create_app
from marketplace.calendar_files import CalendarEvent
from marketplace.config import Config
from marketplace.history import HistoryRow
from marketplace.notifications.actions import save_choices
from marketplace.notifications.forms import CHOOSABLE
from marketplace.notifications.links import stop_token
from marketplace.notifications.models import NoticeChoices, Notification
from marketplace.notifications.terms import Group, Way
from marketplace.outbox import GIVE_UP_AFTER, OutboxRow
from tests.makers import make_person
from tests.marketplace.notifications.conftest import Tell, at
from tests.marks import on_sqlite
from tests.post_office import PostOffice, plain
from tests.visitor import Visitor

pytestmark = on_sqlite
Enter = Callable[..., Visitor]
Work = Callable[[str], None]
MEMBERS = ("/notifications", "/notifications/choices")
STAFF = ("/notifications/kinds", "/notifications/kinds/takeup_enquired", "/notifications/kinds/digest/letter", "/notifications/deliveries")


@pytest.mark.parametrize("path", [*MEMBERS, *STAFF])
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter, path: str) -> None:
    visitor().visit(path, 303)


@pytest.mark.parametrize("path", STAFF)
def test_staff_pages_are_for_the_citys_staff(session: Session, visitor: Enter, path: str) -> None:
    visitor(make_person(session, Role.county_staff, region="330483")).visit(path, 403)


def test_the_centre_shows_what_is_asked_for(session: Session, visitor: Enter, tell: Tell) -> None:
    person = make_person(session)
    reader = visitor(person)
    assert "Nothing yet" in reader.visit("/notifications").get_text()
    tell(person), tell(person, "search_found")
    reader = visitor(person)
    assert len(reader.visit("/notifications").select(".timeline li")) == 2
    assert "2 are new" in reader.text
    assert len(reader.visit("/notifications?group=searches", fragment=True).select(".timeline li")) == 1
    assert len(reader.visit("/notifications?group=nonsense").select(".timeline li")) == 2
    assert "Nothing here that fits" in reader.visit("/notifications?group=training").get_text()
    reader.visit("/notifications")
    reader.submit(".lined form")
    assert reader.follow().select("strong") == []
    assert "Nothing here that fits" in reader.visit("/notifications?unseen=y").get_text()


def test_one_is_marked_and_marked_again(session: Session, visitor: Enter, tell: Tell) -> None:
    person = make_person(session)
    tell(person)
    reader = visitor(person)
    reader.visit("/notifications")
    row = reader.post("/notifications/1/mark", 200, fragment=True)
    assert row.select("strong") == []
    assert "Mark as new" in row.get_text()
    reader.post("/notifications/1/mark/removal")
    assert reader.follow().select_one("li strong") is not None
    reader.post("/notifications/1/opening")
    assert reader.response.headers["Location"] == "/take-ups/1"


@pytest.mark.parametrize("path", ["opening", "mark", "mark/removal"])
def test_another_persons_notification_is_as_absent_as_none(session: Session, visitor: Enter, tell: Tell, path: str) -> None:
    tell(make_person(session))
    visitor(make_person(session)).post(f"/notifications/1/{path}", 404)
    assert session.exec(select(Notification)).one().seen_at is None


def test_a_long_list_has_pages_and_as_many_statements(session: Session, visitor: Enter, tell: Tell, statements: list[str]) -> None:
    person, counts = make_person(session), []
    for number in (1, 29):
        for _ in range(number):
            tell(person)
        reader = visitor(person)
        statements.clear()
        reader.visit("/notifications")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert len(reader.visit("/notifications?page=2").select(".timeline li")) == 6


def test_choices_are_kept_and_shown(session: Session, visitor: Enter) -> None:
    person = make_person(session)
    reader = visitor(person)
    page = reader.visit("/notifications/choices")
    assert page.select_one("#searches option[selected]")["value"] == "daily", "the default, without a row"
    reader.submit("#choices", projects="weekly", quiet_from="22", quiet_until="7")
    page = reader.follow()
    assert page.select_one("#projects option[selected]")["value"] == "weekly"
    assert page.select_one("#quiet_from option[selected]")["value"] == "22"
    mine = session.exec(select(NoticeChoices)).one()
    assert (mine.ways["projects"], mine.quiet_from, mine.quiet_until) == ("weekly", 22, 7)
    assert [(row.subject, row.was, row.becomes) for row in session.exec(select(HistoryRow).where(HistoryRow.subject_id == person.id))] == [
        ("mail_projects", "at_once", "weekly")
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"quiet_from": "22"}, "both hours"), ({"quiet_from": "5", "quiet_until": "5"}, "same hour"), ({"mentoring": "never"}, "Not a valid")],
)
def test_choices_that_make_no_sense_come_back_as_they_were(session: Session, visitor: Enter, typed: dict[str, str], words: str) -> None:
    reader = visitor(make_person(session))
    reader.visit("/notifications/choices")
    page = reader.submit("#choices", 422, projects="weekly", **typed)
    assert words in page.select_one(".wrong").get_text()
    assert page.select_one("#projects option[selected]")["value"] == "weekly"
    assert session.exec(select(NoticeChoices)).all() == []


def test_all_that_can_be_chosen_is_on_the_page(session: Session, visitor: Enter) -> None:
    page = visitor(make_person(session)).visit("/notifications/choices")
    assert {field["name"] for field in page.select("#choices select")} == {*CHOOSABLE, "quiet_from", "quiet_until"}


def test_a_link_in_the_mail_ends_it_without_signing_in(
    session: Session, tell: Tell, worker: Work, app: Flask, post_office: PostOffice
) -> None:
    person = make_person(session)
    tell(person)
    worker("2016-03-01 09:01")
    link = re.search(r"http://127\.0\.0\.1:8000(/unsubscriptions/\S+)", plain(post_office.letters[0]))[1]
    stranger = Visitor(app)
    assert "Projects and take-up" in stranger.visit(link).get_text()
    session.expire_all()
    assert session.get(NoticeChoices, person.id) is None, "looking changes nothing"
    session.commit()
    for _ in range(2):
        stranger.visit(link)
        assert "Done" in stranger.submit("main form", 200).get_text()
    assert session.get(NoticeChoices, person.id).ways == {"projects": "app"}
    session.commit()
    tell(person, moment="2016-03-01 10:00")
    worker("2016-03-01 10:01")
    assert len(post_office.letters) == 1


def test_a_mail_program_ends_it_by_one_click(config: Config, session: Session, tell: Tell, worker: Work, post_office: PostOffice) -> None:
    person = make_person(session)
    tell(person)
    worker("2016-03-01 09:01")
    address = urlsplit(post_office.letters[0]["List-Unsubscribe"].strip("<>")).path
    # Without the allowance that tests get: forms without a token are refused, and this is none.
    strict = create_app(replace(config, testing=False))
    answer = strict.test_client().post(address, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert strict.test_client().post("/notifications/openings").status_code in (303, 400, 403)
    strict.extensions["engine"].dispose()
    assert session.get(NoticeChoices, person.id).ways == {"projects": "app"}


def test_the_link_of_a_digest_ends_the_digest(app: Flask, session: Session) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: Way.daily, Group.mentoring: Way.weekly}, None, by=person)
    session.commit()
    link = f"/unsubscriptions/{stop_token('for tests only', person.id, Way.daily)}"
    reader = Visitor(app)
    reader.visit(link)
    reader.submit("main form", 200)
    session.expire_all()
    ways = session.get(NoticeChoices, person.id).ways
    assert (ways["projects"], ways["searches"], ways["mentoring"]) == ("app", "app", "weekly")


@pytest.mark.parametrize("method", ["visit", "post"])
def test_a_link_that_the_house_did_not_write_is_refused(app: Flask, session: Session, method: str) -> None:
    person = make_person(session)
    session.commit()
    token = stop_token("for tests only", person.id, Group.projects)
    forged = stop_token("another secret", person.id, Group.projects)
    for wrong in (token[:-2], f"x{token}", forged, "nonsense", stop_token("for tests only", person.id, Group.safety) + "1"):
        getattr(Visitor(app), method)(f"/unsubscriptions/{wrong}", 404)
    assert session.get(NoticeChoices, person.id) is None


def test_mail_about_safety_cannot_be_ended(app: Flask, session: Session) -> None:
    person = make_person(session)
    session.commit()
    Visitor(app).post(f"/unsubscriptions/{stop_token('for tests only', person.id, Group.safety)}", 409)


def test_staff_see_what_did_not_go_and_try_again(session: Session, visitor: Enter, tell: Tell, app: Flask, post_office: PostOffice) -> None:
    staff, person = make_person(session, Role.city_staff, email="staff@example.org"), make_person(session, email="nobody@example.org")
    assert "Every mail went" in visitor(staff).visit("/notifications/deliveries").get_text()
    tell(person)
    reader = visitor(staff)
    page = reader.visit("/notifications/deliveries").get_text(" ")
    assert "no***@example.org" in page
    assert "nobody@example.org" not in page
    assert "next try" in page
    row = session.exec(select(OutboxRow)).one()
    row.attempts = GIVE_UP_AFTER
    session.add(row)
    session.commit()
    reader.visit("/notifications/deliveries")
    assert "given up" in reader.text
    person.email = "somebody@example.org"
    row.payload = {**row.payload, "to": person.email}
    session.commit()
    reader.submit(".timeline form")
    session.refresh(row)
    assert row.attempts == 0
    row.attempts = GIVE_UP_AFTER
    session.commit()
    reader.visit("/notifications/deliveries")
    reader.submit("form[action$='/deliveries/attempts']")
    assert "tries 1 mail again" in reader.follow().get_text()
    jobs.drain_outbox(app, app.extensions["config"])
    assert [letter["To"] for letter in post_office.letters] == ["somebody@example.org"]
    assert "sent at last" in reader.visit("/notifications/deliveries").get_text()
    reader.post(f"/notifications/deliveries/{row.id}/attempts", 409)
    reader.post("/notifications/deliveries/99/attempts", 404)


def test_who_left_is_shown_as_not_sent(session: Session, visitor: Enter, tell: Tell) -> None:
    staff, person = make_person(session, Role.city_staff), make_person(session)
    tell(person)
    person.active = False
    session.add(person)
    assert "The account was closed" in visitor(staff).visit("/notifications/deliveries").get_text()


def test_own_data_holds_the_choices(session: Session, visitor: Enter) -> None:
    person = make_person(session)
    save_choices(session, {Group.projects: Way.app}, None, by=person)
    reader = visitor(person)
    assert reader.client.get("/mine/data.json").json["notice_choices"][0]["ways"] == {"projects": "app"}


def test_a_date_is_fetched_for_ones_own_calendar(session: Session, visitor: Enter, tell: Tell) -> None:
    person, begin = make_person(session), at("2016-03-08 14:00")
    tell(person, event=CalendarEvent("session-1", begin, begin, "First meeting", "", "", "http://127.0.0.1:8000/take-ups/1"))
    tell(person)
    reader = visitor(person)
    link = reader.visit("/notifications").select_one("a[href$='.ics']")["href"]
    answer = reader.client.get(link)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert "DTSTART:20160308T060000Z" in answer.text
    reader.visit("/notifications/2/event.ics", 404)
    visitor(make_person(session)).visit(link, 404)
    visitor().visit(link, 303)
