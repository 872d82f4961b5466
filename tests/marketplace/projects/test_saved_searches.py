"""Saved searches: kept, changed, and news once a day, by a real mail server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from marketplace import clock, jobs
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.notifications.models import Notification
from marketplace.projects.actions.saved_searches import MOST_SEARCHES, TooManySearches, save_search
from marketplace.projects.models import SavedSearch
from marketplace.projects.terms import Alert
from tests.makers import make_person, make_project
from tests.marks import on_sqlite
from tests.post_office import PostOffice, plain
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
MORNING = datetime(2016, 3, 1, 9, 0, tzinfo=clock.CITY_ZONE)
DAY = timedelta(days=1)


@pytest.fixture
def mailing(config: Config, post_office: PostOffice) -> Iterator[Flask]:
    """The app with a mail server."""
    app = create_app(replace(config, smtp_url=post_office.url))
    app.extensions["search"].rebuild([])
    yield app
    app.extensions["engine"].dispose()


def a_day(app: Flask, session: Session) -> int:
    """What the worker does in a day."""
    session.commit()
    jobs.drain_outbox(app, app.extensions["config"])
    told = jobs.look_at_saved_searches(app)
    jobs.write_digests(app.extensions["engine"])
    jobs.drain_outbox(app, app.extensions["config"])
    session.expire_all()
    return told


def told_to(session: Session, person: Any) -> list[dict[str, Any]]:
    return [row.values for row in session.exec(select(Notification).where(Notification.person_id == person.id))]


def test_a_search_is_saved_changed_opened_and_deleted(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader = visitor(make_person(session))
    page = reader.visit("/projects?q=knitwear&stage=P3&sector=JX05&sort=cheapest&page=1")
    reader.visit(page.find("a", string="Save this search")["href"])
    assert reader.page.select_one("#name")["value"] == "knitwear"
    reader.submit("#saved-search", name="Knitting", alert="mail")
    link = reader.follow().find("a", string="Knitting")["href"]
    reader.visit(link, 303)
    assert reader.response.headers["Location"] == "/projects?q=knitwear&sector=JX05&stage=P3&sort=newest"
    reader.visit(f"{link}/edit")
    reader.submit("#saved-search", name="Wool", alert="none")
    assert "Wool" in reader.follow().get_text()
    reader.submit("article form")
    assert reader.follow().select(".empty a[href='/projects']")


def test_a_search_without_a_name_comes_back_with_what_was_chosen(session: Session, visitor: Enter) -> None:
    reader = visitor(make_person(session))
    reader.visit("/saved-searches/new?q=wool")
    reader.submit("#saved-search", 422, name="  ", alert="mail")
    assert "name that you will know" in reader.text
    assert reader.page.select_one("input[value=mail]").has_attr("checked")
    assert "q=wool" in reader.page.select_one("#saved-search")["action"]


@pytest.mark.parametrize("path", ["/saved-searches/1", "/saved-searches/1/edit"])
def test_another_persons_search_is_as_absent_as_none(session: Session, visitor: Enter, path: str) -> None:
    save_search(session, "Mine", "q=wool", Alert.app, by=make_person(session))
    visitor(make_person(session)).visit(path, 404)
    visitor().visit(path, 303)


@pytest.mark.parametrize("path", ["/saved-searches/1/edit", "/saved-searches/1/removal"])
def test_another_persons_search_cannot_be_changed(session: Session, visitor: Enter, path: str) -> None:
    save_search(session, "Mine", "q=wool", Alert.app, by=make_person(session))
    visitor(make_person(session)).post(path, 404, name="x", alert="app")
    visitor().post(path, 303)
    assert session.exec(select(SavedSearch.name)).all() == ["Mine"]


def test_the_same_search_twice_is_once_and_there_is_an_end_to_them(session: Session) -> None:
    person = make_person(session)
    first = save_search(session, "One", "q=0", Alert.app, by=person)
    assert save_search(session, "Two", "q=0", Alert.app, by=person).id == first.id
    for number in range(1, MOST_SEARCHES):
        save_search(session, "More", f"q={number}", Alert.app, by=person)
    with pytest.raises(TooManySearches):
        save_search(session, "Too many", "q=more", Alert.app, by=person)


@pytest.mark.parametrize(("locale", "subject", "words"), [("en", "2 things", "2 new projects fit"), ("zh", "2 条新消息", "2 个新项目")])
def test_news_come_once_a_day_in_one_mail(
    mailing: Flask, session: Session, post_office: PostOffice, locale: str, subject: str, words: str
) -> None:
    person = make_person(session, email="ming@example.org")
    person.locale = locale
    with clock.stopped_at(MORNING):
        make_project(session)
        save_search(session, "毛衫", "q=%E6%AF%9B%E8%A1%AB&sector=JX05", Alert.mail, by=person)
        save_search(session, "P3", "stage=P3&at_most=30000", Alert.mail, by=person)
        save_search(session, "Nothing", "sector=JX01", Alert.mail, by=person)
    with clock.stopped_at(MORNING + timedelta(hours=1)):
        make_project(session), make_project(session, stage="P1")
        assert a_day(mailing, session) == 0, "she was here today"
    for hours in (24, 25, 26, 48, 72):
        with clock.stopped_at(MORNING + timedelta(hours=hours)):
            a_day(mailing, session)
    assert [row["count"] for row in told_to(session, person)] == [2, 1]
    (letter,) = post_office.letters
    assert subject in letter["Subject"]
    assert words in plain(letter)
    assert "http://127.0.0.1:8000/saved-searches/1" in plain(letter)


def test_who_wants_no_mail_gets_none_and_who_wants_nothing_hears_nothing(mailing: Flask, session: Session, post_office: PostOffice) -> None:
    quiet, busy = make_person(session), make_person(session)
    with clock.stopped_at(MORNING):
        save_search(session, "A", "sector=JX05", Alert.app, by=quiet)
        save_search(session, "B", "sector=JX05", Alert.none, by=busy)
    with clock.stopped_at(MORNING + DAY):
        make_project(session)
        a_day(mailing, session)
    assert (len(told_to(session, quiet)), told_to(session, busy), post_office.letters) == (1, [], [])


def test_what_is_not_indexed_yet_is_told_when_it_is(app: Flask, session: Session) -> None:
    person = make_person(session)
    with clock.stopped_at(MORNING):
        save_search(session, "A", "sector=JX05", Alert.app, by=person)
    with clock.stopped_at(MORNING + DAY):
        make_project(session)
        session.commit()
        assert jobs.look_at_saved_searches(app) == 0
        assert a_day(app, session) == 1
    with clock.stopped_at(MORNING + 2 * DAY):
        assert a_day(app, session) == 0


def test_what_fits_only_without_the_filters_is_no_news(app: Flask, session: Session) -> None:
    person = make_person(session)
    with clock.stopped_at(MORNING):
        save_search(session, "A", "q=knitwear&sector=JX01", Alert.app, by=person)
    with clock.stopped_at(MORNING + DAY):
        make_project(session)
        assert a_day(app, session) == 0
