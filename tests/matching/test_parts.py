import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import BetaPrior, Gap, Outcome, parts
from tests.matching.makers import course, learner, mentor, project

PRIOR = BetaPrior(0.6, 20)


def test_skills_of_a_project_are_the_share_of_wanted_levels_held() -> None:
    part = parts.held_skills(learner(skills={"SK1": 1, "SK2": 4}), project(skills={"SK1": 3, "SK2": 2, "SK3": 1}))
    assert part.value == pytest.approx((1 + 2 + 0) / 6)
    assert part.facts == {"holds": [{"skill": "SK2", "wanted": 2, "held": 4}, {"skill": "SK1", "wanted": 3, "held": 1}]}


def test_a_project_that_wants_no_level_compares_nothing() -> None:
    assert parts.held_skills(learner(skills={"SK1": 1}), project(skills={"SK1": 0})) == parts.NEUTRAL


def test_shared_skills_are_common_levels_over_all_levels() -> None:
    one, other = project(skills={"SK1": 3, "SK2": 1}), project(skills={"SK1": 1, "SK3": 2})
    assert parts.shared_skills(one, other) == (1 / 6, {"skills": ["SK1"]})
    assert parts.shared_skills(one, project(skills={"SK3": 2})) == (0.0, {})
    assert parts.shared_skills(one, project()) == parts.NEUTRAL


def test_skills_of_a_course_name_what_it_closes() -> None:
    needs = [Gap("SK403", 3, 1), Gap("SK801", 2, 0)]
    part = parts.closed_needs(needs, {"SK403": 3})
    assert part.value == 0.5
    assert part.facts == {"closes": [{"skill": "SK403", "wanted": 3, "held": 1, "taught": 3}]}


def test_capital_falls_from_the_upper_bound_to_the_hard_limit() -> None:
    wanted = project(capital_min=40_000, capital_max=60_000)
    values = [parts.capital(learner(capital=money), wanted).value for money in (60_000, 50_000, 40_000, 36_000, 32_000)]
    assert values == pytest.approx([1.0, 0.85, 0.7, 0.25, 0.0])


def test_capital_says_what_it_takes_and_what_there_is() -> None:
    part = parts.capital(learner(capital=50_000), project(capital_min=42_000))
    assert part == (1.0, {"capital": 42_000, "budget": 50_000})


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_more_money_is_never_worse(poor: int, more: int, least: int, most: int) -> None:
    wanted = project(capital_min=least, capital_max=most)
    few, many = (parts.capital(learner(capital=money), wanted).value for money in (poor, poor + more))
    assert 0 <= few <= many <= 1


@pytest.mark.parametrize(
    ("home", "there", "near", "value"),
    [
        ("330483", "330483", "same", 1.0),
        ("330483101", "330483", "same", 1.0),
        ("330483101", "330483102", "county", 0.8),
        ("330483", "330400", "city", 0.7),
        ("330483", "330402", "online", 0.5),
    ],
)
def test_the_nearer_the_better(home: str, there: str, near: str, value: float) -> None:
    assert parts.region(home, [there], online=True) == (value, {"region": home, "near": near})


def test_hours_are_the_share_one_has() -> None:
    assert parts.hours(learner(hours=10), 40) == (0.25, {"hours": 40, "available": 10})


def test_a_declared_group_is_a_bonus() -> None:
    assert parts.group(learner(groups=frozenset({"LG.GRAD"})), {"LG.GRAD"}) == (1.0, {"groups": ["LG.GRAD"]})


def test_groups_that_stand_for_sex_disability_or_hukou_count_nothing() -> None:
    everyone = frozenset({"LG.WOMEN", "LG.DISAB", "LG.RURAL"})
    assert parts.group(learner(groups=everyone), everyone) == (0.0, {})


def test_load_is_free_seats_for_those_who_wait() -> None:
    assert [parts.load(mentor(seats_free=2, pending=n)).value for n in (0, 1, 3)] == [1.0, 1.0, 0.5]


def test_one_lucky_case_hardly_moves_a_rate() -> None:
    part = parts.outcomes(Outcome(1, 1), PRIOR)
    assert part.value == pytest.approx(13 / 21)
    assert part.facts == {"successes": 1, "trials": 1, "rate": part.value}


def test_without_cases_a_rate_is_the_pools_and_says_nothing() -> None:
    assert parts.outcomes(Outcome(), PRIOR) == (0.6, {})
    assert parts.acceptance(mentor(), PRIOR) == (0.6, {})


def test_a_class_counts_half_in_thirty_days() -> None:
    assert parts.start(course(starts_in=30)) == (0.5, {"starts_in": 30})


def test_what_is_unknown_is_neutral() -> None:
    nobody, nothing = learner(), project()
    unknown = [
        parts.held_skills(nobody, nothing),
        parts.closed_needs([], {}),
        parts.sector(frozenset(), frozenset({"JX05"})),
        parts.capital(nobody, nothing),
        parts.region("", ["330402"], online=False),
        parts.hours(nobody, 20),
    ]
    assert unknown == [parts.NEUTRAL] * 6
