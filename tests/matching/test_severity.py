"""The additive mixed model against closed forms, dense algebra, and figures of another program."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.severity import HIGHEST, fit_at, fit_severity
from tests.matching.panel_makers import WORKED, Marks, judged_panel, small_panels, table


def test_the_worked_example() -> None:
    # statsmodels 0.15.0: mixedlm("y ~ 1", groups="g", vc_formula={"e": "0 + C(e)", "j": "0 + C(j)"}).fit(reml=True).
    # Its optimiser stops at a slope of about 1e-5, ours at 1e-8: variances agree to four digits, predictions to five.
    fit = fit_severity(table(WORKED))
    assert (fit.ratios[0] * fit.noise, fit.ratios[1] * fit.noise, fit.noise) == pytest.approx((86.98681, 41.40636, 5.745625), rel=1e-4)
    assert fit.mean == pytest.approx(73.126335, abs=1e-5)
    quality = [5.775681, -4.402598, 13.987630, -8.664347, -1.443691, -14.097844, 8.353716, 0.491454]
    assert fit.quality == pytest.approx(quality, abs=5e-5)
    assert fit.severity == pytest.approx([-1.040115, -8.967955, -2.146215, 5.920529, 6.233756], abs=5e-5)
    errors = np.sqrt(fit.quality_variance(table(WORKED)))
    assert errors == pytest.approx([2.570344, 2.570344, 2.567109, 2.570344, 2.567109, 2.570344, 2.567109, 2.567109], abs=1e-5)


def test_where_all_read_all_it_is_the_analysis_of_variance() -> None:
    # In a balanced two-way layout REML gives the estimates of the mean squares, when none is negative (Searle et al. 1992, 4.7).
    marks = {(entry, judge): mark for (entry, judge), mark in judged_panel(12, 5, 5, 3).items()}
    square = table(marks).totals
    rest = square - square.mean(1, keepdims=True) - square.mean(0, keepdims=True) + square.mean()
    noise = (rest**2).sum() / (11 * 4)
    quality = (5 * square.mean(1).var(ddof=1) - noise) / 5
    severity = (12 * square.mean(0).var(ddof=1) - noise) / 12
    fit = fit_severity(table(marks))
    assert min(quality, severity) > 0
    assert (fit.ratios[0] * fit.noise, fit.ratios[1] * fit.noise, fit.noise) == pytest.approx((quality, severity, noise))


def dense(marks: Marks, entries: float, judges: float) -> tuple[float, list[float], list[float]]:
    """Deviance, slope and qualities by the n by n matrices of the textbook."""
    pairs, y = list(marks), np.array(list(marks.values()))
    of_entries = np.array([[entry == one for one in sorted({e for e, _ in pairs})] for entry, _ in pairs], dtype=float)
    of_judges = np.array([[judge == one for one in sorted({j for _, j in pairs})] for _, judge in pairs], dtype=float)
    inverse = np.linalg.inv(np.eye(y.size) + entries * of_entries @ of_entries.T + judges * of_judges @ of_judges.T)
    ones, free = inverse.sum(1), y.size - 1
    projected = inverse - np.outer(ones, ones) / ones.sum()
    rest = y @ projected @ y
    deviance = free * np.log(rest) - np.linalg.slogdet(inverse)[1] + np.log(ones.sum())
    slopes = [np.trace(projected @ z @ z.T) - free * (y @ projected @ z @ z.T @ projected @ y) / rest for z in (of_entries, of_judges)]
    return deviance, slopes, list(entries * of_entries.T @ projected @ y)


ratio = st.floats(0, 5)


@settings(max_examples=40, deadline=None)
@given(small_panels(), ratio, ratio)
def test_absorbing_entries_changes_nothing(marks: Marks, entries: float, judges: float) -> None:
    assume(len(set(marks.values())) > 1)
    fit, (deviance, slope, quality) = fit_at(table(marks), entries, judges), dense(marks, entries, judges)
    assume(fit.noise > 1e-6)
    assert fit.deviance == pytest.approx(deviance)
    assert fit.slope == pytest.approx(slope, rel=1e-6, abs=1e-6)
    assert fit.quality == pytest.approx(quality, abs=1e-6)


@settings(max_examples=12, deadline=None)
@given(small_panels())
def test_no_point_of_a_fine_grid_is_likelier(marks: Marks) -> None:
    sheets = table(marks)
    assume(sheets.can_tell and len(set(marks.values())) > 1)
    grid = [0.0, *np.geomspace(0.01, HIGHEST / (1 - HIGHEST), 25)]
    best = min(fit_at(sheets, entries, judges).deviance for entries in grid for judges in grid)
    assert fit_severity(sheets).deviance <= best + 1e-6


def test_the_likelihood_is_flat_at_the_answer() -> None:
    fit = fit_severity(table(judged_panel(60, 10, 3, 1)))
    assert np.abs(fit.slope).max() < 1e-5
