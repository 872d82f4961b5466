"""Questions that are due."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from marketplace.ventures.models import FollowUp, Venture
from marketplace.ventures.terms import FollowUpState, VentureState


class DueFollowUp(NamedTuple):
    """A question to ask, and for how many days it has been due."""

    follow_up: FollowUp
    venture: Venture
    days: int


def open_follow_up(venture: Venture) -> FollowUp | None:
    """The next question to a venture; a closed one is asked no more."""
    waiting = [one for one in venture.follow_ups if one.state == FollowUpState.scheduled]
    return waiting[0] if waiting and venture.state == VentureState.trading else None


def due_follow_ups(session: Session, on: date, regions: Collection[str] | None) -> list[DueFollowUp]:
    """Questions due by ``on`` to ventures of some counties (None: of the whole city), the oldest first."""
    wanted: list[Any] = [FollowUp.state == FollowUpState.scheduled, col(FollowUp.due_on) <= on, Venture.state == VentureState.trading]
    wanted += [] if regions is None else [col(Venture.region).in_(sorted(regions))]
    rows = select(FollowUp, Venture).join(Venture).where(*wanted).options(joinedload(Venture.founder))  # type: ignore[arg-type]
    rows = rows.order_by(col(FollowUp.due_on), col(FollowUp.id))
    return [DueFollowUp(asked, venture, (on - asked.due_on).days) for asked, venture in session.exec(rows)]
