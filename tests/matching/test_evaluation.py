from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import (
    bootstrap_interval,
    calibration_error,
    coverage,
    exposure_ratio,
    gini,
    gini_index,
    map_at_k,
    ndcg_at_k,
    recall_at_k,
)


def test_ndcg_worked_by_hand() -> None:
    found, ideal = 1 / log2(2) + 1 / log2(4), 1 / log2(2) + 1 / log2(3)
    assert ndcg_at_k([{1, 3}], [[1, 2, 3]], k=3).value == pytest.approx(found / ideal)


def test_a_perfect_ranking_is_one_and_a_useless_one_zero() -> None:
    assert ndcg_at_k([{1, 2}], [[2, 1, 3]], k=3).value == 1
    assert ndcg_at_k([{9}], [[2, 1, 3]], k=3).value == 0


def test_recall_counts_those_found_among_the_first() -> None:
    assert recall_at_k([{1, 2}, {5}], [[1, 3, 2], [5]], k=2).value == 0.75


def test_who_wants_nothing_is_left_out() -> None:
    assert recall_at_k([{1}, set()], [[1], [2]], k=1).n == 1
    with pytest.raises(ValueError, match="no values"):
        recall_at_k([set()], [[1]], k=1)


def test_coverage_is_the_share_ever_shown() -> None:
    assert coverage([[1, 2], [2, 3]], [1, 2, 3, 4], k=2).value == 0.75
    assert coverage([[1, 2], [2, 3]], [1, 2, 3, 4], k=1).value == 0.5


def test_gini_worked_by_hand() -> None:
    assert gini_index([1, 1, 1, 1]) == 0
    assert gini_index([0, 0, 0, 1]) == pytest.approx(0.75)
    assert gini_index([1, 3]) == pytest.approx(0.25)
    assert gini_index([0, 0]) == 0


def test_gini_of_exposure_counts_those_never_shown() -> None:
    assert gini([[1], [1], [1]], [1, 2, 3, 4], k=1).value == pytest.approx(0.75)


def test_exposure_needs_persons_and_a_catalogue() -> None:
    for measure in (coverage, gini):
        with pytest.raises(ValueError, match="neither persons nor catalogue"):
            measure([], [1], k=1)
        with pytest.raises(ValueError, match="neither persons nor catalogue"):
            measure([[1]], [], k=1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_holds_its_value_and_repeats(values: list[float]) -> None:
    estimate = bootstrap_interval(values, random_state=3)
    assert estimate == bootstrap_interval(values, random_state=3)
    assert min(values) - 1e-9 <= estimate.low <= estimate.high <= max(values) + 1e-9
    assert estimate.n == len(values)


def test_more_values_give_a_narrower_interval() -> None:
    few, many = bootstrap_interval([0, 1] * 5), bootstrap_interval([0, 1] * 500)
    assert many.high - many.low < few.high - few.low
    assert many.low < 0.5 < many.high


def test_average_precision_of_a_worked_example() -> None:
    # Relevant at places 1 and 3 of three shown, two relevant in all: (1/1 + 2/3) / 2.
    assert map_at_k([{1, 3}], [[1, 2, 3]], 3).value == pytest.approx(5 / 6)


def test_a_calibrated_forecast_has_no_error() -> None:
    error = calibration_error([0.25] * 4 + [0.75] * 4, [True, False, False, False, True, True, True, False], bins=2)
    assert error.value == pytest.approx(0.0)
    assert error.n == 8


def test_a_boastful_forecast_is_off_by_its_boast() -> None:
    assert calibration_error([0.9] * 10, [True] * 5 + [False] * 5).value >= 0.4


def test_a_calibration_needs_cases() -> None:
    with pytest.raises(ValueError, match="0 chances"):
        calibration_error([], [])


def test_exposure_ratio_is_attention_over_an_even_share() -> None:
    # The first place is worth 1, the second 1 / log2(3) = 0.63093: item 1 has 1 / 1.63093 of the first person's attention, none
    # of the second's; an even share would be a third of each.
    found = exposure_ratio([[1, 2], [3]], [(1, 2, 3), (1, 2, 3)], {1}, k=2)
    assert found.value == pytest.approx((1 / 1.63093) / (2 / 3), abs=1e-5)
    assert found.low <= found.value <= found.high
    assert found.n == 2


def test_exposure_ratio_is_one_where_all_are_shown_alike() -> None:
    shown = [[1, 2], [2, 1]]
    assert exposure_ratio(shown, [(1, 2), (1, 2)], {1}, k=2).value == pytest.approx(1.0)


def test_exposure_ratio_leaves_out_who_was_shown_nothing() -> None:
    assert exposure_ratio([[1], []], [(1, 2), ()], {1}, k=1).n == 1


def test_exposure_ratio_needs_a_member_that_could_be_shown() -> None:
    with pytest.raises(ValueError, match="could have been shown"):
        exposure_ratio([[1]], [(1, 2)], {3}, k=1)


def test_the_interval_of_coverage_holds_the_coverage() -> None:
    ranked = [[number, number + 1] for number in range(40)]
    found = coverage(ranked, range(50), k=2)
    assert found.low <= found.value <= found.high
