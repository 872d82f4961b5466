from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Score, rank_entries

WEIGHTS = {"idea": 1.0, "market": 3.0}


def sheet(entry: int, judge: int, **marks: float) -> list[Score]:
    return [Score(entry, judge, criterion, value) for criterion, value in marks.items()]


def ranks(scores: list[Score], weights: Mapping[str, float] = WEIGHTS) -> list[tuple[int, int]]:
    return [(row.entry_id, row.rank) for row in rank_entries(scores, weights).rows]


def test_a_sheet_weighted_by_hand() -> None:
    (row,) = rank_entries(sheet(7, 1, idea=80, market=60) + sheet(7, 2, idea=90, market=70), WEIGHTS).rows
    assert (row.entry_id, row.rank, row.mean, row.n_judges) == (7, 1, 70.0, 2)
    assert row.spread == pytest.approx(50**0.5)
    assert row.criteria == {"idea": 85, "market": 65}


def test_one_judge_has_no_spread() -> None:
    assert rank_entries(sheet(1, 1, idea=80, market=60), WEIGHTS).rows[0].spread is None


def test_equal_means_share_a_rank_and_the_next_is_skipped() -> None:
    marks = {1: 70, 2: 80, 3: 80, 4: 60}
    scores = [score for entry, mark in marks.items() for score in sheet(entry, 1, idea=mark, market=mark)]
    assert ranks(scores) == [(2, 1), (3, 1), (1, 3), (4, 4)]


def test_a_tie_survives_rounding() -> None:
    scores = sheet(1, 1, a=0.1) + sheet(1, 2, a=0.2) + sheet(2, 1, a=0.3) + sheet(2, 2, a=0.0)
    assert ranks(scores, {"a": 1.0}) == [(1, 1), (2, 1)]


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


@given(st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 4)), st.integers(0, 100)), st.randoms())
def test_the_order_of_scores_is_irrelevant(marks: dict[tuple[int, int], int], chance: Any) -> None:
    scores = [score for (entry, judge), mark in marks.items() for score in sheet(entry, judge, idea=mark, market=mark)]
    assert rank_entries(chance.sample(scores, len(scores)), WEIGHTS) == rank_entries(scores, WEIGHTS)
