"""What every kind of suggestion promises, on random villages."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Learner, Recommender, Suggestion, why_not
from tests.matching.makers import learners, pools

Pools = dict[str, list[Any]]
KINDS = ["projects", "mentors", "courses"]
every_kind = pytest.mark.parametrize("kind", KINDS)
village = settings(max_examples=20, deadline=None)


def suggest(kind: str, learner: Learner, pools: Pools, n: int = 10) -> tuple[Suggestion, ...]:
    answer: tuple[Suggestion, ...] = getattr(Recommender().fit(**pools), f"suggest_{kind}")(learner, n)
    return answer


@every_kind
@village
@given(learners, pools)
def test_scores_lie_between_zero_and_one_and_fall(kind: str, learner: Learner, pools: Pools) -> None:
    ranked = [(-suggestion.score, suggestion.id) for suggestion in suggest(kind, learner, pools)]
    assert ranked == sorted(ranked)
    assert all(0 <= -score <= 1 for score, _ in ranked)


@every_kind
@village
@given(learners, pools)
def test_reasons_add_up_to_the_score(kind: str, learner: Learner, pools: Pools) -> None:
    for suggestion in suggest(kind, learner, pools):
        added = suggestion.base + sum(reason.contribution for reason in suggestion.reasons)
        assert added == pytest.approx(suggestion.score, abs=1e-12)
        assert all(0 <= reason.value <= 1 for reason in suggestion.reasons)


@every_kind
@village
@given(learners, pools, st.randoms(use_true_random=False))
def test_the_order_of_input_is_irrelevant(kind: str, learner: Learner, pools: Pools, chance: Any) -> None:
    shuffled = {name: chance.sample(pool, len(pool)) for name, pool in pools.items()}
    assert suggest(kind, learner, shuffled) == suggest(kind, learner, pools)


@every_kind
@village
@given(learners, pools)
def test_exactly_what_no_constraint_closes_is_suggested(kind: str, learner: Learner, pools: Pools) -> None:
    allowed = {item.id for item in pools[kind] if why_not(learner, item) is None}
    assert {suggestion.id for suggestion in suggest(kind, learner, pools)} == allowed


@village
@given(learners, pools)
def test_a_full_conflicted_or_unwilling_mentor_is_never_suggested(learner: Learner, pools: Pools) -> None:
    full = {mentor.id for mentor in pools["mentors"] if not mentor.seats_free}
    shown = {suggestion.id for suggestion in suggest("mentors", learner, pools)}
    assert not shown & (full | learner.conflicts | learner.declined)


@every_kind
@village
@given(learners, pools)
def test_input_is_untouched_and_the_answer_repeats(kind: str, learner: Learner, pools: Pools) -> None:
    before = deepcopy((learner, pools))
    assert suggest(kind, learner, pools) == suggest(kind, learner, pools)
    assert (learner, pools) == before


@every_kind
@village
@given(learners, pools)
def test_fewer_are_the_head_of_more(kind: str, learner: Learner, pools: Pools) -> None:
    assert suggest(kind, learner, pools, n=2) == suggest(kind, learner, pools)[:2]


@pytest.mark.parametrize("kind", ["mentors", "courses"])
@village
@given(learners, pools)
def test_closing_one_more_need_never_lowers_the_score(kind: str, learner: Learner, pools: Pools) -> None:
    for suggestion in suggest(kind, learner, pools):
        for gap in suggestion.gaps[:1]:
            able = [
                replace(item, skills={**item.skills, gap.skill: gap.wanted}) if item.id == suggestion.id else item for item in pools[kind]
            ]
            scores = {better.id: better.score for better in suggest(kind, learner, {**pools, kind: able})}
            assert scores[suggestion.id] >= suggestion.score - 1e-12


@village
@given(learners.filter(lambda learner: bool(learner.skills)), pools)
def test_learning_a_wanted_skill_never_lowers_a_project(learner: Learner, pools: Pools) -> None:
    for suggestion in suggest("projects", learner, pools):
        for gap in suggestion.gaps[:1]:
            skilled = replace(learner, skills={**learner.skills, gap.skill: gap.wanted})
            scores = {better.id: better.score for better in suggest("projects", skilled, pools)}
            assert scores[suggestion.id] >= suggestion.score - 1e-12


@every_kind
def test_empty_pools_give_nothing(kind: str) -> None:
    assert suggest(kind, Learner(1, "毛衫"), {}) == ()


@every_kind
@village
@given(pools)
def test_a_learner_who_has_said_nothing_still_gets_suggestions(kind: str, pools: Pools) -> None:
    for suggestion in suggest(kind, Learner(1), pools):
        neutral = [reason for reason in suggestion.reasons if reason.part in {"topic", "skills", "sector"}]
        assert all(reason.value == 0.5 and not reason.facts for reason in neutral)
