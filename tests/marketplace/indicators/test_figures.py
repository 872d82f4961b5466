"""Figures from rows."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.indicators import figures
from marketplace.indicators.groups import hidden_keys, lines, quarter
from marketplace.indicators.models import Target
from marketplace.indicators.plot import plot_of
from marketplace.indicators.tables import curve_table
from marketplace.training.terms import Tier
from marketplace.ventures.queries import Case, JobsRow, Life
from marketplace.ventures.terms import CaseState, Form

DAY = date(2015, 6, 1)


def cases(**counts):
    number = iter(range(10_000))
    made = [(CaseState(state), next(number)) for state, n in counts.items() for _ in range(n)]
    return [Case(one, DAY, "330483", "SYB", Tier.capability, 1, 1, state, None, False, False) for state, one in made]


def life(days, closed=False, lost=False):
    return Life(1, "330483", Form.company, DAY, days, closed, lost, False)


def jobs_row(founder, form, jobs, pending=False):
    return JobsRow(1, founder, "330483", form, DAY, jobs, pending, False)


def test_lost_counts_as_failure_in_the_official_value():
    rate = figures.success(cases(success=40, failure=40, lost=20, pending=50))
    assert (rate.official.value, rate.observed.value, rate.upper.value) == (0.4, 0.5, 0.6)
    assert (rate.n_mature, rate.pending) == (100, 50)


def test_the_national_figures_of_2005_come_out():
    # 88.8 of 150 thousand who passed: 59.2 %, not 53.5 % of those trained (domain, trap 3).
    rate = figures.success(cases(success=888, failure=612))
    assert round(rate.official.value, 3) == 0.592


def test_jobs_in_both_readings():
    rows = [
        jobs_row(1, Form.company, 10),
        jobs_row(2, Form.sole_trader, 2),
        jobs_row(3, Form.company, None),
        jobs_row(4, Form.company, 9, True),
    ]
    found = figures.jobs(rows)
    assert (found.per_enterprise.official, found.per_enterprise.observed) == (5, 10)
    assert (found.per_founder.official, found.pending) == (4, 1)


def test_a_curve_above_one_half_has_no_median():
    found = figures.survival([life(800) for _ in range(9)] + [life(100, closed=True)])
    assert found.median is None
    assert (found.one_year.value, found.one_year.n) == (0.9, 9)
    target = Target(indicator="I09", value=5.0, due_on=DAY)
    assert figures.survival_standing(found, target) == figures.Standing.unknown
    assert figures.survival_standing(replace(found, median=4.0), target) == figures.Standing.missed


def test_the_curve_and_its_table_agree():
    rows = [life(900), life(100, closed=True), life(400, closed=True), life(700)] * 5
    found = figures.survival(rows)
    assert [(row.months, row.survival, row.at_risk, row.closed) for row in curve_table(rows, found)][2:4] == [
        (12, 0.75, 15, 5),
        (18, 0.5, 10, 10),
    ]
    plot = plot_of(found)
    assert plot.line.startswith("M48.0 12.0 L")
    assert plot.band.endswith(" Z")


def test_without_rows_there_is_nothing_to_say():
    found = figures.survival([])
    assert (found.one_year, plot_of(found), curve_table([], found)) == (None, None, [])
    assert figures.jobs([]).per_enterprise.official is None
    assert figures.success([]).official is None


@given(st.lists(st.tuples(st.integers(0, 3000), st.booleans()), min_size=1, max_size=40), st.randoms())
def test_the_order_of_rows_changes_no_byte(pairs, chance):
    rows = [life(days, closed) for days, closed in pairs]
    mixed = rows[:]
    chance.shuffle(mixed)
    assert figures.survival(rows) == figures.survival(mixed)
    assert plot_of(figures.survival(rows)) == plot_of(figures.survival(mixed))


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 10, "b": 0}, set()),
        ({"a": 10, "b": 3, "c": 7}, {"b", "c"}),  # one alone could be computed from the total
        ({"a": 10, "b": 3, "c": 4}, {"b", "c"}),
        ({"a": 4}, {"a"}),
    ],
)
def test_small_groups_are_hidden(sizes, hidden):
    assert hidden_keys(sizes) == hidden


def test_lines_are_in_order_and_add_up():
    rows = cases(success=6, failure=6)
    found = lines(rows, lambda case: str(case.person_id % 2), figures.success, lambda rate: rate.n_mature, shows_small=False, keys=["9"])
    assert [line.key for line in found] == ["0", "1", "9"]
    assert sum(line.figure.n_mature for line in found) == len(rows)


@pytest.mark.parametrize(("month", "name"), [(1, "2015-Q1"), (3, "2015-Q1"), (4, "2015-Q2"), (12, "2015-Q4")])
def test_quarters(month, name):
    assert quarter(date(2015, month, 1)) == name


def test_groups_of_five_and_more_are_compared_and_smaller_ones_left_out():
    short, long = [life(days, closed=True) for days in range(10, 15)], [life(days) for days in range(400, 406)]
    test = figures.compared([short, long, [life(1, closed=True)]])
    assert test
    assert (test.freedom, test.observed, test.p < 0.01) == (1, (5, 0), True)


def test_one_group_is_compared_with_nobody():
    assert figures.compared([[life(days, closed=True) for days in range(10, 15)], [life(3)]]) is None
