"""Small rounds: random ones, brute force over them, and what a pair is worth."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from itertools import product

import pytest
from hypothesis import strategies as st

from matching import Assignment, Pairs

Row = tuple[int, int, float, float]
Rows = list[Row]
Seats = dict[int, int]

# OR-tools is an extra: CI need not have it, and the core is what users get.
with_ortools = pytest.mark.skipif(not find_spec("ortools"), reason="OR-tools is not installed (pip install 'qihang[rounds]')")
SOLVERS = ["scipy", pytest.param("ortools", marks=with_ortools)]
every_solver = pytest.mark.parametrize("solver", SOLVERS)
every_way = pytest.mark.parametrize(
    ("objective", "solver"),
    [
        ("welfare", "scipy"),
        ("participation", "scipy"),
        ("stable", "scipy"),
        pytest.param("welfare", "ortools", marks=with_ortools),
        pytest.param("participation", "ortools", marks=with_ortools),
    ],
)

# Quarters: many ties, and sums that are exact.
quarters = st.integers(0, 4).map(lambda number: number / 4)
pair_ids = st.tuples(st.integers(1, 5), st.integers(11, 13))
rows = st.dictionaries(pair_ids, st.tuples(quarters, quarters), max_size=12).map(
    lambda found: [(learner, mentor, *both) for (learner, mentor), both in found.items()]
)
seats = st.fixed_dictionaries({mentor: st.integers(0, 3) for mentor in (11, 12, 13)})
some_pairs = st.frozensets(pair_ids, max_size=4)


def welfare(pairs: Iterable[tuple[int, int]], rows: Rows) -> float:
    """The mean of both utilities, summed."""
    worth = {(learner, mentor): (one + other) / 2 for learner, mentor, one, other in rows}
    return sum(worth[pair] for pair in pairs)


def all_assignments(rows: Rows, seats: Mapping[int, int]) -> Iterator[frozenset[tuple[int, int]]]:
    """Every way to give each learner one of her mentors or none, within the seats."""
    options = [[None, *(row[:2] for row in rows if row[0] == learner)] for learner in sorted({row[0] for row in rows})]
    for choice in product(*options):
        pairs = frozenset(pair for pair in choice if pair)
        if all(sum(pair[1] == mentor for pair in pairs) <= number for mentor, number in seats.items()):
            yield pairs


def blocking(pairs: Iterable[tuple[int, int]], rows: Rows, seats: Mapping[int, int]) -> list[tuple[int, int]]:
    """Pairs that would both rather have each other, told from the definition."""
    made = set(pairs)
    likes = {row[:2]: row[2:] for row in rows}
    found = []
    for (learner, mentor), (hers, his) in likes.items():
        own = [likes[pair][0] for pair in made if pair[0] == learner]
        held = [likes[pair][1] for pair in made if pair[1] == mentor]
        has_room = len(held) < seats[mentor] or any(other < his for other in held)
        if all(hers > one for one in own) and has_room:
            found.append((learner, mentor))
    return found


def ids(assignment: Assignment) -> set[tuple[int, int]]:
    """The pairs, as a set."""
    return set(assignment.pairs)


def of(rows: Rows) -> Pairs:
    """Rows as pairs."""
    return Pairs.of(rows)
