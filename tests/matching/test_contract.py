"""What every recommender promises for every kind of suggestion, on random villages."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Kind, Learner, Recommender, Suggestion, main_reasons, why_not
from tests.matching.makers import course, learners, mentor, pools, project
from tests.matching.variants import VARIANTS, Pools, Variant

KINDS: tuple[Kind, ...] = get_args(Kind)
POOL = {"project": "projects", "mentor": "mentors", "course": "courses"}
every_variant = pytest.mark.parametrize("fitted", VARIANTS.values(), ids=VARIANTS.keys())
# Drawing a village costs five times what the recommender needs for it: few are drawn, and all kinds are asked on each.
village = settings(max_examples=8, deadline=None)


def suggest(city: Recommender, kind: Kind, learner: Learner, n: int = 10) -> tuple[Suggestion, ...]:
    answer: tuple[Suggestion, ...] = getattr(city, f"suggest_{kind}s")(learner, n)
    return answer


def suggestions(city: Recommender, learner: Learner) -> Iterator[Suggestion]:
    for kind in KINDS:
        yield from suggest(city, kind, learner)


def score_of(city: Recommender, kind: Kind, learner: Learner, number: int, project_id: int | None = None) -> float:
    found = city.explain(learner, kind, number, project_id)
    assert found is not None
    return found.score


@every_variant
@village
@given(learners, pools)
def test_scores_lie_between_zero_and_one_and_fall(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city = fitted(pools)
    for kind in KINDS:
        ranked = [(-suggestion.score, suggestion.id) for suggestion in suggest(city, kind, learner)]
        assert ranked == sorted(ranked)
        assert all(0 <= -score <= 1 for score, _ in ranked)


@every_variant
@village
@given(learners, pools)
def test_base_and_reasons_add_up_to_the_score(fitted: Variant, learner: Learner, pools: Pools) -> None:
    for suggestion in suggestions(fitted(pools), learner):
        added = suggestion.base + sum(reason.contribution for reason in suggestion.reasons)
        assert added == pytest.approx(suggestion.score, abs=1e-12)
        assert all(0 <= reason.value <= 1 for reason in suggestion.reasons)


@every_variant
@village
@given(learners, pools, st.randoms(use_true_random=False))
def test_the_order_of_input_is_irrelevant(fitted: Variant, learner: Learner, pools: Pools, chance: Any) -> None:
    shuffled = {name: chance.sample(pool, len(pool)) for name, pool in pools.items()}
    assert list(suggestions(fitted(shuffled), learner)) == list(suggestions(fitted(pools), learner))


@every_variant
@village
@given(learners, pools)
def test_exactly_what_no_constraint_closes_is_suggested(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city = fitted(pools)
    for kind in KINDS:
        allowed = {item.id for item in pools[POOL[kind]] if why_not(learner, item) is None}
        assert {suggestion.id for suggestion in suggest(city, kind, learner)} == allowed


@every_variant
@village
@given(learners, pools)
def test_nobody_is_led_to_a_full_conflicted_or_unwilling_mentor(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city = fitted(pools)
    closed = {mentor.id for mentor in pools["mentors"] if not mentor.seats_free} | learner.conflicts | learner.declined
    named = {triad.mentor_id for triad in city.suggest_triads(learner)}
    named |= {number for project in city.projects_ for closure in city.path(learner, project).closures for number in closure.mentor_ids}
    assert not closed & (named | {suggestion.id for suggestion in suggest(city, "mentor", learner)})


@every_variant
@village
@given(learners, pools)
def test_input_is_untouched_and_the_answer_repeats(fitted: Variant, learner: Learner, pools: Pools) -> None:
    before = deepcopy((learner, pools))
    city = fitted(pools)
    once = list(suggestions(city, learner))
    assert list(suggestions(city, learner)) == once
    assert list(suggestions(fitted(pools), learner)) == once
    assert (learner, pools) == before


@every_variant
@village
@given(learners, pools)
def test_fewer_are_the_head_of_more(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city = fitted(pools)
    for kind in KINDS:
        assert suggest(city, kind, learner, n=2) == suggest(city, kind, learner)[:2]


@every_variant
@village
@given(learners, pools)
def test_ranking_many_is_suggesting_to_each(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city, nobody = fitted(pools), Learner(2)
    for kind in KINDS:
        ids, scores = city.rank(kind, [learner, nobody], n=3)
        for place, one in enumerate([learner, nobody]):
            alone = suggest(city, kind, one, n=3)
            assert ids[place].tolist() == [found.id for found in alone] + [-1] * (3 - len(alone))
            assert scores[place].tolist() == pytest.approx([found.score for found in alone] + [0.0] * (3 - len(alone)), abs=1e-12)


@every_variant
@village
@given(learners, pools)
def test_one_pair_is_explained_as_it_stands_in_the_list(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city = fitted(pools)
    for suggestion in suggestions(city, learner):
        assert city.explain(learner, suggestion.kind, suggestion.id) == suggestion


@every_variant
@village
@given(learners, pools)
def test_closing_one_more_need_never_lowers_the_score(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city = fitted(pools)
    for suggestion in [*suggest(city, "mentor", learner, n=2), *suggest(city, "course", learner, n=2)]:
        for gap in suggestion.gaps[:1]:
            kind = POOL[suggestion.kind]
            able = {
                item.id: replace(item, skills={**item.skills, gap.skill: gap.wanted}) if item.id == suggestion.id else item
                for item in pools[kind]
            }
            better = fitted({**pools, kind: list(able.values())})
            assert score_of(better, suggestion.kind, learner, suggestion.id) >= suggestion.score - 1e-12


@every_variant
@village
@given(learners.filter(lambda learner: bool(learner.skills)), pools)
def test_learning_a_wanted_skill_never_lowers_a_project(fitted: Variant, learner: Learner, pools: Pools) -> None:
    city = fitted(pools)
    for suggestion in suggest(city, "project", learner):
        for gap in suggestion.gaps[:1]:
            skilled = replace(learner, skills={**learner.skills, gap.skill: gap.wanted})
            assert score_of(city, "project", skilled, suggestion.id) >= suggestion.score - 1e-12


@every_variant
@village
@given(pools)
def test_a_learner_who_has_said_nothing_still_gets_suggestions(fitted: Variant, pools: Pools) -> None:
    for suggestion in suggestions(fitted(pools), Learner(1)):
        neutral = [reason for reason in suggestion.reasons if reason.part in {"topic", "skills", "sector", "together"}]
        assert all(reason.value == 0.5 and not reason.facts for reason in neutral)


@every_variant
def test_empty_pools_give_nothing(fitted: Variant) -> None:
    city = fitted({})
    assert list(suggestions(city, Learner(1, "毛衫"))) == []
    assert city.suggest_triads(Learner(1, "毛衫")) == ()


LIN = Learner(
    1,
    "毛衫",
    {"SK902": 3, "SK401": 1},
    frozenset({"JX05"}),
    "330483",
    60_000,
    20,
    groups=frozenset({"LG.GRAD"}),
    favourites=frozenset({1}),
)
SAYS = {"text": "毛衫 工坊", "sectors": frozenset({"JX05"})}
VILLAGE: Pools = {
    "projects": [
        project(1, skills={"SK902": 3, "SK401": 3}, text="毛衫 工坊", capital_min=90_000),
        project(2, skills={"SK902": 3, "SK401": 3}, regions=frozenset({"330483"}), hours=10, groups=LIN.groups, capital_min=40_000, **SAYS),
        project(3, text="民宿", skills={"SK707": 3}, online=True, hours=60, sectors=frozenset({"JX27"})),
    ],
    "mentors": [
        mentor(2, skills={"SK401": 4}, region="330483", accepted=3, answered=3, **SAYS),
        mentor(3, text="民宿", skills={"SK707": 4}, online=True, sectors=frozenset({"JX27"})),
    ],
    "courses": [
        course(2, skills={"SK401": 3}, region="330483", hours=10, groups=LIN.groups, **SAYS),
        course(3, text="民宿", online=True, hours=60, sectors=frozenset({"JX27"})),
    ],
}
# What a reason names, taken away: from what the learner says.
WITHOUT: dict[str, dict[str, Any]] = {
    "topic": {"text": "民宿"},
    "sector": {"sectors": frozenset({"JX27"})},
    "region": {"region": ""},
    "hours": {"hours": None},
    "capital": {"capital": None},
    "group": {"groups": frozenset()},
    "skills": {"skills": {"SK801": 3}},
}
SAID = [("project", part) for part in WITHOUT]
SAID += [(kind, part) for kind in ("mentor", "course") for part in ("topic", "sector", "region")]
SAID += [("course", "hours"), ("course", "group")]


@every_variant
@pytest.mark.parametrize(("kind", "part"), SAID)
def test_without_what_a_reason_names_the_score_is_lower(fitted: Variant, kind: Kind, part: str) -> None:
    city = fitted(VILLAGE)
    before = city.explain(LIN, kind, 2, project_id=2)
    assert before is not None
    weight = next(reason.weight for reason in before.reasons if reason.part == part)
    assert (part in {reason.part for reason in main_reasons(before, n=99)}) == (weight > 0)
    after = score_of(city, kind, replace(LIN, **WITHOUT[part]), 2, project_id=2)
    assert after < before.score if weight else after == before.score


@every_variant
@pytest.mark.parametrize("kind", ["mentor", "course"])
def test_who_no_longer_teaches_what_is_missing_scores_lower(fitted: Variant, kind: Kind) -> None:
    before = fitted(VILLAGE).explain(LIN, kind, 2, project_id=2)
    assert before is not None
    assert "skills" in {reason.part for reason in main_reasons(before, n=99)}
    forgetful = [replace(item, skills={}) if item.id == 2 else item for item in VILLAGE[POOL[kind]]]
    assert score_of(fitted({**VILLAGE, POOL[kind]: forgetful}), kind, LIN, 2, project_id=2) < before.score


@every_variant
def test_a_longer_queue_lowers_a_mentor(fitted: Variant) -> None:
    before = score_of(fitted(VILLAGE), "mentor", LIN, 2, project_id=2)
    crowded = [replace(item, pending=4) for item in VILLAGE["mentors"]]
    assert score_of(fitted({**VILLAGE, "mentors": crowded}), "mentor", LIN, 2, project_id=2) == pytest.approx(before * 2 / 5)


def test_what_was_kept_together_counts_while_it_is_kept() -> None:
    city = VARIANTS["kept"](VILLAGE)
    before = city.explain(LIN, "project", 2)
    assert before is not None
    together = next(reason for reason in before.reasons if reason.part == "together")
    assert together.value == 1.0
    assert score_of(city, "project", replace(LIN, favourites=frozenset()), 2) < before.score
