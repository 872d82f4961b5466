"""Entries side by side."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from tests.makers import make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


def test_ticked_entries_stand_side_by_side_and_differences_are_marked(session: Session, visitor: Enter) -> None:
    one, two = make_project(session, people=2), make_project(session, people=7, stage="P3")
    reader = visitor()
    assert len(reader.visit("/projects").select("input[name=id][form=compare]")) == 2
    page = reader.visit(f"/projects/comparison?id={one.id}&id={two.id}")
    differing = [row.th.get_text() for row in page.select("tr[data-differs]")]
    assert [name for name in differing if "People" in name]
    assert not [name for name in differing if "Stage" in name]
    assert page.select_one("tfoot a")["href"] == f"/projects/comparison?id={two.id}"


def test_what_is_not_in_the_library_is_left_out_and_it_is_said(session: Session, visitor: Enter) -> None:
    entry, draft = make_project(session), make_project(session, author=make_person(session), published=False)
    page = visitor().visit(f"/projects/comparison?id={entry.id}&id={draft.id}&id=999")
    assert len(page.select("thead th")) == 1
    assert "2 of the chosen are not shown" in page.get_text()


@pytest.mark.parametrize("query", ["", "?id=x", "?id=-1", f"?id={'9' * 30}"])
def test_nothing_to_compare_says_what_to_do(visitor: Enter, query: str) -> None:
    assert visitor().visit(f"/projects/comparison{query}").select(".empty a[href='/projects']")


def test_at_most_four_fit(session: Session, visitor: Enter) -> None:
    numbers = [make_project(session).id for _ in range(5)]
    page = visitor(language="zh").visit("/projects/comparison?" + "&".join(f"id={number}" for number in numbers))
    assert len(page.select("thead th")) == 4


def test_money_has_a_lower_and_an_upper_bound(session: Session, visitor: Enter) -> None:
    for low in (9_000, 20_000, 90_000):
        make_project(session, opening=[{"zh": "全部", "en": "all", "low": low, "high": low * 2}])
    page = visitor().visit("/projects?at_least=10000&at_most=50000")
    assert [one["href"] for one in page.select("article h3 a")] == ["/projects/2"]
    assert (page.select_one("#at_least")["value"], page.select_one("#at_most")["value"]) == ("10000", "50000")
    assert "at_least=10000&at_most=50000" in page.find("a", string="Save this search")["href"]


@pytest.mark.parametrize("path", ["/", "/projects"])
def test_counties_lead_to_their_entries_with_counts(session: Session, visitor: Enter, path: str) -> None:
    make_project(session, regions=["330483"])
    page = visitor().visit(path)
    tiles = {one["href"]: one.get_text(" ", strip=True) for one in page.select("#counties a")}
    assert len(tiles) == 8
    assert tiles["/projects?region=330483"].endswith("1")
