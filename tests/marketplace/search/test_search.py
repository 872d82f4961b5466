"""What somebody types, and what they find."""

import pytest

from marketplace.search import Query, SearchEngine

KNITWEAR, MENDING = ("project", 1), ("project", 2)


@pytest.mark.parametrize(
    "text",
    ["毛衫", "maoshan", "ms", "knitwear", "毛杉", "mao shan", "ＫＮＩＴＷＥＡＲ", "小单快反"],
)
def test_many_spellings_find_the_knitwear_workshop(engine: SearchEngine, text: str) -> None:
    assert KNITWEAR in engine.search(Query(text)).ids


def test_the_title_counts_more_than_the_body(engine: SearchEngine) -> None:
    assert engine.search(Query("毛衫")).ids[0] == KNITWEAR


def test_all_words_must_be_there(engine: SearchEngine) -> None:
    assert engine.search(Query("毛衫 织补")).ids == (MENDING,)


def test_chinese_and_english_go_together(engine: SearchEngine) -> None:
    assert engine.search(Query("毛衫 workshop", frozenset({"project"}))).ids == (KNITWEAR,)


def test_pinyin_of_two_words_searches_both(engine: SearchEngine) -> None:
    assert engine.search(Query("maoshan wangdian")).ids == (("mentor", 1),)
    assert engine.search(Query("maoshanwangdian")).ids == (("mentor", 1),)


@pytest.mark.parametrize(("begun", "found"), [("knitw", KNITWEAR), ("杭白", ("project", 7)), ("maosh", KNITWEAR)])
def test_the_last_word_may_be_unfinished(engine: SearchEngine, begun: str, found: tuple[str, int]) -> None:
    hits = engine.search(Query(begun))
    assert found in hits.ids
    assert hits.widening is None


def test_only_the_last_word_may_be_unfinished(engine: SearchEngine) -> None:
    assert engine.search(Query("knitw workshop")).widening is not None
    assert engine.search(Query("workshop knitw")).widening is None


def test_a_short_english_word_is_not_a_beginning(engine: SearchEngine) -> None:
    assert ("project", 4) not in engine.search(Query("AI")).ids


def test_plural_and_singular_agree(engine: SearchEngine) -> None:
    assert engine.search(Query("homestays")).ids == engine.search(Query("homestay")).ids


def test_synonyms_reach_across_languages(engine: SearchEngine) -> None:
    assert KNITWEAR in engine.search(Query("sweater")).ids
    assert ("project", 6) in engine.search(Query("民宿")).ids
    assert ("project", 5) in engine.search(Query("b&b")).ids


def test_a_word_itself_comes_before_its_synonyms(engine: SearchEngine) -> None:
    ids = engine.search(Query("民宿", frozenset({"project"}))).ids
    assert ids.index(("project", 5)) < ids.index(("project", 6))


def test_a_phrase_is_a_synonym(engine: SearchEngine) -> None:
    assert ("course", 2) in engine.search(Query("online shop")).ids
    assert ("project", 9) in engine.search(Query("e-commerce")).ids


def test_no_text_lists_everything(engine: SearchEngine) -> None:
    hits = engine.search(Query(limit=7))
    assert (hits.total, len(hits.ids), hits.kinds) == (30, 7, {"project": 20, "mentor": 5, "course": 5})


def test_pages_join_to_the_whole(engine: SearchEngine) -> None:
    whole = engine.search(Query("嘉兴", limit=100)).ids
    pages = [engine.search(Query("嘉兴", offset=start, limit=7)).ids for start in range(0, 35, 7)]
    assert sum(pages, ()) == whole
    assert len(set(whole)) == 30


def test_numbers_sort_up_and_down_with_unknown_last(engine: SearchEngine) -> None:
    assert engine.search(Query(sort="capital")).ids[0] == ("project", 16)
    down = engine.search(Query(sort="-capital", limit=30)).ids
    assert down[0] == ("project", 13)
    assert {kind for kind, _ in down[20:]} == {"mentor", "course"}


def test_scores_fall_along_the_page(engine: SearchEngine) -> None:
    hits = engine.search(Query("毛衫"))
    assert list(hits.scores) == sorted(hits.scores, reverse=True)
    assert len(hits.scores) == len(hits.ids)


@pytest.mark.parametrize("text", ["'\"()*?:~^", "%", "AND OR NOT", "a" * 5000, "𠮷野家", "\x00", "毛" * 300, "  "])
def test_no_text_is_an_error(engine: SearchEngine, text: str) -> None:
    assert engine.search(Query(text)).total >= 0
    assert len(engine.suggest(text)) <= 8
