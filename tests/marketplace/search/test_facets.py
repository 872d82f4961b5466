"""Counts of facet values are those of brute force, whatever the filters."""

from hypothesis import given
from hypothesis import strategies as st

from marketplace.search import Query, SearchEngine
from marketplace.search.facets import FacetTable, positions_of

NAMES = ("sector", "region", "skill")
values = st.lists(st.sampled_from("abcd"), max_size=3).map(tuple)
facet_rows = st.lists(st.dictionaries(st.sampled_from(NAMES), values), max_size=12)
filters = st.dictionaries(st.sampled_from((*NAMES, "unknown")), st.frozensets(st.sampled_from("abcdx")))
money = st.one_of(st.none(), st.integers(0, 5))


@given(facet_rows, filters, st.data())
def test_every_facet_is_counted_under_the_others(rows, filters, data) -> None:
    numbers = [{} if (sum_ := data.draw(money)) is None else {"capital": float(sum_)} for _ in rows]
    found = [data.draw(st.booleans()) for _ in rows]
    limit = data.draw(money)
    at_most = {} if limit is None else {"capital": float(limit)}
    narrowing = FacetTable(rows, numbers).narrow(filters, at_most)
    for name, counts in narrowing.count(positions_of(found)).items():
        others = {other: wanted for other, wanted in filters.items() if other != name}
        passing = _passing(rows, numbers, others, at_most)
        assert counts == _counted(name, rows, [a and b for a, b in zip(found, passing, strict=True)])
    passing = narrowing.passing(positions_of(True for _ in rows))
    assert passing.tolist() == positions_of(_passing(rows, numbers, filters, at_most)).tolist()


def test_several_values_count_several_times() -> None:
    table = FacetTable([{"skill": ("a", "b", "a")}, {"skill": ("b",)}, {}], [{}, {}, {}])
    assert table.narrow({}, {}).count(positions_of([True, True, True])) == {"skill": {"a": 1, "b": 2}}


def test_a_ticked_facet_still_offers_its_other_values(engine: SearchEngine) -> None:
    hits = engine.search(Query("毛衫", filters={"region": frozenset({"330483"})}))
    unfiltered = engine.search(Query("毛衫"))
    assert hits.facets["region"] == unfiltered.facets["region"]
    assert hits.facets["sector"] != unfiltered.facets["sector"] or hits.total == unfiltered.total


def test_kinds_are_counted_without_their_own_choice(engine: SearchEngine) -> None:
    everything = engine.search(Query("网店"))
    courses = engine.search(Query("网店", frozenset({"course"})))
    assert courses.kinds == everything.kinds
    assert courses.total == everything.kinds["course"]


def test_what_lacks_the_number_is_left_out(engine: SearchEngine) -> None:
    hits = engine.search(Query(at_most={"capital": 10_000.0}, limit=30))
    assert hits.ids == (("project", 2), ("project", 10), ("project", 14), ("project", 16))


def _passing(rows, numbers, filters, at_most):
    def passes(row, number):
        has = all(set(row.get(name, ())) & wanted for name, wanted in filters.items() if wanted)
        return has and all(number.get(name, float("inf")) <= limit for name, limit in at_most.items())

    return [passes(row, number) for row, number in zip(rows, numbers, strict=True)]


def _counted(name, rows, mask):
    held = [value for row, there in zip(rows, mask, strict=True) if there for value in set(row.get(name, ()))]
    return {value: held.count(value) for value in set(held)}
