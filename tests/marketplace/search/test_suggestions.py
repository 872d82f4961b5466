"""As one types."""

import pytest

from marketplace.search import SearchEngine, Suggestion

KNITWEAR = Suggestion("濮院毛衫小单工坊", "project", 1)


@pytest.mark.parametrize(
    "prefix",
    ["濮", "濮院毛", "毛衫小", "puyuan", "puyuanmao", "maoshanx", "pyms", "msxd", "PUYUAN mao"],
)
def test_titles_are_found_by_characters_pinyin_and_initials(engine: SearchEngine, prefix: str) -> None:
    assert KNITWEAR in engine.suggest(prefix)


def test_tags_come_first_and_have_no_id(engine: SearchEngine) -> None:
    assert engine.suggest("wangd")[0] == Suggestion("网店", "tag", None)


def test_english_titles_by_any_word(engine: SearchEngine) -> None:
    assert Suggestion("Rooftop solar inspection", "project", 8) in engine.suggest("insp")


def test_beginnings_come_before_the_middle(engine: SearchEngine) -> None:
    texts = [each.text for each in engine.suggest("毛", limit=20) if each.kind == "project"]
    assert texts == ["毛衫织补与改色", "濮院毛衫小单工坊"]


def test_each_thing_is_suggested_once_and_not_too_many(engine: SearchEngine) -> None:
    found = engine.suggest("m", limit=5)
    assert len(found) == len(set(found)) == 5


@pytest.mark.parametrize("prefix", ["", "  ", "，"])
def test_nothing_typed_suggests_nothing(engine: SearchEngine, prefix: str) -> None:
    assert engine.suggest(prefix) == ()
