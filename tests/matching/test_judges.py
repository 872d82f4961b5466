"""Drawing judges: promises as properties, and the best balance by brute force."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import TooFewJudges, UnconnectedPanels, assign_judges
from matching.links import parts_of

Pair = tuple[int, int]


@st.composite
def draws(draw: st.DrawFn) -> tuple[list[int], list[int], set[Pair], int, int]:
    """Entries, judges, conflicts, per entry, seed."""
    entries, judges = list(range(1, draw(st.integers(1, 7)) + 1)), list(range(11, draw(st.integers(1, 6)) + 11))
    conflicts = draw(st.sets(st.tuples(st.sampled_from(entries), st.sampled_from(judges)), max_size=8))
    return entries, judges, conflicts, draw(st.integers(1, 3)), draw(st.integers(0, 5))


@settings(max_examples=40, deadline=None)
@given(draws())
def test_every_entry_has_its_judges_and_all_are_linked(case: tuple[list[int], list[int], set[Pair], int, int]) -> None:
    entries, judges, conflicts, per_entry, seed = case
    try:
        plan = assign_judges(entries, judges, conflicts, per_entry, seed)
    except (TooFewJudges, UnconnectedPanels):
        return
    assert not set(plan.pairs) & conflicts
    assert len(set(plan.pairs)) == len(plan.pairs)
    plain = Counter(entry for entry, _ in set(plan.pairs) - set(plan.extra))
    assert plain == dict.fromkeys(entries, per_entry)
    assert len(parts_of(plan.pairs)) == 1
    assert dict(plan.loads) == {judge: sum(judge == one for _, one in plan.pairs) for judge in judges}


@settings(max_examples=30, deadline=None)
@given(draws())
def test_loads_are_as_equal_as_they_can_be(case: tuple[list[int], list[int], set[Pair], int, int]) -> None:
    entries, judges, conflicts, per_entry, seed = case
    entries, judges, per_entry = entries[:4], judges[:4], min(per_entry, 2)
    able = [[judge for judge in judges if (entry, judge) not in conflicts] for entry in entries]
    try:
        plan = assign_judges(entries, judges, conflicts, per_entry, seed)
    except (TooFewJudges, UnconnectedPanels):
        return
    if plan.extra:
        return
    choices = product(*(combinations(one, per_entry) for one in able))
    best = min(sum(n * n for n in Counter(judge for chosen in choice for judge in chosen).values()) for choice in choices)
    assert sum(n * n for n in plan.loads.values()) == best


@settings(max_examples=40, deadline=None)
@given(draws(), st.randoms())
def test_the_same_seed_gives_the_same_plan_in_any_order(case: tuple[list[int], list[int], set[Pair], int, int], chance: object) -> None:
    entries, judges, conflicts, per_entry, seed = case
    try:
        plan = assign_judges(entries, judges, conflicts, per_entry, seed)
    except (TooFewJudges, UnconnectedPanels):
        return
    mixed = [chance.sample(one, len(one)) for one in (entries, judges)]  # type: ignore[attr-defined]
    before = [list(one) for one in mixed]
    assert assign_judges(*mixed, sorted(conflicts, reverse=True), per_entry, seed) == plan
    assert mixed == before


def test_another_seed_gives_another_plan() -> None:
    assert len({assign_judges(range(20), range(6), (), 3, seed).pairs for seed in range(5)}) == 5


def test_a_contest_of_sixty() -> None:
    plan = assign_judges(range(60), range(10), (), 3, 1)
    assert set(plan.loads.values()) == {18}
    shared = {pair for entry in range(60) for pair in combinations([j for e, j in plan.pairs if e == entry], 2)}
    assert len(shared) == 45
    assert plan.connectivity > 20


def test_entries_without_enough_free_judges_are_named() -> None:
    with pytest.raises(TooFewJudges, match="entries 2, 3") as refused:
        assign_judges([3, 1, 2], [11, 12], [(2, 11), (3, 12)], 2, 0)
    assert refused.value.entry_ids == (2, 3)


def test_every_entry_needs_a_judge() -> None:
    with pytest.raises(ValueError, match="needs a judge"):
        assign_judges([1], [11], [], 0, 0)


def test_an_exchange_links_what_fell_apart() -> None:
    conflicts = [(1, 11), (2, 13), (2, 14), (2, 15), (2, 16), (3, 16), (4, 11), (4, 12), (4, 14), (5, 11), (5, 13), (6, 11), (6, 14)]
    plan = assign_judges(range(1, 7), range(11, 17), conflicts, 2, 0)
    assert plan.extra == ()
    assert len(parts_of(plan.pairs)) == 1


def test_no_exchange_links_what_has_one_judge_each() -> None:
    kept = [(1, 11), (1, 12), (2, 11), (2, 12), (3, 13), (3, 14), (4, 13), (4, 14)]
    plan = assign_judges([1, 2, 3, 4], [11, 12, 13, 14], [], 2, 0, kept=kept)
    assert set(kept) < set(plan.pairs)
    assert len(plan.extra) == 1


def test_one_judge_each_is_linked_by_as_few_more_as_it_takes() -> None:
    plan = assign_judges([1, 2, 3, 4], [11, 12], [], 1, 0)
    assert len(plan.extra) == 1
    assert len(plan.pairs) == 5


def test_what_conflicts_keep_apart_is_refused() -> None:
    with pytest.raises(UnconnectedPanels):
        assign_judges([1, 2], [11, 12], [(1, 12), (2, 11)], 1, 0)


def test_readings_that_stand_are_kept_and_only_gaps_are_filled() -> None:
    plan = assign_judges(range(6), range(5), (), 3, 1)
    without = [pair for pair in plan.pairs if pair[1] != 4]
    filled = assign_judges(range(6), range(4), (), 3, 2, kept=plan.pairs)
    assert set(without) <= set(filled.pairs)
    assert Counter(entry for entry, _ in filled.pairs) == dict.fromkeys(range(6), 3)


def test_a_kept_reading_in_conflict_is_given_to_another() -> None:
    plan = assign_judges([1, 2], [11, 12, 13], [(1, 11)], 2, 0, kept=[(1, 11), (1, 12)])
    assert (1, 11) not in plan.pairs
    assert {(1, 12), (1, 13)} <= set(plan.pairs)


def test_nobody_and_nothing() -> None:
    assert assign_judges([], [], [], 3, 0).pairs == ()
