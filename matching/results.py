"""What the matcher answers: plain frozen values that a page can put into sentences."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["project", "mentor", "course"]
Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reason:
    """One named part of a score.

    `value` is in [0, 1]; `usual` is the mean value among everything that was eligible, so that
    an explanation can prefer what is special here. Without `facts` there is nothing to say.
    `zero` is the value at which the part moves the score not at all: 0 for a part that adds, 1 for a
    factor that can only take away, the usual value where the model was learnt.
    """

    part: str
    value: float
    weight: float
    facts: Facts
    usual: float = 0.0
    zero: float = 0.0

    @property
    def contribution(self) -> float:
        """What the part adds to the score, or takes from it."""
        return (self.value - self.zero) * self.weight

    @property
    def lift(self) -> float:
        """What the part adds above the usual."""
        return (self.value - self.usual) * self.weight


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A skill that is wanted at a level above the one held."""

    skill: str
    wanted: int
    held: int

    def closed_by(self, level: int) -> float:
        """Share of the gap that someone at `level` can close, in [0, 1]."""
        if level <= self.held:
            return 0.0
        return (min(level, self.wanted) - self.held) / (self.wanted - self.held)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One item for one learner; `base` and the contributions of `reasons` add up to `score`.

    `gaps` are what stays open: skills a project wants, or needs a mentor or course does not close.
    `base` is 0 for weights set by hand, and what a usual item would have for a learnt model.
    `chance` is how likely a mentor says yes, None for everything else.
    """

    kind: Kind
    id: int
    score: float
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    base: float = 0.0
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Triad:
    """A project with the mentor and the class that close most of what the learner lacks for it.

    `closed_share` is the mean share of the gaps that the two close together, 1.0 when nothing is missing;
    `open_gaps` are those that they do not close fully. A place is None where nobody closes anything.
    """

    project_id: int
    mentor_id: int | None
    course_id: int | None
    score: float
    closed_share: float
    open_gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a learner lacks for one project; `fit` is in [0, 1], and 1.0 when nothing is missing.

    `money` is in yuan and `hours` are a week, both 0 when there is enough; `is_far` says that the project belongs elsewhere.
    """

    project_id: int
    fit: float
    money: int
    hours: int
    gaps: tuple[Gap, ...]
    is_far: bool

    @property
    def is_complete(self) -> bool:
        """Whether one could begin tomorrow."""
        return not (self.money or self.hours or self.gaps or self.is_far)


@dataclass(frozen=True, slots=True)
class Closure:
    """Who closes one gap, best first."""

    gap: Gap
    course_ids: tuple[int, ...]
    mentor_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """From a learner to a project: each missing skill with those who close it.

    `closed_share` is the mean share of the gaps that can be closed, 1.0 when nothing is missing.
    """

    project_id: int
    score: float
    closures: tuple[Closure, ...]
    closed_share: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval and the number of cases it rests on."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A success rate read three ways; each is None while no case counts for it.

    `official` counts lost cases as failures, `observed` leaves them out, `upper` counts them as successes.
    """

    official: Estimate | None
    observed: Estimate | None
    upper: Estimate | None
    successes: int
    failures: int
    lost: int
    pending: int
    n_mature: int

    @property
    def coverage(self) -> float | None:
        """Share of the matured cases whose state is known."""
        return (self.n_mature - self.lost) / self.n_mature if self.n_mature else None


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """A Kaplan-Meier step function: one row for each distinct time at which somebody left.

    `low` and `high` bound the 95 % interval; `median` is None when the curve stays above one half.
    """

    times: tuple[float, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...]
    events: tuple[int, ...]
    median: float | None

    def at(self, time: float) -> float | None:
        """Survival at `time`, or None beyond the longest follow-up, where nothing is known."""
        return None if self._is_beyond(time) else self._step(self.survival, time)

    def interval_at(self, time: float) -> tuple[float, float] | None:
        """The 95 % interval at `time`, or None beyond the longest follow-up."""
        return None if self._is_beyond(time) else (self._step(self.low, time), self._step(self.high, time))

    def _is_beyond(self, time: float) -> bool:
        if not self.times:
            return time > 0
        # Once all are gone the curve is known to stay at zero.
        return time > self.times[-1] and self.survival[-1] > 0

    def _step(self, column: tuple[float, ...], time: float) -> float:
        row = bisect_right(self.times, time) - 1
        return column[row] if row >= 0 else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A test of whether groups differ; `p` is the probability of such differences, or larger ones, by chance alone.

    `observed` and `expected` are the ends seen in each group, and those that all groups alike would have had.
    """

    statistic: float
    freedom: int
    p: float
    observed: tuple[int, ...]
    expected: tuple[float, ...]
