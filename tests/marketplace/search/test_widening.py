"""When nothing fits, the search is loosened step by step and says so."""

import pytest

from marketplace.search import Document, Query, SearchEngine

KNITWEAR = ("project", 1)


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("毛杉", "毛衫", KNITWEAR),
        ("陪珍师", "陪诊师", ("project", 10)),
        ("knitwaer", "knitwear", KNITWEAR),
        ("breakfats", "breakfast", ("project", 5)),
        ("maoshna", "maoshan", KNITWEAR),
        ("吉成吊顶", "集成吊顶", ("project", 9)),
    ],
)
def test_slips_are_corrected(engine: SearchEngine, typed: str, meant: str, found: tuple[str, int]) -> None:
    hits = engine.search(Query(typed))
    assert (hits.widening, hits.corrected) == ("spelling", meant)
    assert found in hits.ids


def test_southern_ears_are_forgiven(engine: SearchEngine) -> None:
    # zi and zhi, sang and shan.
    assert engine.search(Query("织部")).corrected == "织补"
    assert engine.search(Query("毛桑")).corrected == "毛衫"


def test_a_word_that_is_there_is_not_corrected(engine: SearchEngine) -> None:
    hits = engine.search(Query("毛衫"))
    assert (hits.widening, hits.corrected) == (None, None)


def test_characters_as_they_stand(engine: SearchEngine) -> None:
    # Cut as a word of its own, although no document has such a word.
    hits = engine.search(Query("院毛"))
    assert (hits.widening, hits.ids) == ("bigram", (KNITWEAR,))


def test_synonyms_are_owned_up_to(engine: SearchEngine) -> None:
    hits = engine.search(Query("jumper"))
    assert (hits.widening, hits.corrected) == ("synonym", None)
    assert KNITWEAR in hits.ids


def test_any_word_when_not_all(engine: SearchEngine) -> None:
    hits = engine.search(Query("毛衫 光伏 火箭"))
    assert hits.widening == "any_word"
    assert {KNITWEAR, ("project", 8)} <= set(hits.ids)


def test_filters_give_way_last_and_kinds_stay(engine: SearchEngine) -> None:
    query = Query("毛衫", frozenset({"project"}), {"region": frozenset({"330402"})}, {"capital": 1.0})
    hits = engine.search(query)
    assert hits.widening == "filters"
    assert set(hits.kinds) == {"project", "mentor"}
    assert {kind for kind, _ in hits.ids} == {"project"}


def test_a_slip_under_narrow_filters_is_still_corrected(engine: SearchEngine) -> None:
    hits = engine.search(Query("毛杉", filters={"region": frozenset({"330402"})}))
    assert (hits.widening, hits.corrected) == ("filters", "毛衫")


def test_filters_alone_may_find_nothing(engine: SearchEngine) -> None:
    hits = engine.search(Query(filters={"region": frozenset({"330402"}), "sector": frozenset({"JX05"})}))
    assert (hits.total, hits.widening) == (0, None)
    assert hits.facets["region"] == {"330483": 4}


def test_nonsense_finds_nothing(engine: SearchEngine) -> None:
    assert engine.search(Query("zzqxv 䶮龘")).total == 0


def test_an_empty_index_answers(make_engine, village: list[Document]) -> None:
    empty = make_engine([])
    assert (empty.search(Query("毛衫")).total, empty.search(Query()).total, empty.suggest("毛")) == (0, 0, ())
    empty.apply(village[:1], [])
    assert empty.search(Query("毛衫")).total == 1
