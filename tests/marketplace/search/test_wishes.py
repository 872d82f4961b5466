"""Wishes are understood as facts of the documents: softly, honestly, and only where a document can fulfil them."""

from dataclasses import replace

import pytest

from marketplace.search import ENOUGH, Document, Query, SearchEngine
from marketplace.search.money import amount_in
from marketplace.search.wishes import Fact, known_wishes

CHEAPEST = ("project", 16)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5万以内", None, 50_000),
        ("两三千元就够", None, 3_000),
        ("二十万", None, 200_000),
        ("十万到二十万的店", 100_000, 200_000),
        ("3-5万", 30_000, 50_000),
        ("under 50k", None, 50_000),
        ("less than 20,000 yuan", None, 20_000),
        ("1.5万元", None, 15_000),
    ],
)
def test_amounts_are_read(text: str, low: float | None, high: float) -> None:
    amount = amount_in(text)
    assert amount is not None
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize("text", ["1688 上架", "3d 打印", "55岁以后", "两个人", "三对三篮球", "19元一碗", "毛衫", "top 10", "一百粒"])
def test_other_numbers_are_no_money(text: str) -> None:
    assert amount_in(text) is None


def test_a_phrase_is_taken_out_of_the_words() -> None:
    understood = known_wishes().understand("在家 刺绣 no shop")
    assert [wish.name for wish in understood.wishes] == ["at_home", "no_shop"]
    assert understood.rest == "刺绣"


def test_english_phrases_are_whole_words() -> None:
    assert not known_wishes().understand("mumbling momentum").wishes


def test_what_nobody_can_fulfil_stays_words() -> None:
    assert known_wishes().understand("在家 刺绣", lambda ways: False) == ((), "在家 刺绣")


def test_every_way_of_a_wish_has_facts() -> None:
    wishes = known_wishes().understand("返乡 兼职").wishes
    assert [wish.ways for wish in wishes] == [((Fact("group", "=", "LG.RETURN"),),), ((Fact("hours", "<=", 28.0),),)]


def test_money_bounds_the_answer(engine: SearchEngine) -> None:
    hits = engine.search(Query("8000元以内", limit=50))
    assert set(hits.ids) == {("project", 2), ("project", 10), CHEAPEST}
    assert [(wish.name, wish.at_most) for wish in hits.understood] == [("money", 8_000.0)]
    assert hits.total == sum(hits.facets["region"].values()) == 3


def test_a_wish_is_soft_where_there_is_too_little(engine: SearchEngine) -> None:
    hits = engine.search(Query("毛衫 8000元以内", kinds=frozenset({"project"}), enough=ENOUGH))
    assert hits.ids[0] == ("project", 2)
    assert (hits.total - hits.near, ("project", 1) in hits.ids) == (1, True)


def test_the_words_of_a_wish_count_as_words_too(make_engine, village: list[Document]) -> None:
    at_home = replace(village[0], id=50, numbers={"space": 8.0, "hours": 30.0, "people": 1.0})
    named = replace(village[0], id=51, title=("在家 编织", "Knitting"))
    found = make_engine([at_home, named]).search(Query("在家"))
    assert {number for _, number in found.ids} == {50, 51}
    assert [wish.name for wish in found.understood] == ["at_home"]


def test_small_talk_around_a_wish_is_not_looked_for(engine: SearchEngine) -> None:
    hits = engine.search(Query("我想做点5000元以内的生意"))
    assert (hits.widening, set(hits.ids)) == (None, {("project", 10), CHEAPEST})


def test_literal_words_are_only_words(engine: SearchEngine) -> None:
    assert engine.search(Query("8000元以内 毛衫", literal=True)).understood == ()


def test_kinds_that_know_no_facts_get_words(engine: SearchEngine) -> None:
    assert engine.search(Query("毛衫 5万以内", kinds=frozenset({"mentor"}))).understood == ()


def test_a_slip_beside_a_wish_is_corrected(engine: SearchEngine) -> None:
    hits = engine.search(Query("knitwaer under 100k"))
    assert (hits.widening, hits.corrected) == ("spelling", "knitwear")
    assert ("project", 1) in hits.ids


def test_a_wish_under_other_orders_still_bounds(engine: SearchEngine) -> None:
    hits = engine.search(Query("8000元以内", sort="capital", enough=ENOUGH))
    assert (hits.ids[0], hits.near, hits.total) == (CHEAPEST, 0, 3)
