import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter  # type: ignore[import-untyped]

from matching import kaplan_meier

# Weeks in remission under 6-MP, + for cut off: Freireich et al. 1963, Blood 21:699-716.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSE = [w in {6, 7, 10, 13, 16, 22, 23} and i not in {3, 7} for i, w in enumerate(WEEKS)]

cases = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=40)


def test_the_leukaemia_example() -> None:
    curve = kaplan_meier(WEEKS, RELAPSE)
    table = [curve.at(week) for week in (5, 6, 7, 10, 13, 16, 22, 23)]
    assert table == pytest.approx([1, 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)
    assert curve.median == 23
    assert sum(curve.events) == 9
    assert curve.at_risk[0] == 21


@settings(max_examples=40, deadline=None)
@given(cases)
def test_curve_and_interval_agree_with_lifelines(cases: list[tuple[int, bool]]) -> None:
    durations, observed = [age for age, _ in cases], [end for _, end in cases]
    ours, theirs = kaplan_meier(durations, observed), KaplanMeierFitter().fit(durations, observed)
    alive = np.array(ours.survival) > 0
    bounds = theirs.confidence_interval_.loc[list(ours.times)].to_numpy()
    assert ours.survival == pytest.approx(theirs.survival_function_at_times(ours.times).to_numpy())
    assert np.array(ours.low)[alive] == pytest.approx(bounds[alive, 0])
    assert np.array(ours.high)[alive] == pytest.approx(bounds[alive, 1])


def test_delayed_entry_agrees_with_lifelines() -> None:
    chance = np.random.default_rng(5)
    entry = chance.integers(0, 5, 60)
    durations = entry + chance.integers(1, 12, 60)
    observed = chance.random(60) < 0.6
    ours = kaplan_meier(durations.tolist(), observed.tolist(), entry.tolist())
    theirs = KaplanMeierFitter().fit(durations, observed, entry=entry)
    assert ours.survival == pytest.approx(theirs.survival_function_at_times(ours.times).to_numpy())


@given(cases)
def test_a_curve_falls_within_its_interval(cases: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier([age for age, _ in cases], [end for _, end in cases])
    assert list(curve.survival) == sorted(curve.survival, reverse=True)
    assert all(0 <= a <= b <= c <= 1 for a, b, c in zip(curve.low, curve.survival, curve.high, strict=True))


def test_the_median_is_unknown_while_more_than_half_live() -> None:
    assert kaplan_meier([1, 2, 3], [True, False, False]).median is None


def test_one_half_is_one_half_also_after_rounding() -> None:
    # 12 of 24 leave one by one: the product comes to 0.5000000000000001.
    assert kaplan_meier(range(1, 25), [age <= 12 for age in range(1, 25)]).median == 12


def test_nothing_is_claimed_beyond_the_longest_follow_up() -> None:
    cut_off, all_gone = kaplan_meier([1, 3], [True, False]), kaplan_meier([1, 3], [True, True])
    assert (cut_off.at(3), cut_off.at(4), cut_off.interval_at(4)) == (0.5, None, None)
    assert all_gone.at(4) == 0


def test_nobody_gives_an_empty_curve() -> None:
    curve = kaplan_meier([], [])
    assert (curve.times, curve.median, curve.at(0), curve.at(1)) == ((), None, 1.0, None)


@pytest.mark.parametrize(
    ("durations", "observed", "entry", "complaint"),
    [
        ([1, 2], [True], None, "lengths"),
        ([-1], [True], None, "negative"),
        ([float("nan")], [True], None, "finite"),
        ([2], [True], [2], "before"),
    ],
)
def test_impossible_times_are_refused(durations: list[float], observed: list[bool], entry: list[float] | None, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        kaplan_meier(durations, observed, entry)
