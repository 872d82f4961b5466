"""The personal calendar: what is in it, and the secret address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar
from sqlmodel import Session, select
from structlog.testing import capture_logs

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.calendar_files import CalendarEvent
from marketplace.calendars.models import CalendarFeed
from marketplace.calendars.sources import offer
from marketplace.history import history_of
from marketplace.training.actions import enrol, withdraw
from marketplace.training.models import TrainingClass
from marketplace.training.terms import ClassState
from tests.makers import in_days, make_person
from tests.marketplace.competitions.makers import make_contest, make_entry
from tests.marketplace.ventures.makers import make_class
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
MAKE = 'form[action="/mine/calendar/address"]'
REVOKE = 'form[action="/mine/calendar/address/revocation"]'


def make_enrolled(session: Session, person: Person, *, ends_in: int = 15) -> TrainingClass:
    """A class in which the person has a seat."""
    one = make_class(session, ends_on=in_days(ends_in))
    with clock.stopped_at(clock.now() - timedelta(days=100)):
        enrol(session, one.id or 0, by=person)
    return one


def path_on(page: BeautifulSoup) -> str:
    (field,) = page.select("#address")
    return str(field["value"]).removeprefix("http://127.0.0.1:8000")


def make_address(reader: Visitor) -> str:
    """Make the address as a person would; its path."""
    reader.visit("/mine/calendar")
    reader.submit(MAKE)
    return path_on(reader.follow())


def events_at(visitor: Enter, path: str, language: str = "en") -> list[CalendarEvent]:
    answer = visitor(language=language).client.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_the_page_shows_what_comes_up(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    one = make_enrolled(session, ming)
    contest, _ = make_contest(session)
    make_entry(session, contest, author=ming)
    page = visitor(ming).visit("/mine/calendar")
    assert [link["href"] for link in page.select(".timeline a")] == [
        f"/classes/{one.id}",
        f"/contests/{contest.id}",
    ]
    assert "Entries close: Youth contest" in page.get_text()


@pytest.mark.parametrize(("language", "words"), [("en", "Nothing comes up"), ("zh", "近期没有安排")])
def test_an_empty_calendar_says_what_will_stand_there(session: Session, visitor: Enter, language: str, words: str) -> None:
    ming = visitor(make_person(session), language=language)
    ming.visit("/mine/calendar")
    assert words in ming.text


@pytest.mark.parametrize("path", ["/mine/calendar/address", "/mine/calendar/address/revocation"])
def test_making_and_revoking_want_sign_in(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.post(path)
    assert nobody.response.location.startswith("/sign-in")


def test_the_page_wants_sign_in(visitor: Enter) -> None:
    nobody = visitor()
    nobody.visit("/mine/calendar", 303)
    assert nobody.response.location == "/sign-in?next=/mine/calendar"


def test_programs_read_the_address_without_sign_in(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    one = make_enrolled(session, ming)
    (event,) = events_at(visitor, make_address(visitor(ming)))
    assert event["UID"] == f"class-{one.id}@qihang.invalid"
    assert event["URL"] == f"http://127.0.0.1:8000/classes/{one.id}"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (one.starts_on, one.ends_on + timedelta(days=1))


@on_sqlite
@pytest.mark.parametrize(("locale", "title"), [("zh", "title zh"), ("en", "title en")])
def test_it_speaks_its_owners_language_whatever_the_program_asks_for(session: Session, visitor: Enter, locale: str, title: str) -> None:
    ming = make_person(session)
    ming.locale = locale
    make_enrolled(session, ming)
    (event,) = events_at(visitor, make_address(visitor(ming)), language="en" if locale == "zh" else "zh")
    assert event["SUMMARY"] == title


@on_sqlite
def test_a_program_gets_no_cookie_and_robots_stay_out(session: Session, visitor: Enter) -> None:
    path = make_address(visitor(make_person(session)))
    answer = visitor().client.get(path)
    assert answer.mimetype == "text/calendar"
    assert "Set-Cookie" not in answer.headers
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "private" in answer.headers["Cache-Control"]
    assert "Disallow: /calendar/" in visitor().client.get("/robots.txt").text


def test_it_is_sent_anew_only_when_it_changed(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    path = make_address(visitor(ming))
    program = visitor().client
    tag = program.get(path).headers["ETag"]
    with clock.stopped_at(clock.now() + timedelta(seconds=5)):
        assert program.get(path, headers={"If-None-Match": tag}).status_code == 304
    make_enrolled(session, ming)
    session.commit()
    assert program.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_new_address_ends_the_one_before(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    reader = visitor(ming)
    old, new = make_address(reader), make_address(reader)
    assert old != new
    assert visitor().client.get(old).status_code == 404
    assert visitor().client.get(new).status_code == 200
    assert [row.becomes for row in history_of(session, "calendar_feed", ming.id or 0)] == ["open", "open"]


def test_a_revoked_address_leads_nowhere_and_can_be_made_again(session: Session, visitor: Enter) -> None:
    reader = visitor(make_person(session))
    path = make_address(reader)
    reader.submit(REVOKE)
    assert not reader.follow().select("#address")
    assert visitor().client.get(path).status_code == 404
    reader.post("/mine/calendar/address/revocation")
    assert make_address(reader) != path


@on_sqlite
@pytest.mark.parametrize("token", ["x", "a" * 43, "../../etc", "%00", "长" * 30])
def test_a_guess_finds_nothing(visitor: Enter, token: str) -> None:
    assert visitor().client.get(f"/calendar/{token}.ics").status_code == 404


@on_sqlite
def test_nobody_reads_the_calendar_of_a_closed_account(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    path = make_address(visitor(ming))
    ming.active = False
    session.add(ming)
    session.commit()
    assert visitor().client.get(path).status_code == 404


@on_sqlite
def test_the_database_alone_does_not_hold_the_address(session: Session, visitor: Enter) -> None:
    token = make_address(visitor(make_person(session))).split("/")[-1].removesuffix(".ics")
    feed = session.exec(select(CalendarFeed)).one()
    assert token not in str(feed.model_dump())


@on_sqlite
def test_the_secret_is_not_in_the_log(session: Session, visitor: Enter) -> None:
    path = make_address(visitor(make_person(session)))
    with capture_logs() as lines:
        visitor().client.get(path)
    assert [line["path"] for line in lines if line["event"] == "request"] == ["/calendar/....ics"]


@on_sqlite
def test_own_data_names_the_address_but_not_its_secret(session: Session, visitor: Enter) -> None:
    reader = visitor(make_person(session))
    make_address(reader)
    (kept,) = reader.client.get("/mine/data.json").json["calendar_address"]
    assert set(kept) == {"person_id", "made_at"}


@on_sqlite
def test_a_seat_given_back_leaves_the_calendar(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    one = make_class(session, ends_on=in_days(15))
    withdraw(session, enrol(session, one.id or 0, by=ming).id or 0, by=ming)
    assert not visitor(ming).visit("/mine/calendar").select(".timeline")


@on_sqlite
def test_a_cancelled_class_says_so(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    make_enrolled(session, ming).state = ClassState.cancelled
    reader = visitor(ming)
    (event,) = events_at(visitor, make_address(reader))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "called off" in reader.text


@on_sqlite
@pytest.mark.parametrize(("ends_in", "count"), [(-29, 1), (-31, 0)])
def test_what_is_over_stays_for_a_month_but_not_on_the_page(session: Session, visitor: Enter, ends_in: int, count: int) -> None:
    ming = make_person(session)
    make_enrolled(session, ming, ends_in=ends_in)
    reader = visitor(ming)
    assert len(events_at(visitor, make_address(reader))) == count
    assert not reader.page.select(".timeline")


@on_sqlite
def test_any_room_can_offer_events(session: Session, visitor: Enter) -> None:
    ming, start = make_person(session), clock.now() + timedelta(days=1)
    reader = visitor(ming)
    offer(
        reader.app,
        lambda _session, person_id: [
            CalendarEvent(f"talk-{person_id}", start, start + timedelta(hours=1), "Talk", "", "Room 3", "/mentoring")
        ],
    )
    assert "Talk" in reader.visit("/mine/calendar").get_text()
    (event,) = events_at(visitor, make_address(reader))
    assert event["DTSTART"].dt == start.replace(microsecond=0)


@on_sqlite
def test_two_projects_in_one_contest_make_one_day(session: Session, visitor: Enter) -> None:
    ming = make_person(session)
    contest, _ = make_contest(session)
    for title in ("One", "Two"):
        make_entry(session, contest, author=ming, title_en=title)
    assert len(visitor(ming).visit("/mine/calendar").select(".timeline li")) == 1


@on_sqlite
def test_a_full_calendar_costs_as_many_statements_as_one_event(session: Session, visitor: Enter, statements: list[str]) -> None:
    ming, counts = make_person(session), []
    for _ in range(2):
        for _ in range(3):
            make_enrolled(session, ming)
            make_entry(session, make_contest(session)[0], author=ming)
        reader = visitor(ming)
        statements.clear()
        reader.visit("/mine/calendar")
        counts.append(len(statements))
    assert counts[0] == counts[1]
