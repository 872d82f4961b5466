"""What is marked in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search import Query
from marketplace.search.snippets import mark, snippet
from marketplace.search.whoosh_engine import WhooshEngine

LONG = "开头的话说了很多很多。" * 12 + "濮院的毛衫小单工坊只做三十件。" + "后面还有许多许多的话。" * 12


def marked(text: str, terms: list[str]) -> list[str]:
    return [piece for piece, is_marked in mark(text, terms) if is_marked]


def test_neighbours_are_one_piece() -> None:
    assert mark("濮院毛衫网店", ["毛衫", "网店"]) == [("濮院", False), ("毛衫网店", True)]


@pytest.mark.parametrize(
    ("stem", "text"),
    [
        ("sweater", "Sweaters"),
        ("price", "pricing"),
        ("company", "Companies"),
        ("plan", "planning"),
        ("kni*", "knitwear"),
    ],
)
def test_stems_mark_the_words_they_came_from(stem: str, text: str) -> None:
    assert marked(f"all {text} here", [stem]) == [text]


def test_a_stem_marks_no_part_of_a_word() -> None:
    assert marked("careful cars in a car, T恤car店", ["car"]) == ["cars", "car", "car"]


def test_phrases_take_hyphens() -> None:
    assert marked("an online-shop, online  shops", ["online shop"]) == ["online-shop", "online  shops"]


def test_no_terms_mark_nothing() -> None:
    assert mark("毛衫", []) == [("毛衫", False)]
    assert mark("", ["毛衫"]) == []


@given(st.text(), st.lists(st.text(max_size=4), max_size=4))
def test_pieces_join_to_the_text(text: str, terms: list[str]) -> None:
    assert "".join(piece for piece, _ in mark(text, terms)) == text


def test_a_snippet_begins_near_the_word() -> None:
    pieces = snippet(LONG, ["毛衫"], width=60)
    said = "".join(piece for piece, _ in pieces)
    assert ("毛衫", True) in pieces
    assert said.startswith("…濮院的毛衫")
    assert len(said) <= 62


def test_a_snippet_of_english_keeps_words_whole() -> None:
    text = "nothing of interest here " * 20 + "at last a sweater appears " + "and again nothing " * 20
    words = "".join(piece for piece, _ in snippet(text, ["sweater"])).strip("…").split()
    assert set(words[:-1]) <= set(text.split())


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("毛衫", ["毛衫"]) == [("毛衫", True)]


@pytest.mark.parametrize("typed", ["maoshan", "ms", "毛杉", "knitwear"])
def test_pinyin_marks_the_word_it_stands_for(engine: WhooshEngine, typed: str) -> None:
    assert ("毛衫", True) in mark("濮院毛衫小单工坊", engine.search(Query(typed)).terms)
