"""Single ventures, and what became of a library entry."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.training.models import Enrolment, TrainingClass
from marketplace.training.terms import EnrolmentState
from marketplace.ventures.models import FollowUp, Venture
from marketplace.ventures.policies import may_see
from marketplace.ventures.terms import HEADLINE_MONTHS, ClosingReason, FollowUpState


@dataclass(frozen=True)
class TakeUp:
    """What became of one entry: ``n`` opened it, ``trading`` still do; ``matured`` began a year ago or earlier."""

    n: int
    trading: int
    matured: int
    trading_after_year: int
    reasons: tuple[ClosingReason, ...]
    synthetic: bool

    @property
    def closed(self) -> int:
        return self.n - self.trading


@dataclass(frozen=True)
class _Start:
    """One venture that came from an entry."""

    project_id: int
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


def get_venture(session: Session, venture_id: int, *, by: Person) -> Venture:
    """One venture that the person may see; another's is as absent as one that never was."""
    venture = session.get(Venture, venture_id)
    if venture is None or not may_see(by, venture):
        raise NotFound()
    return venture


def ventures_of(session: Session, person_id: int) -> list[Venture]:
    """The person's own ventures, latest first, with their follow-ups."""
    rows = select(Venture).where(Venture.founder_id == person_id)
    return list(session.exec(rows.order_by(col(Venture.opened_on).desc(), col(Venture.id).desc())))


def first_openings(session: Session) -> dict[int, date]:
    """The day on which each founder opened something for the first time."""
    rows = select(Venture.founder_id, func.min(Venture.opened_on)).group_by(col(Venture.founder_id))
    return dict(session.exec(rows.order_by(col(Venture.founder_id))).all())


def takeup_of(session: Session, project_id: int) -> TakeUp:
    """What became of one entry, counted now."""
    starts, today = _starts(session, project_id), clock.today()
    matured = [start for start in starts if start.is_matured(today)]
    reasons = sorted({start.reason for start in starts if start.reason})
    return TakeUp(
        n=len(starts),
        trading=sum(start.closed_on is None for start in starts),
        matured=len(matured),
        trading_after_year=sum(start.traded_a_year for start in matured),
        reasons=tuple(reasons),
        synthetic=any(start.synthetic for start in starts),
    )


def project_outcomes(session: Session) -> dict[int, tuple[int, int]]:
    """By entry: ventures that traded for a year, of those opened a year ago or earlier."""
    today, counts = clock.today(), defaultdict[int, list[bool]](list)
    for start in _starts(session):
        if start.is_matured(today):
            counts[start.project_id].append(start.traded_a_year)
    return {project_id: (sum(traded), len(traded)) for project_id, traded in counts.items()}


def regions_of_passes(session: Session, person_id: int) -> set[str]:
    """The counties in which the person passed a class."""
    rows = select(TrainingClass.region).join(Enrolment).where(Enrolment.person_id == person_id, Enrolment.state == EnrolmentState.passed)
    return set(session.exec(rows))


def _starts(session: Session, project_id: int | None = None) -> list[_Start]:
    what = (Venture.project_id, Venture.opened_on, Venture.closed_on, Venture.closing_reason, Venture.synthetic, FollowUp.state)
    year = and_(col(FollowUp.venture_id) == col(Venture.id), col(FollowUp.months) == HEADLINE_MONTHS)
    rows = columns(*map(col, what)).select_from(Venture).outerjoin(FollowUp, year).order_by(col(Venture.id))
    rows = rows.where(col(Venture.project_id).is_not(None) if project_id is None else col(Venture.project_id) == project_id)
    return [_Start(*row) for row in session.execute(rows)]
