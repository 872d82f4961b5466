"""Figures from rows: the same rows give the same figure, to the last digit. The one file here that knows ``matching``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from marketplace.indicators.models import Programme, Target
from marketplace.indicators.queries import PassRow, Rows, read_rows
from marketplace.ventures.queries import Case, JobsRow, Life
from marketplace.ventures.terms import ENTERPRISES, HEADLINE_MONTHS
from matching import CaseState, Comparison, Estimate, Rate, SurvivalCurve, kaplan_meier, log_rank, success_rate, wilson

YEAR = 365.25
FEWEST = 5


class Standing(StrEnum):
    """How a figure stands to its target."""

    met = "met"
    missed = "missed"
    unknown = "unknown"


@dataclass(frozen=True)
class Share:
    """Passed, of those who started; no estimate while nobody started."""

    passed: int
    started: int
    estimate: Estimate | None


@dataclass(frozen=True)
class Survival:
    """How long businesses live, in years. Where the curve stays above one half there is no median, only what was ``seen``."""

    curve: SurvivalCurve
    n: int
    closed: int
    lost: int
    median: float | None
    seen: float
    one_year: Estimate | None


@dataclass(frozen=True)
class Ratio:
    """Jobs for each of ``n``; ``told`` of them told a headcount."""

    jobs: int
    n: int
    told: int

    @property
    def official(self) -> float | None:
        """A headcount that nobody told counts as 0."""
        return self.jobs / self.n if self.n else None

    @property
    def observed(self) -> float | None:
        """Only those who told a headcount."""
        return self.jobs / self.told if self.told else None


@dataclass(frozen=True)
class Jobs:
    """Jobs in both readings of the plan, a year after the opening."""

    per_enterprise: Ratio
    per_founder: Ratio
    pending: int


@dataclass(frozen=True)
class Headline:
    """The figures of one day."""

    as_of: date
    months: int
    programme: Programme | None
    targets: dict[str, Target]
    success: Rate
    passing: Share
    survival: Survival
    jobs: Jobs
    new_entries: int
    synthetic: bool

    @property
    def standings(self) -> dict[str, Standing]:
        """By indicator, how it stands to its target."""
        values = {
            "I02": self.passing.estimate.value if self.passing.estimate and self.passing.started >= FEWEST else None,
            "I03": self.success.official.value if self.success.official and self.success.n_mature >= FEWEST else None,
            "I10": self.jobs.per_enterprise.official if self.jobs.per_enterprise.n >= FEWEST else None,
            "I11": float(self.new_entries),
        }
        standings = {code: standing(value, self.targets.get(code)) for code, value in values.items()}
        return standings | {"I09": survival_standing(self.survival, self.targets.get("I09"))}

    @property
    def elapsed(self) -> float | None:
        """Share of the programme's time that is over."""
        if self.programme is None:
            return None
        whole = (self.programme.ends_on - self.programme.starts_on).days
        return min(1.0, max(0.0, (self.as_of - self.programme.starts_on).days / whole))


def headline_figures(session: Session, as_of: date, months: int = HEADLINE_MONTHS) -> Headline:
    """The figures of one day, read now."""
    return headline(read_rows(session, as_of, months))


def headline(rows: Rows) -> Headline:
    """The figures of rows that were read already."""
    return Headline(
        as_of=rows.as_of,
        months=rows.months,
        programme=rows.programme,
        targets=rows.targets,
        success=success(rows.cases),
        passing=passing(rows.passes),
        survival=survival(rows.lives),
        jobs=jobs(rows.jobs),
        new_entries=rows.new_entries,
        synthetic=rows.synthetic,
    )


def success(cases: Iterable[Case]) -> Rate:
    """The success rate, read three ways."""
    return success_rate(CaseState(case.state.value) for case in cases)


def passing(rows: Sequence[PassRow]) -> Share:
    """The pass rate."""
    passed, started = sum(row.passed for row in rows), sum(row.started for row in rows)
    return Share(passed, started, wilson(passed, started))


def survival(rows: Sequence[Life]) -> Survival:
    """The survival curve with what one asks of it first."""
    curve = kaplan_meier([life.days for life in rows], [life.closed for life in rows])
    return Survival(
        curve=curve,
        n=len(rows),
        closed=sum(life.closed for life in rows),
        lost=sum(life.lost for life in rows),
        median=None if curve.median is None else curve.median / YEAR,
        seen=(curve.times[-1] if curve.times else 0.0) / YEAR,
        one_year=survival_at(rows, curve, round(YEAR)),
    )


def compared(groups: Iterable[Sequence[Life]]) -> Comparison | None:
    """Whether groups live equally long: the log-rank test over those of five and more, as small ones say little and are not shown."""
    shown = [rows for rows in groups if len(rows) >= FEWEST]
    return log_rank([([life.days for life in rows], [life.closed for life in rows]) for rows in shown])


def survival_at(rows: Sequence[Life], curve: SurvivalCurve, days: int) -> Estimate | None:
    """Survival at an age, with the number of businesses that were watched so long; None where nobody was."""
    value, interval = curve.at(days), curve.interval_at(days)
    if value is None or interval is None:
        return None
    return Estimate(value, *interval, sum(life.days >= days for life in rows))


def jobs(rows: Sequence[JobsRow]) -> Jobs:
    """Jobs of the businesses that are a year old, per enterprise and per founder."""
    mature = [row for row in rows if not row.pending]
    enterprises = [row for row in mature if row.form in ENTERPRISES]
    return Jobs(
        per_enterprise=Ratio(_total(enterprises), len(enterprises), sum(row.jobs is not None for row in enterprises)),
        per_founder=Ratio(
            _total(mature), len({row.founder_id for row in mature}), len({row.founder_id for row in mature if row.jobs is not None})
        ),
        pending=len(rows) - len(mature),
    )


def standing(value: float | None, target: Target | None) -> Standing:
    """Met, missed so far, or not to be said."""
    if value is None or target is None:
        return Standing.unknown
    return Standing.met if value >= target.value else Standing.missed


def survival_standing(figure: Survival, target: Target | None) -> Standing:
    """A curve that stays above one half says nothing of years that nobody has seen."""
    if figure.median is None:
        return Standing.met if target and figure.n >= FEWEST and figure.seen >= target.value else Standing.unknown
    return standing(figure.median if figure.n >= FEWEST else None, target)


def _total(rows: Iterable[JobsRow]) -> int:
    return sum(row.jobs or 0 for row in rows)
