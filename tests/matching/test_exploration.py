from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import explore

IDS = list(range(100, 130))


def test_one_place_in_ten_is_drawn() -> None:
    drawn = sum(slot.is_explored for state in range(2000) for slot in explore(IDS, 5, state))
    assert drawn / (2000 * 5) == pytest.approx(0.1, abs=0.012)


def test_a_propensity_is_how_often_it_is_shown() -> None:
    lists = [explore(IDS, 5, state) for state in range(4000)]
    shown = Counter(slot.item_id for slots in lists for slot in slots)
    told = {slot.item_id: slot.propensity for slots in lists for slot in slots}
    assert told[100] == 1.0
    assert shown[104] / 4000 == pytest.approx(told[104], abs=0.03)
    assert shown[110] / 4000 == pytest.approx(told[110], abs=0.01)


@given(st.integers(0, 20), st.integers(0, 60), st.integers(0, 9))
def test_all_propensities_sum_to_the_length(n: int, size: int, state: int) -> None:
    ranked = list(range(size))
    slots = explore(ranked, n, state)
    assert len({slot.item_id for slot in slots}) == len(slots) == min(n, size)
    assert all(0 < slot.propensity <= 1 for slot in slots)


def test_the_same_state_draws_the_same() -> None:
    assert explore(IDS, 5, 7) == explore(IDS, 5, 7)


def test_with_nothing_in_reserve_nothing_is_drawn() -> None:
    assert [slot.propensity for slot in explore(IDS[:5], 5, 1)] == [1.0] * 5


def test_a_share_of_everything_always_draws() -> None:
    slots = explore(IDS, 2, 3, share=0.5)
    assert slots[1].is_explored
    assert slots[1].propensity == pytest.approx(1 / 28)
