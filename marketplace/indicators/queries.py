"""Reads of the indicators room: the programme, its targets, and the rows that the figures count."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from marketplace.indicators.models import Programme, SuggestionReport, Target
from marketplace.projects.queries import Excluded, excluded_counts, excluded_projects, new_project_ids_between, withdrawn_count
from marketplace.training.models import Course, Enrolment, TrainingClass
from marketplace.training.terms import ClassState, EnrolmentState
from marketplace.ventures.queries import Case, JobsRow, Life, case_states, jobs_rows, lives

# The others are only counted.
EXCLUDED_SHOWN = 200


class PassRow(NamedTuple):
    """One closed class: who passed, of those who started."""

    class_id: int
    region: str
    kind: str
    closed_on: date
    passed: int
    started: int
    synthetic: bool


@dataclass(frozen=True)
class Rows:
    """Everything that the figures of one day count."""

    as_of: date
    months: int
    programme: Programme | None
    targets: dict[str, Target]
    cases: list[Case]
    passes: list[PassRow]
    lives: list[Life]
    jobs: list[JobsRow]
    new_entries: int

    @property
    def synthetic(self) -> bool:
        """True when any row was invented for the demo."""
        rows: tuple[Any, ...] = (*self.cases, *self.passes, *self.lives, *self.jobs)
        return bool(self.programme and self.programme.synthetic) or any(row.synthetic for row in rows)


def read_rows(session: Session, as_of: date, months: int) -> Rows:
    """All rows of one day, in a dozen statements."""
    programme = programme_on(session, as_of)
    return Rows(
        as_of=as_of,
        months=months,
        programme=programme,
        targets=targets_of(session, programme),
        cases=case_states(session, as_of, months),
        passes=pass_rows(session, as_of),
        lives=lives(session, as_of),
        jobs=programme_jobs(session, programme, as_of),
        new_entries=len(new_entry_ids(session, programme, as_of)),
    )


def programme_on(session: Session, day: date) -> Programme | None:
    """The latest programme that had begun by ``day``."""
    rows = select(Programme).where(col(Programme.starts_on) <= day)
    return session.exec(rows.order_by(col(Programme.starts_on).desc(), col(Programme.id).desc())).first()


def targets_of(session: Session, programme: Programme | None) -> dict[str, Target]:
    """What a programme promised, by indicator."""
    if programme is None:
        return {}
    return {target.indicator: target for target in session.exec(select(Target).where(Target.programme_id == programme.id))}


def pass_rows(session: Session, as_of: date) -> list[PassRow]:
    """Closed classes with somebody who started, in the order of closing."""
    passed = func.sum(case((col(Enrolment.state) == EnrolmentState.passed, 1), else_=0))
    key = [col(TrainingClass.id), col(TrainingClass.region), col(Course.kind), col(TrainingClass.closed_on)]
    rows = columns(*key, passed, func.count(col(Enrolment.id)), col(TrainingClass.synthetic)).select_from(Enrolment)
    rows = rows.join(TrainingClass, col(Enrolment.class_id) == col(TrainingClass.id)).join(Course)
    # In a closed class nobody is left who started and has no result.
    rows = rows.where(
        col(Enrolment.state).in_((EnrolmentState.passed, EnrolmentState.failed)), col(TrainingClass.state) == ClassState.closed
    )
    rows = rows.where(col(TrainingClass.closed_on) <= as_of).group_by(*key, col(TrainingClass.synthetic))
    return [PassRow(*row) for row in session.execute(rows.order_by(col(TrainingClass.closed_on), col(TrainingClass.id)))]


def programme_jobs(session: Session, programme: Programme | None, as_of: date) -> list[JobsRow]:
    """Jobs of the ventures opened in the programme; without one, of all."""
    return jobs_rows(session, as_of, since=programme.starts_on if programme else date.min)


def new_entry_ids(session: Session, programme: Programme | None, as_of: date) -> list[int]:
    """The entries that count as new, the latest first."""
    return new_project_ids_between(session, *_period(programme, as_of))


def excluded_entries(session: Session, programme: Programme | None, as_of: date) -> list[Excluded]:
    """The latest of the entries that do not count as new, each with its reason."""
    return excluded_projects(session, *_period(programme, as_of), EXCLUDED_SHOWN)


def reasons_for_excluding(session: Session, programme: Programme | None, as_of: date) -> dict[str, int]:
    """How many entries do not count as new, by reason."""
    return excluded_counts(session, *_period(programme, as_of))


def withdrawn_entries(session: Session, programme: Programme | None, as_of: date) -> int:
    """How many of the counted entries were withdrawn later (A9)."""
    return withdrawn_count(session, *_period(programme, as_of))


def latest_suggestion_report(session: Session) -> SuggestionReport | None:
    """How well suggestions fitted when they were last measured."""
    return session.exec(select(SuggestionReport).order_by(col(SuggestionReport.id).desc()).limit(1)).first()


def _period(programme: Programme | None, as_of: date) -> tuple[date, date]:
    return (programme.starts_on, min(programme.ends_on, as_of)) if programme else (date.min, as_of)
