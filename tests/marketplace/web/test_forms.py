"""Small furniture of the kit: paging, marks on addresses, refusals beside a field."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis.strategies import integers

from marketplace.errors import NotAllowed, NotFound, Refusal
from marketplace.web.addresses import LARGEST, row_number
from marketplace.web.paging import Page, offset_of
from marketplace.web.ui import address_with, dom_id
from tests.marks import on_sqlite


@given(integers(0, 10_000), integers(1, 500))
def test_pages_cover_every_row_once(total: int, number: int) -> None:
    page = Page([], total, number)
    assert offset_of(page.last) <= max(0, total - 1) < page.last * page.size or total == 0
    assert page.has_next == (number < page.last)
    assert page.has_previous == (number > 1)


def test_a_page_number_below_one_is_the_first() -> None:
    assert offset_of(0) == offset_of(-5) == offset_of(1) == 0


@pytest.mark.parametrize("text", ["0", "-1", "x", "", str(LARGEST + 1), "1.5"])
def test_a_text_that_is_no_rows_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        row_number(text)
    assert row_number(str(LARGEST)) == LARGEST


def test_a_refusal_knows_its_status_and_its_values() -> None:
    assert [kind.status for kind in (Refusal, NotFound, NotAllowed)] == [409, 404, 403]
    assert str(Refusal("%(n)s seats are left.", n=3)) == "3 seats are left."


@on_sqlite
def test_an_address_is_changed_in_one_place_and_begins_at_page_one(app: Flask) -> None:
    with app.test_request_context("/projects?q=knitwear&sector=JX05&sector=JX01&page=3&lang=en"):
        assert address_with(sort="newest") == "/projects?q=knitwear&sector=JX05&sector=JX01&sort=newest"
        assert address_with(q=None) == "/projects?sector=JX05&sector=JX01"


def test_a_thing_has_one_id_on_a_page() -> None:
    from marketplace.mentoring.models import Mentor
    from marketplace.projects.models import Project

    assert dom_id(Project(id=42)) == "project-42"
    assert dom_id(Mentor(person_id=7), "places") == "mentor-7-places"
