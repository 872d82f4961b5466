"""Wishes are understood as facts of the documents: softly, honestly, and only where a document can fulfil them."""

from dataclasses import replace

import pytest

from marketplace.search import ENOUGH, Document, Query, SearchEngine
from marketplace.search.wishes import Fact, known_wishes

CHEAPEST = ("project", 16)


@pytest.mark.parametrize(
    "text", ["不想加盟，自己开店", "不要做加盟", "别加盟", "no franchise please", "don’t want a franchise", "without any franchise"]
)
def test_a_negated_phrase_is_no_wish(text: str) -> None:
    assert known_wishes().understand(text) == ((), text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("not part time, full time", []),
        ("不想加盟，在家做", ["at_home"]),
        ("不用租店面", ["no_shop"]),
        ("no shop, part time", ["no_shop", "spare_time"]),
        ("没钱 兼职", ["little_money", "spare_time"]),
        ("不是没钱", []),
        ("有没有加盟的项目", ["franchise"]),
        ("能不能兼职", ["spare_time"]),
        ("why not franchise", ["franchise"]),
    ],
)
def test_a_negation_reaches_the_next_phrase_only(text: str, names: list[str]) -> None:
    assert [wish.name for wish in known_wishes().understand(text).wishes] == names


def test_a_hyphen_between_sums_is_a_range() -> None:
    (wish,) = known_wishes().understand("3-5万").wishes
    assert (wish.at_least, wish.at_most) == (30_000, 50_000)


def test_a_lower_bound_bounds_the_answer(engine: SearchEngine) -> None:
    hits = engine.search(Query("10万以上", limit=50))
    assert set(hits.ids) == {("project", 13), ("project", 20)}
    assert [(wish.at_least, wish.at_most) for wish in hits.understood] == [(100_000, None)]


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
