import numpy as np
import pytest

from matching.topics import Topics

SHELF = ["毛衫 工坊", "西塘 民宿"]


def test_a_kind_without_texts_has_no_cosines() -> None:
    topics = Topics().fit({"project": SHELF, "mentor": []})
    row = topics.row("毛衫")
    assert row is not None
    assert topics.cosines(row, "mentor").shape == (0,)
    assert topics.cosines(row, "course").shape == (0,)


def test_only_texts_that_share_a_word_are_alike() -> None:
    topics = Topics().fit({"project": SHELF})
    row = topics.row("毛衫 工坊")
    assert row is not None
    assert topics.cosines(row, "project") == pytest.approx([1.0, 0.0])


def test_a_text_without_a_known_word_has_no_row() -> None:
    assert Topics().fit({"project": SHELF}).row("陶艺") is None
    assert Topics().fit({"project": ["的", ""]}).row("毛衫") is None


def test_a_vocabulary_learnt_before_takes_the_place_of_the_weights_here() -> None:
    topics = Topics({"毛衫": 7.0}).fit({"project": SHELF})
    weights = dict(zip(topics.words_.tolist(), topics.idf_.tolist(), strict=True))
    assert weights["毛衫"] == 7.0
    assert weights["民宿"] == pytest.approx(1 + np.log(3 / 2))
