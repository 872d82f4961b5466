"""Words, pairs and sounds."""

import pytest

from marketplace.search.synonyms import Synonyms, curated
from marketplace.search.text import (
    bigrams,
    domain_words,
    index_terms,
    pinyin_keys,
    query_terms,
    sound_of,
    synonym_lines,
)


@pytest.mark.parametrize(
    ("word", "keys"),
    [("毛衫", ("maoshan", "ms")), ("重庆", ("chongqing", "cq")), ("AI养老", ("aiyanglao", "ayl"))],
)
def test_pinyin_keys_are_what_people_type(word: str, keys: tuple[str, str]) -> None:
    assert pinyin_keys(word) == keys


def test_a_document_has_the_short_words_too_and_a_query_has_not() -> None:
    assert {"创业", "大学生", "大学生创业园"} <= set(index_terms("大学生创业园"))
    assert query_terms("大学生创业园") == ["大学生创业园"]


@pytest.mark.parametrize("word", ["陪诊师", "大模型", "预制菜", "小单快反", "集成吊顶"])
def test_domain_words_stay_whole(word: str) -> None:
    assert query_terms(f"做{word}的人")[1] == word


def test_each_word_of_a_query_counts_once() -> None:
    assert query_terms("毛衫 毛衫 knitwear Knitwear") == ["毛衫", "knitwear"]


def test_hyphens_are_spaces_and_ampersands_are_not() -> None:
    assert query_terms("small-batch") == ["small", "batch"]
    assert "b&b" in query_terms("a B&B")


def test_pairs_are_neighbours() -> None:
    assert bigrams("毛衫网 an online-shop, open") == ["毛衫", "衫网", "online shop"]


def test_sounds_are_blurred_as_in_the_south() -> None:
    assert sound_of("毛衫").blurred == sound_of("毛桑").blurred
    assert sound_of("毛衫").blurred != sound_of("毛线").blurred


def test_a_word_of_two_groups_has_the_synonyms_of_both() -> None:
    synonyms = Synonyms([("a1", "b1"), ("b1", "c1")])
    assert set(synonyms.of(("b1",))) == {("a1",), ("c1",)}


def test_the_longest_phrase_is_taken() -> None:
    assert curated().spans(("my", "online", "shop")) == [("my",), ("online", "shop")]


def test_the_lists_are_long_enough_and_tidy() -> None:
    words = domain_words()
    assert len(words) >= 300
    assert len(set(words)) == len(words)
    assert len(synonym_lines()) >= 60
    assert all(len(set(line)) == len(line) > 1 or len(line) == 1 for line in synonym_lines())
