import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from matching.text import add_words, segment, with_ing


def test_cuts_chinese_and_english_together() -> None:
    assert segment("濮院毛衫 and e-commerce") == ["濮院", "毛衫", "commerce", "e-commerce"]


def test_whole_gives_each_word_once() -> None:
    assert segment("e-commerce", whole=True) == ["e-commerce"]


def test_search_mode_adds_the_words_inside_a_word() -> None:
    assert set(segment("中华人民共和国", whole=True)) < set(segment("中华人民共和国"))


def test_plurals_and_ing_forms_agree() -> None:
    pairs = [("sweaters", "sweater"), ("companies", "company"), ("classes", "class"), ("boxes", "box")]
    pairs += [("marketing", "market"), ("pricing", "prices"), ("planning", "plan"), ("selling", "sell")]
    assert [segment(one) for one, _ in pairs] == [segment(other) for _, other in pairs]


def test_leaves_words_that_only_look_like_forms() -> None:
    assert segment("business spring thing bus analysis") == ["business", "spring", "thing", "bus", "analysis"]


def test_folds_width_case_and_thousands() -> None:
    assert segment("ＡＢＣ 15,000 元") == ["abc", "15000", "元"]


def test_drops_stop_words_and_punctuation() -> None:
    assert segment("的、了和 the AND of, ... ___") == []


def test_added_words_stay_whole_and_adding_again_changes_nothing() -> None:
    # In a process of its own, because the dictionary belongs to the process.
    code = (
        "from matching.text import add_words, segment\n"
        "before = segment('社区助餐点', whole=True)\n"
        "add_words(['助餐点', '']); once = segment('社区助餐点开张了')\n"
        "add_words(['助餐点']); assert segment('社区助餐点开张了') == once\n"
        "assert '助餐点' in once and '助餐点' not in before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_adding_known_words_is_harmless() -> None:
    before = segment("电商直播")
    add_words(["电商", "直播"])
    assert segment("电商直播") == before


@given(st.text(max_size=60))
def test_never_gives_an_empty_or_upper_case_word(text: str) -> None:
    assert all(word and word == word.lower() for word in segment(text))


def test_the_forms_in_ing_come_back_to_their_stem() -> None:
    assert [with_ing(stem)[-1] for stem in ("sew", "cut", "price")] == ["sewing", "cutting", "pricing"]
    assert all(segment(form) == ["wed"] for form in with_ing("wed"))
    assert with_ing("毛衫") == ()
