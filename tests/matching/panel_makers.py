"""Sheets of panels, as plain marks on one criterion or as a table."""

from collections.abc import Mapping
from functools import partial

import numpy as np
from hypothesis import strategies as st

from matching import Score, assign_judges
from matching.severity import Table

Marks = Mapping[tuple[int, int], float]

# Eight entries, five judges, three for each entry: (entry, judge) and the total.
WORKED: dict[tuple[int, int], float] = {
    **{(1, 1): 78, (1, 2): 70, (1, 4): 85, (2, 2): 61, (2, 3): 66, (2, 5): 74},
    **{(3, 1): 88, (3, 3): 84, (3, 4): 93, (4, 2): 55, (4, 4): 72, (4, 5): 69},
    **{(5, 1): 67, (5, 3): 71, (5, 5): 80, (6, 1): 59, (6, 2): 48, (6, 3): 57},
    **{(7, 3): 79, (7, 4): 90, (7, 5): 86, (8, 1): 73, (8, 4): 76, (8, 5): 83},
}


def scores(marks: Marks) -> list[Score]:
    return [Score(entry, judge, "all", mark) for (entry, judge), mark in marks.items()]


def table(marks: Marks) -> Table:
    entries, judges = sorted({entry for entry, _ in marks}), sorted({judge for _, judge in marks})
    read, totals = np.zeros((len(entries), len(judges))), np.zeros((len(entries), len(judges)))
    for (entry, judge), mark in marks.items():
        read[entries.index(entry), judges.index(judge)] = 1
        totals[entries.index(entry), judges.index(judge)] = mark
    return Table(read, totals)


def judged_panel(entries: int, judges: int, per_entry: int, seed: int, careless: int = 0) -> dict[tuple[int, int], float]:
    """Invented marks of 0-100 on a drawn plan; the last `careless` judges mark by chance alone."""
    chance = np.random.default_rng(seed)
    plan = assign_judges(range(entries), range(judges), (), per_entry, seed)
    worth, strict = 8 * chance.standard_normal(entries), 6 * chance.standard_normal(judges)
    noise = partial(chance.normal, 0, 7)
    return {
        (entry, judge): float(
            np.clip(round(70 + strict[judge] + (chance.normal(0, 8) if judge >= judges - careless else worth[entry]) + noise()), 0, 100)
        )
        for entry, judge in plan.pairs
    }


@st.composite
def small_panels(draw: st.DrawFn) -> dict[tuple[int, int], float]:
    """Two to five entries and judges; the first judge reads all, so that all are linked."""
    entries, judges = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    others = draw(st.sets(st.tuples(st.integers(1, entries), st.integers(2, judges)), min_size=2))
    pairs = sorted({(entry, 1) for entry in range(1, entries + 1)} | others)
    return {pair: float(draw(st.integers(0, 100))) for pair in pairs}
