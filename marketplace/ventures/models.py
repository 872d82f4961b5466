"""Tables of the ventures room."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.ventures.terms import ClosingReason, FollowUpState, Form, VentureState


class Venture(SQLModel, table=True):
    """A business somebody opened."""

    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_has_date"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="dates"),
        CheckConstraint("jobs >= 0", name="jobs"),
    )

    id: int | None = Field(default=None, primary_key=True)
    founder_id: int = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=80)
    form: Form = Field(sa_column=Column(choice(Form), nullable=False, index=True))
    region: str = Field(max_length=6, index=True)
    sector: str | None = Field(default=None, max_length=4)
    project_id: int | None = Field(default=None, foreign_key="project.id", index=True, description="the entry it came from")
    opened_on: date = Field(index=True)
    jobs: int = Field(default=0, description="people employed at the opening, the founder not counted")
    state: VentureState = Field(default=VentureState.trading, sa_column=Column(choice(VentureState), nullable=False, index=True))
    closed_on: date | None = None
    closing_reason: ClosingReason | None = Field(default=None, sa_column=Column(choice(ClosingReason), nullable=True))
    synthetic: bool = False
    registered_at: datetime = Field(default_factory=clock.now)

    founder: Person = Relationship()
    follow_ups: list["FollowUp"] = Relationship(sa_relationship_kwargs={"lazy": "selectin", "order_by": "FollowUp.months"})


class FollowUp(SQLModel, table=True):
    """One check after 3, 6 or 12 months."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("venture_id", "months"),
        CheckConstraint("(state = 'done') = (answered_on IS NOT NULL)", name="done_has_date"),
    )

    id: int | None = Field(default=None, primary_key=True)
    venture_id: int = Field(foreign_key="venture.id", index=True)
    months: int
    due_on: date = Field(index=True)
    state: FollowUpState = Field(default=FollowUpState.scheduled, sa_column=Column(choice(FollowUpState), nullable=False, index=True))
    answered_on: date | None = None
    trading: bool | None = None
    jobs: int | None = Field(default=None, description="people employed, the founder not counted")
    note: str | None = Field(default=None, max_length=500)


class OutcomeCheck(SQLModel, table=True):
    """Somebody called a person whose window was over, to hear what became of her; the only record of having been reached or not."""

    __tablename__ = "outcome_check"
    __table_args__ = (UniqueConstraint("person_id", "checked_on"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    checked_on: date = Field(index=True)
    reached: bool
    by_id: int | None = Field(default=None, foreign_key="person.id", description="who called")
