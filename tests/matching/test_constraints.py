import pytest

from matching import Learner, why_not
from matching.constraints import is_near
from tests.matching.makers import course, learner, mentor, project

TONGXIANG, NANHU, CITY = "330483", "330402", "330400"


@pytest.mark.parametrize(
    ("who", "item", "cause"),
    [
        (learner(conflicts=frozenset({1})), mentor(), "conflict"),
        (learner(declined=frozenset({1})), mentor(), "declined"),
        (learner(), mentor(seats_free=0), "full"),
        (learner(region=TONGXIANG), mentor(region=NANHU), "region"),
        (learner(languages=frozenset({"en"})), mentor(languages=frozenset({"zh"})), "language"),
        (learner(region=TONGXIANG), project(regions=frozenset({NANHU})), "region"),
        (learner(capital=40_000), project(capital_min=50_001), "capital"),
        (learner(), course(seats_free=0), "full"),
        (learner(), course(starts_in=-1), "started"),
        (learner(region=TONGXIANG), course(region=NANHU), "region"),
    ],
)
def test_names_the_cause(who: Learner, item: object, cause: str) -> None:
    assert why_not(who, item) == cause  # type: ignore[arg-type]


def test_a_conflict_comes_before_everything_else() -> None:
    assert why_not(learner(conflicts=frozenset({1})), mentor(seats_free=0)) == "conflict"


def test_a_class_that_starts_today_is_still_open() -> None:
    assert why_not(learner(), course(starts_in=0)) is None


def test_a_quarter_more_money_can_be_found() -> None:
    assert why_not(learner(capital=40_000), project(capital_min=50_000)) is None


def test_what_is_not_said_closes_nothing() -> None:
    assert why_not(learner(), project(capital_min=900_000, regions=frozenset({NANHU}))) is None
    assert why_not(learner(languages=frozenset({"en"})), mentor()) is None


def test_on_line_and_city_wide_reach_every_county() -> None:
    home = learner(region=TONGXIANG)
    assert why_not(home, mentor(region=NANHU, online=True)) is None
    assert why_not(home, project(regions=frozenset({CITY}))) is None
    assert why_not(home, project()) is None


def test_a_town_is_near_its_county() -> None:
    assert is_near("330483101", [TONGXIANG])
    assert is_near(TONGXIANG, ["330483101"])
    assert not is_near("330483101", ["330402001"])
