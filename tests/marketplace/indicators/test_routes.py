"""The doors of the indicators room."""

from datetime import date

import pytest

from marketplace.accounts.terms import Role
from marketplace.indicators.actions import set_programme
from marketplace.ventures.actions import close_venture
from marketplace.ventures.terms import Form
from tests.makers import make_person, make_project
from tests.marketplace.ventures.makers import make_class, make_qualified, make_staff, make_venture

PAGES = ["/outcomes", *(f"/outcomes/{name}" for name in ("success-rate", "pass-rate", "survival", "jobs", "projects", "definitions"))]
PROGRAMME = {"name_zh": "计划", "name_en": "Plan", "starts_on": date(2013, 10, 11), "ends_on": date(2016, 12, 31)}


def make_town(session):
    """Six people of one class, three of whom opened; one more in another county."""
    held = make_class(session, ends_on=date(2015, 6, 1))
    people = [make_qualified(session, date(2015, 6, 1), held) for _ in range(6)]
    for person in people[:3]:
        make_venture(session, person, opened_on=date(2015, 8, 1))
    make_qualified(session, date(2015, 6, 1), region="330402")
    return people


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_public_and_stands_without_data(visitor, address, language):
    visitor(language=language).visit(address)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_stands_with_data(session, visitor, address):
    make_town(session)
    make_project(session, on=date(2015, 1, 1))
    set_programme(session, PROGRAMME, {"I02": (0.9, date(2015, 12, 31)), "I09": (5.0, date(2015, 12, 31))})
    for reader in (None, make_staff(session, None), make_person(session, Role.auditor)):
        visitor(reader).visit(address)


def test_every_figure_links_to_what_it_counts(session, visitor):
    make_town(session)
    reader = visitor()
    reader.visit("/outcomes?months=6")
    assert "42.9%" in reader.text
    links = {link["href"].partition("?")[0] for link in reader.page.select("#figures .big a")}
    assert links == {f"/outcomes/{name}" for name in ("success-rate", "pass-rate", "survival", "jobs", "projects")}


def test_the_window_can_be_switched(session, visitor):
    make_town(session)
    reader = visitor()
    reader.visit("/outcomes/success-rate?months=24")
    assert "pending 7" in reader.text
    reader.visit("/outcomes/success-rate?months=nonsense&page=-3")
    assert "3 of 7 whose window is over" in reader.text


def test_the_public_sees_no_small_county(session, visitor):
    make_town(session)
    reader, staff = visitor(), visitor(make_staff(session, None))
    rows = {}
    for name, one in (("public", reader), ("staff", staff)):
        one.visit("/outcomes/success-rate")
        rows[name] = [row.get_text(" ", strip=True) for row in one.page.select("#by-county tbody tr")]
    assert "Nanhu District – – – – – –" in rows["public"]
    assert "Tongxiang City – – – – – –" in rows["public"]  # or the total would give Nanhu away
    assert "Nanhu District 0 1 0 0 under 5 –" in rows["staff"]


@pytest.mark.parametrize(
    ("role", "rows", "names"), [(None, 0, False), (Role.county_staff, 0, False), (Role.auditor, 7, False), (Role.city_staff, 7, True)]
)
def test_cases_are_for_the_house_and_names_for_city_staff(session, visitor, role, rows, names):
    make_town(session)
    reader = visitor(make_person(session, role, name="看的人") if role else None)
    reader.visit("/outcomes/success-rate")
    assert len(reader.page.select("#cases tbody tr")) == rows
    assert ("王小明" in reader.text) == names


def test_the_same_rows_give_the_same_page(session, visitor):
    make_town(session)
    reader = visitor()
    assert str(reader.visit("/outcomes/survival").main) == str(reader.visit("/outcomes/survival").main)


def test_invented_rows_are_marked(session, visitor):
    make_venture(session, opened_on=date(2015, 1, 1)).synthetic = True
    reader = visitor()
    reader.visit("/outcomes/survival")
    assert "synthetic demo data" in reader.text


def test_the_number_of_statements_does_not_grow(session, visitor, statements):
    counts = []
    for _ in range(2):
        make_town(session)
        reader = visitor()
        statements.clear()
        reader.visit("/outcomes")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20


def test_every_definition_has_its_place(visitor):
    page = visitor().visit("/outcomes/definitions")
    assert [section["id"] for section in page.select("main section.card")] == ["I02", "I03", "I09", "I10", "I11"]


@pytest.mark.parametrize(("language", "word"), [("en", "log-rank test"), ("zh", "对数秩检验")])
def test_counties_and_legal_forms_are_compared_by_a_test(session, visitor, language, word):
    for number in range(5):
        make_venture(session, opened_on=date(2015, 1, 1), form=Form.company)
        founder = make_person(session)
        closing = make_venture(session, founder, opened_on=date(2015, 1, 1))
        close_venture(session, closing.id, on=date(2015, 3, 1 + number), reason="costs", by=founder)
    reader = visitor(None, language)
    page = reader.visit("/outcomes/survival")
    assert [word in note.get_text() for note in page.select(".log-rank")] == [True]
