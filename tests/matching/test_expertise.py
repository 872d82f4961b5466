"""What holds for expertise read from texts, whatever the texts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from matching import ExpertiseModel
from seeds.content import library_entries

CORPUS = [
    "毛衫 针织 横机 打样 knitwear sweater",
    "毛衫 羊毛 成本核算 knitwear wool costing",
    "民宿 西塘 早餐 homestay breakfast",
    "民宿 客房 装修 成本核算 homestay rooms costing",
    "直播 电商 毛衫 selling knitwear online",
    "直播 电商 民宿 selling rooms online",
]
WORDS = sorted({word for text in CORPUS for word in text.split()})

texts = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
people = st.lists(st.lists(texts, max_size=4), max_size=4)
items = st.lists(texts, max_size=4)
unhurried = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def model() -> ExpertiseModel:
    return ExpertiseModel().fit(CORPUS)


@unhurried
@given(st.lists(texts, max_size=6), people, items)
def test_scores_are_between_0_and_1(corpus: list[str], people: list[list[str]], items: list[str]) -> None:
    scores = ExpertiseModel().fit(corpus).score(people, items)
    assert scores.shape == (len(people), len(items))
    assert ((scores >= 0) & (scores <= 1)).all()


@unhurried
@given(people, items, st.randoms(use_true_random=False))
def test_no_order_matters(model: ExpertiseModel, people: list[list[str]], items: list[str], chance) -> None:  # type: ignore[no-untyped-def]
    rows, columns = chance.sample(range(len(people)), len(people)), chance.sample(range(len(items)), len(items))
    moved = [chance.sample(people[row], len(people[row])) for row in rows]
    scores = model.score(moved, [items[column] for column in columns])
    assert_allclose(scores, model.score(people, items)[np.ix_(rows, columns)], atol=1e-12)


@unhurried
@given(st.lists(texts, max_size=6), st.randoms(use_true_random=False))
def test_order_of_the_corpus_does_not_matter(corpus: list[str], chance) -> None:  # type: ignore[no-untyped-def]
    one, other = ExpertiseModel().fit(corpus), ExpertiseModel().fit(chance.sample(corpus, len(corpus)))
    assert one.axes_.tobytes() == other.axes_.tobytes()


@unhurried
@given(people, items)
def test_a_person_is_judged_alone(model: ExpertiseModel, people: list[list[str]], items: list[str]) -> None:
    alone = [model.score([person], [item])[0, 0] for person in people for item in items]
    assert_allclose(model.score(people, items).ravel(), alone, atol=1e-12)


@unhurried
@given(people, items)
def test_what_says_nothing_changes_nothing(model: ExpertiseModel, people: list[list[str]], items: list[str]) -> None:
    padded = [[*person, "", "  ,。", "zyzzyva"] for person in people]
    assert_allclose(model.score(padded, items), model.score(people, items), atol=1e-12)


@unhurried
@given(people, items)
def test_input_stays_as_it_was(model: ExpertiseModel, people: list[list[str]], items: list[str]) -> None:
    before = [list(person) for person in people], list(items)
    model.score(people, items)
    assert (people, items) == before


def test_the_nearer_person_scores_higher(model: ExpertiseModel) -> None:
    knitter, host = model.score([["横机打样", "毛衫成本核算"], ["西塘民宿"]], ["羊毛毛衫", "民宿早餐"])
    assert knitter[0] > host[0]
    assert knitter[1] < host[1]


def test_without_documents_or_known_words_the_score_is_0(model: ExpertiseModel) -> None:
    assert not model.score([[], [""], ["zyzzyva"]], ["毛衫"]).any()
    assert not model.score([["毛衫"]], ["", "zyzzyva"]).any()


@pytest.mark.parametrize("corpus", [[], [""], ["毛衫"], ["毛衫", "毛衫"]])
def test_a_poor_corpus_still_knows_its_words(corpus: list[str]) -> None:
    assert ExpertiseModel().fit(corpus).score([["毛衫"]], ["毛衫"])[0, 0] == pytest.approx(1 / 1.3 if "毛衫" in corpus else 0)


def test_languages_meet_through_texts_in_both() -> None:
    entries = library_entries()
    model = ExpertiseModel().fit([f"{one['detail_zh']} {one['detail_en']}" for one in entries])
    asked = entries[::15]
    scores = model.score([[one["summary_zh"]] for one in asked], [one["summary_en"] for one in asked])
    right = (scores.argmax(axis=1) == np.arange(len(asked))).mean()
    assert right > 0.5, "chance is one in thirty"


def test_fitting_again_gives_the_same() -> None:
    corpus = [one["summary_en"] for one in library_entries()]
    one, other = ExpertiseModel(random_state=3).fit(corpus), ExpertiseModel(random_state=3).fit(corpus)
    assert one.axes_.tobytes() == other.axes_.tobytes()
