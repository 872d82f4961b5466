"""Under few hits stand near ones, last and counted; broad words stand for narrow ones; -ing words may be mistyped."""

import pytest

from marketplace.search import ENOUGH, Query, SearchEngine
from marketplace.search.facets import FacetTable
from marketplace.search.synonyms import Synonyms
from matching.text import segment, with_ing

KNITWEAR = ("project", 1)


def test_few_hits_are_followed_by_near_ones(engine: SearchEngine) -> None:
    alone, filled = engine.search(Query("毛衫 小单快反")), engine.search(Query("毛衫 小单快反", enough=ENOUGH))
    assert filled.ids[: alone.total] == alone.ids
    assert (alone.near, filled.near) == (0, filled.total - alone.total)
    assert filled.near > 0


def test_near_hits_come_last_with_lesser_scores(engine: SearchEngine) -> None:
    hits = engine.search(Query("民宿 早餐", enough=ENOUGH))
    full = hits.total - hits.near
    assert min(hits.scores[:full]) >= max(hits.scores[full:])


def test_enough_hits_get_no_near_ones(engine: SearchEngine) -> None:
    assert engine.search(Query("毛衫 小单快反", enough=1)).near == 0


def test_near_hits_are_counted_in_facets_and_pass_the_filters(engine: SearchEngine) -> None:
    hits = engine.search(Query("民宿 早餐", filters={"region": frozenset({"330483", "330421"})}, enough=ENOUGH, limit=50))
    assert hits.total == sum(hits.kinds.values()) == len(hits.ids)
    assert sum(hits.facets["region"].get(code, 0) for code in ("330483", "330421")) == hits.total


def test_other_orders_get_no_near_hits(engine: SearchEngine) -> None:
    assert engine.search(Query("毛衫 小单快反", sort="capital", enough=ENOUGH)).near == 0


def test_a_broad_word_finds_narrow_ones_but_not_the_other_way_round(engine: SearchEngine) -> None:
    assert ("project", 17) in engine.search(Query("户外")).ids
    synonyms = Synonyms([], [(("sport",), ("badminton", "swimming pool"))])
    assert synonyms.under(("sport",)) == (("badminton",), ("swim", "pool"))
    assert synonyms.under(("badminton",)) == ()


@pytest.mark.parametrize(("typed", "meant"), [("mendng", "mending"), ("bathign", "bathing"), ("streaimng", "streaming")])
def test_slips_in_ing_words_are_corrected(engine: SearchEngine, typed: str, meant: str) -> None:
    hits = engine.search(Query(typed))
    assert (hits.widening, hits.corrected) == ("spelling", meant)


@pytest.mark.parametrize(("stem", "form"), [("sew", "sewing"), ("wed", "wedding"), ("price", "pricing")])
def test_ing_forms_come_back_to_their_stem(stem: str, form: str) -> None:
    assert form in with_ing(stem)
    assert all(segment(each) == [stem] for each in with_ing(stem))


def test_a_lower_limit_alone_narrows_the_counts() -> None:
    table = FacetTable([{"x": ("a",)}, {"x": ("b",)}], [{"n": 1.0}, {"n": 5.0}])
    assert table.narrow({}, {}, {"n": 2.0})
