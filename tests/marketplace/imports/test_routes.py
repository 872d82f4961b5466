"""Doors of the imports room."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlmodel import Session, select

from marketplace.accounts.terms import Role
from marketplace.imports.models import ImportBatch
from marketplace.projects.models import Project
from tests.makers import make_person, make_project
from tests.marketplace.imports.makers import csv_file, row, send, work
from tests.marks import on_sqlite
from tests.visitor import Visitor

pytestmark = on_sqlite
Enter = Callable[..., Visitor]


def upload(sender: Visitor, data: bytes, name: str = "projects.csv", status: int = 303) -> Any:
    return sender.submit("main form[enctype]", status, file=(io.BytesIO(data), name))


@pytest.fixture
def organiser(session: Session, visitor: Enter) -> Visitor:
    return visitor(make_person(session, Role.organiser))


def test_a_file_is_sent_checked_confirmed_and_imported(app: Flask, session: Session, organiser: Visitor) -> None:
    organiser.visit("/mine")
    organiser.visit("/imports")
    assert "Nothing was sent yet" in organiser.text
    upload(organiser, csv_file([row(), row("HN-2", price="x")], "gbk"))
    page = organiser.follow()
    assert page.select_one("progress")
    assert page.select_one("a[hx-trigger='every 1s'][href]")
    work(app)
    page = organiser.visit(organiser.response.request.path)
    assert "read as GB18030" in organiser.text
    assert page.select_one("progress") is None
    assert [cell.get_text(strip=True) for cell in page.select("#wrong tbody td, #wrong tbody th")][:2] == ["3", "Price of one (yuan)"]
    organiser.submit("#decision form.stack")
    organiser.follow()
    work(app)
    assert "Created: 1" in organiser.visit(organiser.response.request.path).get_text()
    assert "imported" in organiser.visit("/imports").get_text()
    assert session.exec(select(Project.key)).all() == ["HN-1"]


def test_what_would_change_is_shown_before_the_yes(app: Flask, session: Session, visitor: Enter) -> None:
    staff = make_person(session, Role.city_staff)
    make_project(session, key="HN-1")
    batch = send(session, staff, [row(price=139), row("HN-2")])
    watcher = visitor(staff)
    for language in ("zh", "en"):
        watcher.visit(f"/imports/{batch.id}?lang={language}")
        assert "毛衫小单直播间" in watcher.text
    cells = [cell.get_text(strip=True) for cell in watcher.page.select("#samples td")]
    assert "139" in cells
    assert "129" in cells
    assert len(watcher.page.select("#decision input[type=radio]")) == 2
    watcher.submit("#decision form.stack", 422, option="anything")
    assert "139" in watcher.text


def test_the_progress_is_a_fragment_that_stops_when_it_is_over(app: Flask, session: Session, organiser: Visitor) -> None:
    organiser.visit("/imports")
    upload(organiser, csv_file([row()]))
    path = organiser.response.headers["Location"]
    assert organiser.visit(path, fragment=True).select_one("[hx-get]")
    work(app)
    assert not organiser.visit(path, fragment=True).select("[hx-get], progress")
    organiser.visit(path)
    organiser.submit("form[action$=removal]")
    assert "Nothing of this file was imported" in organiser.follow().get_text()


@pytest.mark.parametrize(
    ("data", "saying"),
    [(b"", "empty"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"), (b"a,b\n1,2\n", "no heading for"), (b"PK\x03\x04cut", "damaged")],
)
def test_a_bad_file_is_refused_beside_its_field(session: Session, organiser: Visitor, data: bytes, saying: str) -> None:
    organiser.visit("/imports")
    page = upload(organiser, data, status=422)
    assert saying in page.select_one("#file-wrong").get_text()
    assert session.exec(select(ImportBatch.id)).all() == []


def test_only_this_door_takes_large_files(organiser: Visitor) -> None:
    organiser.visit("/imports")
    assert sent(organiser, "/imports", 5) == 422
    assert sent(organiser, "/personalisation", 3) == 413
    assert sent(organiser, "/imports", 26) == 413


def sent(sender: Visitor, path: str, megabytes: int) -> int:
    """The answer to a body of so many megabytes, written by hand: the test client would leave a file open."""
    parts = {"csrf_token": "", "kind": "", "file": '; filename="a.csv"'}
    values = {"csrf_token": sender._token(), "kind": "projects", "file": "x" * (megabytes << 20)}
    pieces = [f'--cut\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{values[name]}\r\n' for name, more in parts.items()]
    body = io.BytesIO("".join([*pieces, "--cut--\r\n"]).encode())
    environment = {"CONTENT_LENGTH": str(len(body.getvalue()))}
    kind = "multipart/form-data; boundary=cut"
    return sender.client.post(path, input_stream=body, content_type=kind, environ_overrides=environment).status_code


def test_no_file_and_no_kind_are_said(organiser: Visitor) -> None:
    organiser.visit("/imports")
    assert "Choose a file" in organiser.submit("main form[enctype]", 422).get_text()
    organiser.submit("main form[enctype]", 422, kind="nothing", file=(io.BytesIO(b"a"), "a.csv"))


def test_templates_explain_themselves_and_can_be_sent_as_they_are(organiser: Visitor) -> None:
    organiser.visit("/imports/templates/projects.xlsx")
    sheets = load_workbook(io.BytesIO(organiser.response.data)).worksheets
    assert [sheet.title for sheet in sheets] == ["projects", "说明 How to", "代码 Codes"]
    assert "JX05" in {cell.value for cell in sheets[2]["B"]}
    data = organiser.response.data
    organiser.visit("/imports")
    upload(organiser, data, "projects.xlsx")
    organiser.visit("/imports/templates/projects.csv")
    organiser.visit("/imports/templates/people.csv", 404)


def test_the_sheet_of_errors_can_be_mended_and_sent_again(app: Flask, session: Session, visitor: Enter) -> None:
    sender = make_person(session, Role.organiser)
    batch = send(session, sender, [row(), row("HN-2", price="x", summary_zh="=1+1")])
    watcher = visitor(sender)
    for extension in ("csv", "xlsx"):
        watcher.visit(f"/imports/{batch.id}/errors.{extension}")
    sheet = load_workbook(io.BytesIO(watcher.response.data)).worksheets[0]
    assert (sheet["A2"].value, "Price of one (yuan): " in str(sheet["B2"].value), sheet.max_row) == (3, True, 2)
    data = watcher.response.data
    watcher.visit("/imports")
    upload(watcher, data, "errors.xlsx")
    assert session.get_one(ImportBatch, int(watcher.response.headers["Location"].rpartition("/")[2])).ignored == []


def test_many_errors_come_a_page_at_a_time(app: Flask, session: Session, visitor: Enter) -> None:
    sender = make_person(session, Role.organiser)
    batch = send(session, sender, [row(f"k{number}", price="x") for number in range(30)])
    watcher = visitor(sender)
    assert len(watcher.visit(f"/imports/{batch.id}").select("#wrong tbody tr")) == 24
    assert len(watcher.visit(f"/imports/{batch.id}?page=2").select("#wrong tbody tr")) == 6
    watcher.visit(f"/imports/{batch.id}?page=9999999999999999999999")
    assert "no good row" in watcher.text


def test_others_do_not_come_in(session: Session, visitor: Enter) -> None:
    batch = send(session, make_person(session, Role.organiser), [row()])
    learner, other, nobody = visitor(make_person(session)), visitor(make_person(session, Role.organiser)), visitor()
    paths = ("", "/errors.csv")
    for path in ("/imports", "/imports/templates/projects.csv", *(f"/imports/{batch.id}{path}" for path in paths)):
        learner.visit(path, 403)
        nobody.visit(path, 303)
    for path in paths:
        other.visit(f"/imports/{batch.id}{path}", 404)
    for path in ("confirmation", "removal"):
        other.post(f"/imports/{batch.id}/{path}", 404)
        learner.post(f"/imports/{batch.id}/{path}", 403)
    learner.post("/imports", 403)
