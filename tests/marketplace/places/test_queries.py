"""The dictionaries: order, retired codes, bands."""

import pytest
from sqlmodel import Session

from marketplace.places.actions import load_terms
from marketplace.places.models import Term
from marketplace.places.queries import active_terms, capital_band, counties, dictionary, term, towns
from tests.marks import on_sqlite

pytestmark = on_sqlite


def test_the_city_has_seven_counties(session: Session) -> None:
    assert [county.code for county in counties(session)] == ["330402", "330411", "330421", "330424", "330481", "330482", "330483"]


def test_towns_belong_to_a_county(session: Session) -> None:
    assert "濮院镇" in [town.code for town in towns(session, "330483")]
    assert "濮院镇" not in [town.code for town in towns(session, "330402")]
    assert len(towns(session)) > len(towns(session, "330483"))


@pytest.mark.parametrize(("amount", "above"), [(0, 0), (9_999, 0), (10_000, 1), (10_000_000, 1)])
def test_a_sum_falls_into_the_band_whose_edge_it_reached(session: Session, amount: int, above: int) -> None:
    band = dictionary(session, "capital")[capital_band(session, amount)]
    edges = sorted(one.number or 0 for one in dictionary(session, "capital").values())
    assert (band.number or 0) == max(edge for edge in edges if edge <= amount)
    assert amount >= above


def test_a_retired_code_is_not_offered_but_still_has_its_name(session: Session) -> None:
    dictionary(session, "stage")["P4"].active = False
    assert "P4" not in [one.code for one in active_terms(session, "stage")]
    assert term(session, "stage", "P4").name_en


@pytest.mark.parametrize("code", [None, "", "P9"])
def test_an_unknown_code_is_nothing(session: Session, code: str | None) -> None:
    assert term(session, "stage", code) is None


def test_loading_again_corrects_names_and_deletes_nothing(session: Session) -> None:
    before = len(list(dictionary(session, "stage")))
    load_terms(session, [{"dictionary": "stage", "code": "P0", "name_zh": "想法", "name_en": "Just an idea"}])
    assert dictionary(session, "stage")["P0"].name_en == "Just an idea"
    assert len(dictionary(session, "stage")) == before


def test_a_session_reads_a_dictionary_once(session: Session) -> None:
    assert dictionary(session, "sector") is dictionary(session, "sector")
    assert all(isinstance(one, Term) for one in dictionary(session, "sector").values())
