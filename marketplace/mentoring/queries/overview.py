"""The staff's one screen: what it counts, and who stands behind every number. Both come from the same rows, so they cannot differ."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_by_number
from marketplace.mentoring.queries.behind import Behind, mentor_rows, pair_rows, wait_rows
from marketplace.mentoring.terms import LATE_DAYS, MENTOR_FIGURES, PAIR_FIGURES, WAIT_FIGURES, Figure

# Stands for "no county is known" in addresses and tables.
UNKNOWN = "none"

READERS: dict[Figure, Callable[[Session], list[Behind]]] = {
    **dict.fromkeys(PAIR_FIGURES, pair_rows),
    **dict.fromkeys(WAIT_FIGURES, wait_rows),
    **dict.fromkeys(MENTOR_FIGURES, mentor_rows),
}


@dataclass(frozen=True)
class Ages:
    """How long some have waited, in whole days: how many they are, the middle one, the longest, and how many are late."""

    n: int
    median: int
    oldest: int
    late: int


@dataclass(frozen=True)
class Line:
    """One county, or all of them together where there is none."""

    region: str | None
    amounts: dict[Figure, int]


@dataclass(frozen=True)
class Overview:
    """Everything that the screen counts."""

    rows: Sequence[Behind]

    @property
    def regions(self) -> list[str]:
        """The counties that have something to count."""
        return sorted({row.region or UNKNOWN for row in self.rows})

    @property
    def lines(self) -> list[Line]:
        """One line for each county."""
        return [Line(region, _sums(row for row in self.rows if (row.region or UNKNOWN) == region)) for region in self.regions]

    @property
    def total(self) -> Line:
        """All counties together."""
        return Line(None, _sums(self.rows))

    @property
    def ages(self) -> dict[Figure, Ages]:
        """How long those behind each number have waited, where anybody does."""
        now = clock.now()
        days = {figure: [row.days(now) for row in self.rows if row.amounts.get(figure)] for figure in WAIT_FIGURES}
        return {figure: _ages(found) for figure, found in days.items() if found}


def overview(session: Session, regions: Collection[str] | None) -> Overview:
    """The screen for these counties (None: all, and those of whom no county is known)."""
    readers = dict.fromkeys(READERS.values())
    return Overview(_inside([row for reader in readers for row in reader(session)], regions))


def people_behind(session: Session, figure: Figure, regions: Collection[str] | None, *, only_late: bool = False) -> list[Behind]:
    """Whom one number stands for, those who have waited or not met for longest first."""
    now = clock.now()
    rows = [row for row in _inside(READERS[figure](session), regions) if row.amounts.get(figure)]
    kept = [row for row in rows if not only_late or row.days(now) > LATE_DAYS]
    return sorted(kept, key=lambda row: (row.since or now, row.learner_id or 0, row.mentor_id or 0))


def names_of(session: Session, rows: Iterable[Behind]) -> dict[int, Person]:
    """The people of some rows, by number."""
    numbers = {number for row in rows for number in (row.learner_id, row.mentor_id) if number}
    return people_by_number(session, numbers)


def _inside(rows: list[Behind], regions: Collection[str] | None) -> list[Behind]:
    return rows if regions is None else [row for row in rows if (row.region or UNKNOWN) in regions]


def _sums(rows: Iterable[Behind]) -> dict[Figure, int]:
    sums = dict.fromkeys(Figure, 0)
    for row in rows:
        for figure, amount in row.amounts.items():
            sums[figure] += amount
    return sums


def _ages(days: Sequence[int]) -> Ages:
    return Ages(len(days), round(median(days)), max(days), sum(one > LATE_DAYS for one in days))
