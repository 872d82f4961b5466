"""Projects as a sheet: what a row may change, and that what goes out comes back the same."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.errors import NotAllowed
from marketplace.history import history_of
from marketplace.imports.actions import confirm_import
from marketplace.imports.models import ImportBatch
from marketplace.imports.queries import wrong_rows
from marketplace.projects.actions import freeze_project, publish_project
from marketplace.projects.models import Project
from marketplace.projects.sheet_columns import COLUMNS
from marketplace.projects.spreadsheet_actions import import_project, project_by_key
from marketplace.projects.terms import Source
from seeds.content import library_entries
from tests.makers import make_person, make_project, project_content
from tests.marketplace.imports.makers import COUNTY, OTHER_COUNTY, now, row, send, work
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]


def imported(app: Flask, session: Session, sender: Person, *rows: dict[str, Any], option: str = "draft") -> ImportBatch:
    """A file, checked and confirmed."""
    number = send(session, sender, rows).id or 0
    work(app)
    if now(app, number).good:
        confirm_import(session, number, option, by=sender)
        session.commit()
        work(app)
    session.expire_all()
    return now(app, number)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.created, batch.updated, batch.unchanged, batch.bad + batch.refused


def entry(session: Session, key: str = "HN-1") -> Project:
    found = project_by_key(session, key)
    assert found is not None
    return found


def test_a_row_becomes_a_draft_and_the_same_key_updates_it(app: Flask, session: Session) -> None:
    sender = make_person(session, Role.organiser)
    assert counts(imported(app, session, sender, row(), row("HN-2"))) == (2, 0, 0, 0)
    draft = entry(session)
    assert (draft.status, draft.source, draft.author_id, draft.sector, draft.regions) == (
        "draft",
        "person",
        sender.id,
        "JX05",
        [COUNTY, OTHER_COUNTY],
    )
    assert (draft.capital_min, draft.capital_max, draft.title_en, draft.people) == (29000, 39000, "毛衫小单直播间", 2)
    assert counts(imported(app, session, sender, row(price=139, people=""), row("HN-2"), row("HN-3"))) == (1, 1, 1, 0)
    assert entry(session).price == 139


@on_sqlite
def test_an_empty_or_missing_cell_leaves_what_is_there(app: Flask, session: Session) -> None:
    sender = make_person(session, Role.organiser)
    full = row(
        title_en="Live room",
        town="濮院镇",
        groups="LG.GRAD",
        tags_zh="毛衫; 直播",
        people=3,
        source="大赛",
        legacy="是",
        mode="partner",
        online="yes",
    )
    imported(app, session, sender, full)
    assert counts(imported(app, session, sender, row())) == (0, 0, 1, 0)
    imported(app, session, sender, row(summary_zh="新的话", people="", tags_zh=""))
    kept = entry(session)
    assert (kept.title_en, kept.town, kept.groups, kept.tags_zh, kept.people) == ("Live room", "濮院镇", ["LG.GRAD"], ["毛衫", "直播"], 3)
    assert (kept.source, kept.legacy, kept.mode, kept.online, kept.summary_en) == ("contest", True, "partner", True, "新的话")


@on_sqlite
def test_only_the_citys_staff_publish_at_once(app: Flask, session: Session) -> None:
    staff, organiser = make_person(session, Role.city_staff), make_person(session, Role.organiser)
    imported(app, session, staff, row(source="library"), option="publish")
    assert (entry(session).status, history_of(session, "project", entry(session).id or 0)[-1].reason) == (
        "published",
        "imported; appraised outside",
    )
    with pytest.raises(NotAllowed):
        import_project(session, row(), by=organiser, publish=True)
    refused = imported(app, session, organiser, row("HN-2"), option="publish")
    assert (refused.refused, counts(refused)) == (1, (0, 0, 0, 1))


@on_sqlite
def test_staff_change_a_published_entry_in_its_place(app: Flask, session: Session) -> None:
    staff = make_person(session, Role.city_staff)
    project = make_project(session, author=make_person(session), key="HN-1", regions=[COUNTY])
    revision = project.revision
    assert counts(imported(app, session, staff, row(sector="JX01"))) == (0, 1, 0, 0)
    session.refresh(project)
    assert (project.sector, project.status, project.revision > revision, project.source) == ("JX01", "published", True, Source.person)
    assert history_of(session, "project", project.id or 0)[-1].reason == "changed by an import"
    assert app.extensions["search"].revisions()["project", project.id] == project.revision


@on_sqlite
def test_a_county_imports_for_itself(app: Flask, session: Session) -> None:
    staff = make_person(session, Role.county_staff, region=COUNTY)
    make_project(session, author=make_person(session), key="wide", regions=[COUNTY, OTHER_COUNTY])
    make_project(session, author=make_person(session), key="own", regions=[COUNTY])
    rows = [row("a", regions=COUNTY), row("b"), row("c", regions="嘉兴市"), row("wide", regions=COUNTY), row("own", regions=COUNTY)]
    batch = imported(app, session, staff, *rows)
    wrong = [(one.key, error["column"]) for one in wrong_rows(session, batch.id or 0) for error in one.errors]
    assert (counts(batch), wrong) == ((1, 1, 0, 3), [("b", "regions"), ("c", "regions"), ("wide", "key")])


@on_sqlite
@pytest.mark.parametrize("published", [True, False])
def test_nobody_overwrites_what_is_not_hers(app: Flask, session: Session, published: bool) -> None:
    make_project(session, author=make_person(session, Role.organiser), key="HN-1", published=published)
    batch = imported(app, session, make_person(session, Role.organiser), row())
    assert (batch.bad, wrong_rows(session, batch.id or 0)[0].errors[0]["column"]) == (1, "key")


@on_sqlite
def test_what_is_judged_stands_still_and_what_changed_since_the_check_is_refused(app: Flask, session: Session) -> None:
    sender = make_person(session, Role.organiser)
    imported(app, session, sender, row(), row("HN-2"))
    batch = send(session, sender, [row(price=139), row("HN-2", price=139), row("HN-3")])
    work(app)
    freeze_project(session, entry(session))
    publish_project(session, entry(session, "HN-2"), by=None)
    confirm_import(session, batch.id or 0, "draft", by=sender)
    session.commit()
    work(app)
    session.expire_all()
    assert counts(now(app, batch.id)) == (1, 0, 0, 2)
    assert "being judged" in wrong_rows(session, batch.id or 0)[0].errors[0]["en"]
    again = imported(app, session, sender, row(price=140))
    assert "being judged" in wrong_rows(session, again.id or 0)[0].errors[0]["en"]


def table(visitor: Visitor, query: str = "") -> list[dict[str, str]]:
    """The exported list as rows by machine name."""
    visitor.visit(f"/projects/export.csv{query}")
    heading, *rows = csv.reader(io.StringIO(visitor.response.data.decode("utf-8-sig"), newline=""))
    assert len(heading) == len(COLUMNS)
    return [dict(zip((column.name for column in COLUMNS), one, strict=True)) for one in rows]


@on_sqlite
def test_the_list_is_exported_as_it_is_filtered_all_pages_of_it(session: Session, visitor: Enter) -> None:
    for number in range(26):
        make_project(session, sector="JX01", title_zh=f"第{number}个")
    make_project(session, sector="JX05")
    make_project(session, author=make_person(session), published=False)
    reader = visitor()
    page = reader.visit("/projects?sector=JX01&page=2")
    link = page.select_one("a[href^='/projects/export.xlsx']")
    assert link is not None
    reader.visit(str(link["href"]))
    sheet = load_workbook(io.BytesIO(reader.response.data), read_only=True).worksheets[0]
    assert len(list(sheet.iter_rows())) == 27
    assert len(table(reader, "?sort=nearest")) == 27
    assert table(reader, "?q=knitwear&sector=JX05")[0]["capital_max"] == "43000"


@on_sqlite
def test_what_was_exported_comes_back_unchanged(app: Flask, session: Session, visitor: Enter) -> None:
    for content in [
        *library_entries()[:12],
        project_content(key="odd", summary_zh="=1+1 不是公式", opening=[{"zh": "灯；架", "en": "x", "low": 1, "high": 1}]),
    ]:
        publish_project(session, make_project(session, published=False, **content), by=None)
    staff = make_person(session, Role.city_staff)
    rows = table(visitor(staff))
    assert counts(imported(app, session, staff, *rows)) == (0, 0, 13, 0)
    rows[0]["title_zh"] = "改了名字"
    before = {key: session.exec(select(col(Project.opening)).where(Project.key == key)).one() for key in (rows[0]["key"],)}
    assert counts(imported(app, session, staff, *rows)) == (0, 1, 12, 0)
    changed = entry(session, rows[0]["key"])
    assert (changed.title_zh, {changed.key: changed.opening}) == ("改了名字", before)
