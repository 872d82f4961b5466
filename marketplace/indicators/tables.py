"""The table that goes with the survival curve."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.indicators.figures import FEWEST, YEAR, Survival, survival_at
from marketplace.ventures.queries import Life

MONTHS = (3, 6, 12, 18, 24, 36, 48, 60)


@dataclass(frozen=True)
class CurveRow:
    """Survival at one age; ``at_risk`` businesses were watched so long, ``closed`` had ended by then."""

    months: int
    survival: float
    low: float
    high: float
    at_risk: int
    closed: int


def curve_table(rows: Sequence[Life], figure: Survival) -> list[CurveRow]:
    """One row for each age that five or more were seen to reach; the end of a curve rests on too few."""
    table = []
    for months in MONTHS:
        days = round(months * YEAR / 12)
        at = survival_at(rows, figure.curve, days)
        if at and at.n >= FEWEST:
            closed = sum(life.closed and life.days <= days for life in rows)
            table.append(CurveRow(months, at.value, at.low, at.high, at.n, closed))
    return table
