from collections.abc import Mapping
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Basis, Score, UnconnectedPanels, rank_by_mean, rank_entries
from matching.cutline import cut_line, top_chances
from matching.links import parts_of
from matching.severity import fit_at
from tests.matching.panel_makers import WORKED, Marks, judged_panel, scores, small_panels, table

WEIGHTS = {"idea": 1.0, "market": 3.0}
ONE = {"all": 1.0}


def sheet(entry: int, judge: int, **marks: float) -> list[Score]:
    return [Score(entry, judge, criterion, value) for criterion, value in marks.items()]


def ranks(scores: list[Score], weights: Mapping[str, float] = WEIGHTS) -> list[tuple[int, int]]:
    return [(row.entry_id, row.rank) for row in rank_entries(scores, weights).rows]


def test_a_sheet_weighted_by_hand() -> None:
    (row,) = rank_entries(sheet(7, 1, idea=80, market=60) + sheet(7, 2, idea=90, market=70), WEIGHTS).rows
    assert (row.entry_id, row.rank, row.value, row.mean, row.n_judges) == (7, 1, 70.0, 70.0, 2)
    assert row.spread == pytest.approx(50**0.5)
    assert row.criteria == {"idea": 85, "market": 65}


def test_one_judge_has_no_spread_and_no_error() -> None:
    (row,) = rank_entries(sheet(1, 1, idea=80, market=60), WEIGHTS).rows
    assert (row.spread, row.error, row.top_chance) == (None, None, None)


def test_equal_values_share_a_rank_and_the_next_is_skipped() -> None:
    marks = {1: 70, 2: 80, 3: 80, 4: 60}
    scores = [score for entry, mark in marks.items() for score in sheet(entry, 1, idea=mark, market=mark)]
    assert ranks(scores) == [(2, 1), (3, 1), (1, 3), (4, 4)]


def test_a_tie_survives_rounding() -> None:
    scores = sheet(1, 1, a=0.1) + sheet(1, 2, a=0.2) + sheet(2, 1, a=0.3) + sheet(2, 2, a=0.0)
    assert ranks(scores, {"a": 1.0}) == [(1, 1), (2, 1)]


def test_what_is_equal_as_printed_is_equal() -> None:
    assert ranks(scores({(1, 1): 70.001, (2, 1): 70.0}), ONE) == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("scores", "complaint"),
    [
        (sheet(1, 2, idea=80), "judge 2 on entry 1 lacks market"),
        (sheet(1, 2, idea=80, market=60, looks=1), "unknown criteria: looks"),
        (sheet(1, 2, idea=80, market=60) * 2, "twice"),
        (sheet(1, 2, idea=80, market=float("nan")), "not a number"),
    ],
)
def test_a_bad_sheet_is_refused(scores: list[Score], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        rank_entries(scores, WEIGHTS)


@pytest.mark.parametrize("weights", [{}, {"idea": 0.0}, {"idea": -1.0}])
def test_bad_weights_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="positive weight"):
        rank_entries([], weights)


def test_somebody_must_win() -> None:
    with pytest.raises(ValueError, match="one place"):
        rank_entries([], ONE, places=0)


def test_no_sheets_are_an_empty_ranking() -> None:
    ranking = rank_entries([], ONE, places=2)
    assert (ranking.rows, ranking.judges, ranking.cut) == ((), (), None)


def test_a_strict_panel_does_not_cost_the_place() -> None:
    # By the mean entry 8 is before entry 1; judge 2, who is 9 points stricter than the others, read only entry 1.
    ranking = rank_entries(scores(WORKED), ONE, places=3)
    assert [row.entry_id for row in ranking.rows] == [3, 7, 1, 8, 5, 2, 4, 6]
    assert [row.value for row in ranking.rows] == [87.11, 81.48, 78.90, 73.62, 71.68, 68.72, 64.46, 59.03]
    assert ranking.basis == Basis.corrected
    assert {row.entry_id: row.mean for row in ranking.rows}[1] == pytest.approx(77.666666667)


def test_the_line_between_third_and_fourth() -> None:
    ranking = rank_entries(scores(WORKED), ONE, places=3)
    assert ranking.cut == pytest.approx((78.90 + 73.62) / 2)
    assert [row.entry_id for row in ranking.rows if row.is_near_cut] == []
    assert sum(row.top_chance or 0 for row in ranking.rows) == pytest.approx(3)


def test_entries_within_an_error_of_the_line_are_near_it() -> None:
    ranking = rank_entries(scores(judged_panel(20, 6, 3, 1)), ONE, places=5)
    near = [row.is_near_cut for row in ranking.rows]
    assert near == [abs(row.value - (ranking.cut or 0)) < (row.error or 0) for row in ranking.rows]
    assert any(near)


def test_unlinked_groups_are_not_ranked() -> None:
    with pytest.raises(UnconnectedPanels, match="2 groups") as refused:
        rank_entries(scores({(1, 1): 70, (2, 1): 60, (5, 2): 90}), ONE)
    assert refused.value.parts == (frozenset({1, 2}), frozenset({5}))


def test_where_all_read_all_the_mean_decides() -> None:
    ranking = rank_entries(scores(judged_panel(12, 5, 5, 3)), ONE, places=3)
    assert ranking.basis == Basis.all_by_all
    assert [row.value for row in ranking.rows] == [round(row.mean, 2) for row in ranking.rows]
    assert all(row.error for row in ranking.rows)


