"""Kept pages: fast, and never old, never somebody else's."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session

from marketplace import jobs
from marketplace.notifications.actions import notify
from marketplace.projects.actions import keep_project, withdraw_project
from marketplace.projects.actions.changes import note_change
from tests.makers import make_learner, make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


def again(reader: Visitor, path: str, tag: str) -> int:
    """The status for a browser that has the page of ``tag``."""
    reader.response = reader.client.get(path, headers={"If-None-Match": tag})
    return int(reader.response.status_code)


@pytest.mark.parametrize("path", ["/projects", "/projects?q=knitwear", "/projects/1", "/mentors"])
def test_who_has_the_page_gets_304_without_a_body(session: Session, visitor: Enter, path: str) -> None:
    make_project(session)
    for reader in (visitor(), visitor(make_learner(session))):
        reader.visit(path)
        reader.visit(path)
        assert again(reader, path, reader.response.headers["ETag"]) == 304
        assert not reader.response.data
        assert reader.response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/projects", "/projects/1"])
def test_a_changed_entry_makes_a_new_page_at_once(app: Flask, session: Session, visitor: Enter, path: str) -> None:
    project, reader = make_project(session), visitor()
    reader.visit(path)
    tag = reader.response.headers["ETag"]
    project.summary_en = "Quite another summary."
    note_change(session, project)
    session.commit()
    assert again(reader, path, tag) == 200
    assert "Quite another summary." in reader.visit(path).get_text()


def test_what_left_the_list_is_gone_as_soon_as_the_index_knows(app: Flask, session: Session, visitor: Enter) -> None:
    author = make_person(session)
    project, reader = make_project(session, author=author), visitor()
    assert reader.visit("/projects").select("article h3 a")
    withdraw_project(session, project.id, "不做了", by=author)
    session.commit()
    jobs.drain_outbox(app, app.extensions["config"])
    assert not reader.visit("/projects").select("article h3 a")


def test_a_page_comes_from_the_cache_without_asking_for_its_rows(session: Session, visitor: Enter, statements: list[str]) -> None:
    make_project(session)
    reader = visitor()
    first = reader.visit("/projects").decode()
    statements.clear()
    assert reader.visit("/projects").decode() == first
    assert [one for one in statements if "FROM" in one] == [one for one in statements if "FROM stamp" in one]


def test_everybody_sees_what_she_kept_herself_and_her_own_name(session: Session, visitor: Enter) -> None:
    project, first, second = make_project(session), make_learner(session), make_learner(session)
    first.name, second.name = "张一", "李二"
    keep_project(session, project.id, by=first)
    pages = [visitor(one, "zh").visit("/projects") for one in (first, second)]
    addresses = [page.select_one("article form")["action"] for page in pages]
    assert addresses == [f"/projects/{project.id}/favourite/removal", f"/projects/{project.id}/favourite"]
    assert [page.select_one(".account a[href='/mine']").get_text() for page in pages] == ["张一", "李二"]
    assert not visitor().visit("/projects").select("article form")


def test_a_member_costs_four_looks_at_what_is_her_own(session: Session, visitor: Enter, statements: list[str]) -> None:
    make_project(session)
    reader = visitor(make_learner(session))
    reader.visit("/projects")
    statements.clear()
    reader.visit("/projects")
    looks = [
        table for one in statements for table in ("person", "stamp", "favourite", "notification", "role_grant") if f"FROM {table}" in one
    ]
    assert sorted(looks) == ["favourite", "notification", "person", "stamp"]
    assert len([one for one in statements if "FROM" in one]) == len(looks)


def test_what_is_new_for_the_reader_stands_on_a_kept_page_at_once(session: Session, visitor: Enter) -> None:
    make_project(session)
    learner = make_learner(session)
    reader = visitor(learner)
    assert not reader.visit("/projects").select(".account a[href='/notifications']")
    tag = reader.response.headers["ETag"]
    notify(session, learner, "project_published", {"title": {"zh": "甲", "en": "A"}}, "/projects/1")
    session.commit()
    assert again(reader, "/projects", tag) == 200
    assert reader.visit("/projects").select_one(".account a[href='/notifications']").get_text() == "1 new"


def test_keeping_an_entry_makes_the_old_page_old(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader = visitor(make_learner(session))
    reader.visit("/projects")
    tag = reader.response.headers["ETag"]
    reader.submit("article form")
    assert again(reader, "/projects", tag) == 200
    assert reader.visit("/projects").select_one("article button")["aria-pressed"] == "true"


def test_the_token_in_a_kept_page_is_the_readers_own(session: Session, visitor: Enter) -> None:
    make_project(session)
    pages = [visitor(make_learner(session)).visit("/projects").select_one("[name=csrf_token]")["value"] for _ in range(2)]
    assert pages[0] != pages[1]
    assert not any("token-" in one for one in pages)


def test_a_word_for_the_next_page_is_said_once(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader = visitor()
    reader.visit("/projects")
    tag = reader.response.headers["ETag"]
    with reader.client.session_transaction() as kept:
        kept["_flashes"] = [("message", "Only for you")]
    assert again(reader, "/projects", tag) == 200
    assert "Only for you" in reader.response.text
    assert "ETag" not in reader.response.headers
    assert "Only for you" not in reader.visit("/projects").get_text()
    assert "Only for you" not in visitor().visit("/projects").get_text()


def test_languages_and_fragments_are_pages_of_their_own(session: Session, visitor: Enter) -> None:
    make_project(session)
    assert "毛衫小单直播间" in visitor(language="zh").visit("/projects").get_text()
    assert "knitwear" in visitor(language="en").visit("/projects").get_text()
    assert visitor().visit("/projects", fragment=True).select_one("#results")


def test_the_nearest_are_those_of_the_readers_own_county(session: Session, visitor: Enter) -> None:
    numbers = {region: make_project(session, regions=[region]).id for region in ("330481", "330424")}
    for region, number in numbers.items():
        page = visitor(make_learner(session, region=region)).visit("/projects?sort=nearest")
        assert page.select_one("article h3 a")["href"] == f"/projects/{number}"


def test_a_visitor_who_only_reads_gets_no_session_cookie(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader = visitor()
    reader.visit("/projects")
    assert not [one for one in reader.response.headers.getlist("Set-Cookie") if one.startswith("session=")]
