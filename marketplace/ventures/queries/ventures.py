"""Single ventures."""

from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.training.models import Enrolment, TrainingClass
from marketplace.training.terms import EnrolmentState
from marketplace.ventures.models import Venture
from marketplace.ventures.policies import may_see


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


def regions_of_passes(session: Session, person_id: int) -> set[str]:
    """The counties in which the person passed a class."""
    rows = select(TrainingClass.region).join(Enrolment).where(Enrolment.person_id == person_id, Enrolment.state == EnrolmentState.passed)
    return set(session.exec(rows))
