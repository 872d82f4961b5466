"""What machines and paper get: feed, map of the site, sheet, address."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
import segno
from sqlmodel import Session

from marketplace import clock
from marketplace.mentoring.actions import set_mentor_state
from marketplace.mentoring.terms import MentorState
from marketplace.projects.actions.changes import note_change
from marketplace.training.terms import ClassState
from tests.makers import make_mentor, make_person, make_project
from tests.marketplace.ventures.makers import make_class
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


def test_the_map_names_published_mentors_and_live_classes_with_their_days(session: Session, visitor: Enter) -> None:
    with clock.stopped_at(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        mentor, paused = make_mentor(session), make_mentor(session)
        set_mentor_state(session, MentorState.paused, by=paused.person)
        coming, over = (make_class(session, ends_on=day) for day in (date(2026, 4, 1), date(2026, 2, 1)))
        over.state, over.closed_on = ClassState.closed, date(2026, 2, 1)
    found = visitor().client.get("/sitemap.xml")
    pages = {one.findtext(f"{MAP}loc"): one.findtext(f"{MAP}lastmod") for one in ElementTree.fromstring(found.data)}
    base = "http://127.0.0.1:8000"
    assert pages == {f"{base}/mentors/{mentor.person_id}": "2026-03-01", f"{base}/classes/{coming.id}": "2026-03-01"}
    reader = visitor()
    for address in pages:
        reader.visit(address.removeprefix(base))
    set_mentor_state(session, MentorState.published, by=paused.person)
    answer = visitor().client.get("/sitemap.xml", headers={"If-None-Match": found.headers["ETag"]})
    assert answer.status_code == 200


def test_an_entry_says_its_address_and_what_it_is(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    page = visitor().visit(f"/projects/{project.id}?utm=1")
    address = f"http://127.0.0.1:8000/projects/{project.id}"
    assert (page.select_one("link[rel=canonical]")["href"], page.select_one("#address")["value"]) == (address, address)
    assert page.select_one("[itemscope] meta[itemprop=name]")["content"] == "Small-batch knitwear live room"


@pytest.mark.parametrize(("language", "words"), [("en", "QR code of the address"), ("zh", "的二维码")])
def test_the_sheet_has_a_code_that_leads_to_the_public_address(session: Session, visitor: Enter, language: str, words: str) -> None:
    project = make_project(session)
    code = visitor(language=language).visit(f"/projects/{project.id}/sheet").select_one("svg.qr")
    address = f"http://127.0.0.1:8000/projects/{project.id}"
    assert code["role"] == "img"
    assert words in code["aria-label"]
    assert address in code["aria-label"]
    drawn = [[False] * int(code["viewbox"].split()[2]) for _ in range(int(code["viewbox"].split()[2]))]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", code.select("path")[1]["d"]):
        for square in range(int(width)):
            drawn[int(y)][int(x) + square] = True
    assert drawn == [[bool(dark) for dark in row] for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)]


def test_a_draft_has_no_public_address_to_photograph(session: Session, visitor: Enter) -> None:
    author = make_person(session)
    draft = make_project(session, author=author, published=False)
    assert visitor(author).visit(f"/projects/{draft.id}/sheet").select("svg.qr") == []


def test_the_sheet_to_print_has_the_texts_and_hides_drafts(session: Session, visitor: Enter) -> None:
    project, draft = make_project(session), make_project(session, author=make_person(session), published=False)
    assert "first_90_days zh" in visitor(language="zh").visit(f"/projects/{project.id}/sheet").get_text()
    visitor().visit(f"/projects/{draft.id}/sheet", 404)
