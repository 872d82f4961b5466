"""What machines and paper get: feed, map of the site, sheet, address."""

from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from sqlmodel import Session

from marketplace.projects.actions.changes import note_change
from tests.makers import make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize(("language", "title"), [("en", "Wool & <more>"), ("zh", "毛衫小单直播间")])
def test_the_feed_has_the_newest_first_in_one_language(session: Session, visitor: Enter, language: str, title: str) -> None:
    old, new = make_project(session, on=date(2015, 1, 1)), make_project(session, on=date(2016, 1, 1), title_en="Wool & <more>")
    make_project(session, sector="JX01")
    answer = visitor().client.get(f"/projects.atom?sector=JX05&lang={language}")
    feed = ElementTree.fromstring(answer.data)
    assert answer.mimetype == "application/atom+xml"
    assert [entry.findtext(f"{ATOM}id")[-11:] for entry in feed.iter(f"{ATOM}entry")] == [f"/projects/{one.id}" for one in (new, old)]
    assert feed.find(f"{ATOM}entry").findtext(f"{ATOM}title") == title
    assert feed.findtext(f"{ATOM}updated")


@pytest.mark.parametrize("path", ["/projects.atom", "/sitemap.xml"])
def test_they_are_fetched_anew_only_when_the_library_changed(session: Session, visitor: Enter, path: str) -> None:
    project, reader = make_project(session), visitor()
    tag = reader.client.get(path).headers["ETag"]
    assert reader.client.get(path, headers={"If-None-Match": tag}).status_code == 304
    note_change(session, project)
    session.commit()
    assert reader.client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_the_map_names_what_everybody_may_read(session: Session, visitor: Enter) -> None:
    entry = make_project(session)
    make_project(session, author=make_person(session), published=False)
    answer = visitor().client.get("/sitemap.xml")
    found = [one.text for one in ElementTree.fromstring(answer.data).iter(f"{MAP}loc")]
    assert found == [f"http://127.0.0.1:8000/projects/{entry.id}"]
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in visitor().client.get("/robots.txt").text


def test_an_entry_says_its_address_and_what_it_is(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    page = visitor().visit(f"/projects/{project.id}?utm=1")
    address = f"http://127.0.0.1:8000/projects/{project.id}"
    assert (page.select_one("link[rel=canonical]")["href"], page.select_one("#address")["value"]) == (address, address)
    assert page.select_one("[itemscope] meta[itemprop=name]")["content"] == "Small-batch knitwear live room"


def test_the_sheet_to_print_has_the_texts_and_hides_drafts(session: Session, visitor: Enter) -> None:
    project, draft = make_project(session), make_project(session, author=make_person(session), published=False)
    assert "first_90_days zh" in visitor(language="zh").visit(f"/projects/{project.id}/sheet").get_text()
    visitor().visit(f"/projects/{draft.id}/sheet", 404)
