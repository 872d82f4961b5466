"""What became of a library entry: who took it up, and how far they got."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from marketplace import clock
from marketplace.projects.queries import adoptions_of, ids_that_count_for, leads
from marketplace.projects.terms import StopReason
from marketplace.ventures.models import FollowUp, Venture
from marketplace.ventures.terms import HEADLINE_MONTHS, ClosingReason, FollowUpState


@dataclass(frozen=True)
class TakeUpFigures:
    """What became of one entry, each person once: ``n`` took it up, ``trading`` have a business now, ``under_way`` none yet.

    ``matured`` opened a year ago or earlier. A person counts with her first business from the entry.
    """

    n: int
    trading: int
    under_way: int
    matured: int
    trading_after_year: int
    reasons: tuple[ClosingReason, ...]
    stop_reasons: tuple[StopReason, ...]
    synthetic: bool

    @property
    def closed(self) -> int:
        """Who closed the business again, or gave up before opening one."""
        return self.n - self.trading - self.under_way


@dataclass(frozen=True)
class _Start:
    """One venture that came from an entry."""

    project_id: int
    founder_id: int
    opened_on: date
    closed_on: date | None
    reason: ClosingReason | None
    synthetic: bool
    year_state: FollowUpState | None

    def is_matured(self, on: date) -> bool:
        return clock.months_after(self.opened_on, HEADLINE_MONTHS) <= on

    @property
    def traded_a_year(self) -> bool:
        # Whom nobody could reach is not counted as trading: a figure must not gain by not asking.
        lasted = self.closed_on is None or self.closed_on >= clock.months_after(self.opened_on, HEADLINE_MONTHS)
        return lasted and not (self.closed_on is None and self.year_state == FollowUpState.lost)


def takeup_of(session: Session, project_id: int) -> TakeUpFigures:
    """What became of one entry and of all that was merged into it, counted now."""
    ids, today = ids_that_count_for(session, project_id), clock.today()
    starts = _starts(session, ids)
    firsts = {start.founder_id: start for start in reversed(starts)}
    still = {start.founder_id for start in starts if start.closed_on is None}
    others = {one.person_id: one for one in adoptions_of(session, ids) if one.person_id not in firsts}
    matured = [start for start in firsts.values() if start.is_matured(today)]
    return TakeUpFigures(
        n=len(firsts) + len(others),
        trading=len(still),
        under_way=sum(one.stop_reason is None for one in others.values()),
        matured=len(matured),
        trading_after_year=sum(start.traded_a_year for start in matured),
        reasons=tuple(sorted({start.reason for start in starts if start.reason})),
        stop_reasons=tuple(sorted({one.stop_reason for one in others.values() if one.stop_reason})),
        synthetic=any(start.synthetic for start in starts) or any(one.synthetic for one in others.values()),
    )


def project_outcomes(session: Session, on: date | None = None) -> dict[int, tuple[int, int]]:
    """By entry: ventures that traded for a year, of those opened a year ago or earlier; what was merged counts where it leads.

    ``on`` is the day to stand on, today's by default.
    """
    today, counts, end = on or clock.today(), defaultdict[int, list[bool]](list), leads(session)
    for start in _starts(session):
        if start.is_matured(today):
            counts[end.get(start.project_id, start.project_id)].append(start.traded_a_year)
    return {project_id: (sum(traded), len(traded)) for project_id, traded in counts.items()}


def _starts(session: Session, project_ids: Collection[int] | None = None) -> list[_Start]:
    what = (Venture.project_id, Venture.founder_id, Venture.opened_on, Venture.closed_on, Venture.closing_reason, Venture.synthetic)
    year = and_(col(FollowUp.venture_id) == col(Venture.id), col(FollowUp.months) == HEADLINE_MONTHS)
    rows = columns(*map(col, what), col(FollowUp.state)).select_from(Venture).outerjoin(FollowUp, year)
    rows = rows.where(col(Venture.project_id).is_not(None) if project_ids is None else col(Venture.project_id).in_(project_ids))
    return [_Start(*row) for row in session.execute(rows.order_by(col(Venture.opened_on), col(Venture.id)))]
