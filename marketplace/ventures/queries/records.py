"""How long ventures lived and whom they employed: rows for the survival curve and the jobs ratio."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from marketplace import clock
from marketplace.ventures.models import FollowUp, Venture
from marketplace.ventures.terms import HEADLINE_MONTHS, ClosingReason, FollowUpState, Form


class Life(NamedTuple):
    """How long a venture was seen to live; without ``closed`` the end was not seen."""

    venture_id: int
    region: str
    form: Form
    opened_on: date
    days: int
    closed: bool
    lost: bool
    synthetic: bool


class JobsRow(NamedTuple):
    """Whom a venture employed at the headcount nearest to one year; ``jobs`` is None where nobody ever said."""

    venture_id: int
    founder_id: int
    region: str
    form: Form
    opened_on: date
    jobs: int | None
    pending: bool
    synthetic: bool


class _Venture(NamedTuple):
    id: int
    founder_id: int
    region: str
    form: Form
    opened_on: date
    closed_on: date | None
    reason: ClosingReason | None
    synthetic: bool


class _Answer(NamedTuple):
    state: FollowUpState
    answered_on: date | None
    jobs: int | None


def survival_rows(session: Session, as_of: date) -> list[tuple[int, bool]]:
    """Days and whether an end was seen, for every venture opened up to ``as_of``."""
    return [(life.days, life.closed) for life in lives(session, as_of)]


def lives(session: Session, as_of: date) -> list[Life]:
    """The life of every venture opened up to ``as_of``, in the order of opening."""
    answers = _answers(session, as_of)
    return [_life(venture, answers.get(venture.id, []), as_of) for venture in _ventures(session, as_of)]


def jobs_rows(session: Session, as_of: date, since: date = date.min) -> list[JobsRow]:
    """Jobs of every venture opened from ``since`` to ``as_of``; pending until it is a year old."""
    answers = _answers(session, as_of)
    return [_jobs(venture, answers.get(venture.id, []), as_of) for venture in _ventures(session, as_of) if venture.opened_on >= since]


def _life(venture: _Venture, answers: list[_Answer], as_of: date) -> Life:
    lost = bool(answers) and answers[-1].state == FollowUpState.lost
    seen = [one.answered_on for one in answers if one.answered_on]
    last_seen = max([venture.opened_on, *seen]) if lost else as_of
    ended = venture.closed_on is not None and venture.closed_on <= as_of
    end = venture.closed_on if ended and venture.closed_on else last_seen
    # The same business under a new owner lives on: it leaves our sight, it does not end (Eurostat-OECD).
    closed = ended and venture.reason != ClosingReason.taken_over
    days = (end - venture.opened_on).days
    return Life(venture.id, venture.region, venture.form, venture.opened_on, days, closed, lost and not ended, venture.synthetic)


def _jobs(venture: _Venture, answers: list[_Answer], as_of: date) -> JobsRow:
    year = clock.months_after(venture.opened_on, HEADLINE_MONTHS)
    told = [(abs((one.answered_on - year).days), one.jobs) for one in answers if one.answered_on and one.jobs is not None]
    closed_early = venture.closed_on is not None and venture.closed_on < year
    jobs = 0 if closed_early else (min(told)[1] if told else None)
    return JobsRow(venture.id, venture.founder_id, venture.region, venture.form, venture.opened_on, jobs, year > as_of, venture.synthetic)


def _ventures(session: Session, as_of: date) -> list[_Venture]:
    what = (Venture.id, Venture.founder_id, Venture.region, Venture.form, Venture.opened_on, Venture.closed_on)
    rows = columns(*map(col, what), col(Venture.closing_reason), col(Venture.synthetic))
    rows = rows.where(col(Venture.opened_on) <= as_of).order_by(col(Venture.opened_on), col(Venture.id))
    return [_Venture(*row) for row in session.execute(rows)]


def _answers(session: Session, as_of: date) -> dict[int, list[_Answer]]:
    lost = and_(col(FollowUp.state) == FollowUpState.lost, col(FollowUp.due_on) <= as_of)
    rows = columns(*map(col, (FollowUp.venture_id, FollowUp.state, FollowUp.answered_on, FollowUp.jobs)))
    rows = rows.where(or_(lost, col(FollowUp.answered_on) <= as_of)).order_by(col(FollowUp.venture_id), col(FollowUp.months))
    answers = defaultdict[int, list[_Answer]](list)
    for venture_id, *answer in session.execute(rows):
        answers[venture_id].append(_Answer(*answer))
    return answers
