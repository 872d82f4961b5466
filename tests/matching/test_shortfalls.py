from hypothesis import given
from hypothesis import strategies as st

from matching import Gap, by_fit, shortfall_of
from tests.matching.makers import learner, money, project, regions, sectors, skills, week

KNITWEAR = project(1, skills={"SK401": 2, "SK801": 3}, regions=frozenset({"330483"}), capital_min=42_000, hours=40)
anybody = st.builds(lambda **fields: learner(**fields), skills=skills, sectors=sectors, region=regions, capital=money, hours=week)


def test_all_that_is_missing_is_named() -> None:
    short = shortfall_of(learner(capital=30_000, hours=25, region="330402", skills={"SK801": 3, "SK401": 1}), KNITWEAR)
    assert (short.money, short.hours, short.gaps, short.is_far, short.is_complete) == (12_000, 15, (Gap("SK401", 2, 1),), True, False)


def test_who_has_it_all_misses_nothing() -> None:
    short = shortfall_of(learner(capital=42_000, hours=40, region="330483101", skills={"SK801": 4, "SK401": 2}), KNITWEAR)
    assert (short.is_complete, short.fit) == (True, 1.0)


def test_the_least_missing_comes_first_and_own_sectors_before_others() -> None:
    cheap = project(2, capital_min=10_000, sectors=frozenset({"JX27"}))
    dear = project(3, capital_min=90_000, sectors=frozenset({"JX05"}))
    twin = project(4, capital_min=10_000, sectors=frozenset({"JX05"}))
    assert [one.project_id for one in by_fit(learner(capital=20_000), [dear, twin, cheap])] == [2, 4, 3]
    assert [one.project_id for one in by_fit(learner(capital=20_000, sectors=frozenset({"JX05"})), [dear, twin, cheap])] == [4, 2, 3]


@given(anybody, st.integers(0, 100_000))
def test_more_money_never_fits_worse(person, more) -> None:
    richer = learner(skills=person.skills, sectors=person.sectors, region=person.region, capital=(person.capital or 0) + more)
    poorer = learner(skills=person.skills, sectors=person.sectors, region=person.region, capital=person.capital or 0)
    assert 0 <= shortfall_of(poorer, KNITWEAR).fit <= shortfall_of(richer, KNITWEAR).fit <= 1