def test_without_differences_between_entries_everybody_is_as_likely() -> None:
    ranking = rank_entries(scores({(1, 1): 50, (1, 2): 60, (2, 1): 60, (2, 2): 50, (3, 1): 55, (3, 2): 55}), ONE, places=1)
    assert ranking.basis == Basis.alike
    assert [row.top_chance for row in ranking.rows] == pytest.approx([1 / 3] * 3)


def test_the_same_mark_for_all_is_no_difference() -> None:
    marks = {(entry, judge): 60.0 for entry in range(4) for judge in range(3)}
    ranking = rank_entries(scores(marks), ONE, places=1)
    assert ranking.basis == Basis.alike
    assert {row.rank for row in ranking.rows} == {1}
    assert ranking.cut is None


def test_two_entries_have_the_chance_of_a_normal_difference() -> None:
    marks = {(1, 1): 70.0, (2, 1): 66.0, (1, 2): 65.0, (2, 2): 68.0, (1, 3): 60.0}
    sheets, fit = table(marks), fit_at(table(marks), 1.0, 0.5)
    pulled = fit.shares[:, None] * sheets.read
    cov = fit.noise * (np.diag(fit.shares) + pulled @ fit.spread @ pulled.T)
    sd = float(np.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1]))
    expected = NormalDist().cdf(float(fit.quality[0] - fit.quality[1]) / sd)
    assert top_chances(sheets, fit, 1) == pytest.approx([expected, 1 - expected], abs=0.03)


def test_all_win_where_there_are_enough_places() -> None:
    sheets = table(WORKED)
    assert top_chances(sheets, fit_at(sheets, 1, 1), 8).tolist() == [1.0] * 8
    assert cut_line([3.0, 2.0], 2) is None


def test_the_line_lies_below_all_who_share_the_last_place() -> None:
    assert cut_line([9.0, 8.0, 8.0, 6.0], 2) == 7.0
    assert cut_line([9.0, 8.0, 8.0], 2) is None


@settings(max_examples=25, deadline=None)
@given(small_panels(), st.randoms())
def test_the_order_of_scores_is_irrelevant_and_they_stay_as_they_are(marks: Marks, chance: Any) -> None:
    given_scores = scores(marks)
    before = list(given_scores)
    assert rank_entries(chance.sample(given_scores, len(given_scores)), ONE, 2) == rank_entries(given_scores, ONE, 2)
    assert given_scores == before


@settings(max_examples=25, deadline=None)
@given(small_panels(), st.integers(-30, 30), st.floats(0.25, 4))
def test_another_scale_gives_the_same_order(marks: Marks, shift: int, stretch: float) -> None:
    plain = rank_entries(scores(marks), ONE)
    moved = rank_entries(scores({pair: shift + stretch * mark for pair, mark in marks.items()}), ONE)
    values = {row.entry_id: row.value for row in moved.rows}
    # Two decimals each time, so within a cent of the stretch; the noise of a fit without a rest is floored.
    assert [values[row.entry_id] for row in plain.rows] == pytest.approx([shift + stretch * row.value for row in plain.rows], abs=0.2)


pairs = st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12)


@given(pairs)
def test_parts_are_those_of_a_walk(links: set[tuple[int, int]]) -> None:
    reach = {entry: {entry} for entry, _ in links}
    for _ in range(6):
        for reached in reach.values():
            reached |= {e for other in reached for x, judge in links if x == other for e, j in links if j == judge}
    assert set(parts_of(links)) == {frozenset(part) for part in reach.values()}


def test_the_correction_finds_more_of_the_best_than_the_mean() -> None:
    """60 entries, 10 judges, 3 for each, strict and mild ones: the better places by the invented worth, over 12 panels."""
    found = {"value": 0, "mean": 0}
    for seed in range(12):
        worth = 8 * np.random.default_rng(seed).standard_normal(60)
        best = set(np.argsort(-worth)[:10].tolist())
        rows = rank_entries(scores(judged_panel(60, 10, 3, seed)), ONE).rows
        for by in found:
            chosen = sorted(rows, key=lambda row: -getattr(row, by))[:10]
            found[by] += len(best & {row.entry_id for row in chosen})
    assert found["value"] > found["mean"]


def test_the_plain_mean_ranks_what_nobody_links_and_says_why() -> None:
    ranking = rank_by_mean(scores({(1, 1): 60, (2, 2): 70, (3, 2): 70}), ONE, Basis.unlinked)
    assert [(row.entry_id, row.rank, row.value, row.n_judges) for row in ranking.rows] == [(2, 1, 70, 1), (3, 1, 70, 1), (1, 3, 60, 1)]
    assert (ranking.basis, ranking.cut, ranking.judges, ranking.variances) == (Basis.unlinked, None, (), None)


def test_the_plain_mean_is_not_rounded_to_what_is_printed() -> None:
    marks = {(1, judge): 70.0 for judge in range(4)} | {(2, judge): 70.0 for judge in range(4)} | {(2, 3): 70.01}
    assert [(row.entry_id, row.rank) for row in rank_by_mean(scores(marks), ONE).rows] == [(2, 1), (1, 2)]


@given(small_panels())
@settings(max_examples=30, deadline=None)
def test_both_ways_know_the_same_means(marks: Marks) -> None:
    plain = {row.entry_id: (row.mean, row.spread, row.n_judges) for row in rank_by_mean(scores(marks), ONE).rows}
    assert plain == {row.entry_id: (row.mean, row.spread, row.n_judges) for row in rank_entries(scores(marks), ONE).rows}
