from dataclasses import replace
from math import hypot, log

import pytest

from matching import Reason, Recommender, Suggestion, main_reasons
from matching.topics import Topics
from tests.matching.makers import learner, project

SHELF = ["毛衫 工坊 knitwear", "毛衫 网店 直播", "西塘 民宿", "记账 报税"]


def suggestion(*reasons: Reason) -> Suggestion:
    return Suggestion("project", 1, 0.5, reasons, ())


def test_shared_words_sum_to_the_cosine() -> None:
    topics = Topics().fit({"project": SHELF})
    row = topics.row("毛衫 网店 记账")
    assert row is not None
    shares = [topics.shared_words(row, "project", place) for place in range(4)]
    assert [sum(share for _, share in words) for words in shares] == pytest.approx(topics.cosines(row, "project"))
    assert {word for word, _ in shares[1]} == {"毛衫", "网店"}


def test_the_largest_lift_is_said_first() -> None:
    common = Reason("load", 1.0, 0.5, {"seats_free": 2}, usual=0.99)
    special = Reason("sector", 1.0, 0.1, {"sectors": ["JX05"]}, usual=0.1)
    assert main_reasons(suggestion(common, special), n=1) == (special,)


def test_nothing_is_said_without_facts_or_against_the_item() -> None:
    neutral = Reason("region", 0.9, 0.2, {})
    against = Reason("capital", 0.3, 0.2, {"capital": 9, "budget": 8})
    nothing = Reason("topic", 0.0, 0.2, {"words": []})
    assert main_reasons(suggestion(neutral, against, nothing)) == ()


def test_a_part_that_counts_nothing_is_never_a_reason() -> None:
    unheard = Reason("sector", 1.0, 0.0, {"sectors": ["JX05"]}, usual=0.1)
    assert main_reasons(suggestion(unheard)) == ()


def test_the_usual_is_said_when_there_is_nothing_special() -> None:
    usual = Reason("hours", 1.0, 0.1, {"hours": 10}, usual=1.0)
    assert main_reasons(suggestion(usual)) == (usual,)


WANTED = project(
    1,
    text="毛衫 knitwear",
    skills={"SK902": 3, "SK401": 3},
    sectors=frozenset({"JX05"}),
    capital_min=40_000,
    hours=10,
    groups=frozenset({"LG.GRAD"}),
)
LIN = learner(
    text="毛衫 工坊",
    skills={"SK902": 3, "SK801": 2},
    sectors=frozenset({"JX05", "JX24"}),
    capital=60_000,
    hours=20,
    groups=frozenset({"LG.GRAD"}),
)
CITY = Recommender().fit(projects=[WANTED, project(2, text="民宿", skills={"SK707": 3})])


@pytest.mark.parametrize(
    ("part", "without"),
    [
        ("topic", {"text": "工坊"}),
        ("skills", {"skills": {"SK801": 2}}),
        ("sector", {"sectors": frozenset({"JX24"})}),
        ("capital", {"capital": None}),
        ("hours", {"hours": None}),
        ("group", {"groups": frozenset()}),
    ],
)
def test_taking_away_what_a_reason_names_lowers_the_score(part: str, without: dict[str, object]) -> None:
    before = {s.id: s for s in CITY.suggest_projects(LIN)}[1]
    after = {s.id: s for s in CITY.suggest_projects(replace(LIN, **without))}[1]  # type: ignore[arg-type]
    assert part in {reason.part for reason in main_reasons(before, n=9)}
    assert after.score < before.score


def test_words_said_are_words_one_can_read() -> None:
    topics = Topics().fit({"project": ["电商 直播带货 3 元 毛衫"]})
    row = topics.row("直播带货 3 元")
    assert row is not None
    assert not {"3", "元"} & set(topics.telling_words(row, "project", 0))


def test_saying_a_word_again_counts_less_each_time() -> None:
    topics = Topics().fit({"project": ["knit knit knit knit shop"]})
    row = topics.row("shop")
    assert row is not None
    # Sublinear: four times counts 1 + ln 4.
    assert topics.cosines(row, "project") == pytest.approx([1 / hypot(1, 1 + log(4))])
