"""How far counties are from each other."""

from hypothesis import given
from hypothesis.strategies import sampled_from

from marketplace.places.distances import _SEATS, CITY, FAR, kilometres

COUNTIES = sampled_from(sorted(_SEATS))


@given(COUNTIES, COUNTIES)
def test_there_is_as_far_as_back(one: str, other: str) -> None:
    assert kilometres(one, [other]) == kilometres(other, [one]) <= FAR
    assert kilometres(one, [one, other]) == 0


def test_an_entry_for_the_whole_city_is_near_everybody() -> None:
    assert kilometres(None, [CITY]) == kilometres("330483", ["330402", CITY]) == 0


def test_where_nothing_is_known_everything_is_far() -> None:
    assert kilometres(None, ["330402"]) == kilometres("330402", []) == kilometres("330402", ["999999"]) == FAR


def test_of_several_counties_the_nearest_counts() -> None:
    assert kilometres("330483", ["330424", "330481"]) == kilometres("330483", ["330481"])
