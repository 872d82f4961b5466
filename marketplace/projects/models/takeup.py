"""Tables of take-up: who went for an entry, how far, and what they say of it."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.projects.models.entry import Project
from marketplace.projects.terms import ANSWER_DAYS, ENDED, StopReason, TakeUpState


class TakeUp(SQLModel, table=True):
    """One person's way with one entry, from the first question to a business or the end."""

    __tablename__ = "take_up"
    __table_args__ = (
        UniqueConstraint("project_id", "person_id"),
        CheckConstraint("(state = 'stopped') = (stopped_on IS NOT NULL)", name="stopped_has_date"),
        CheckConstraint("(state = 'stopped') = (stop_reason IS NOT NULL)", name="stopped_has_reason"),
        CheckConstraint(
            "state NOT IN ('adopted', 'registered', 'trading_6', 'trading_12') OR adopted_on IS NOT NULL", name="adopted_has_date"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: TakeUpState = Field(default=TakeUpState.enquired, sa_column=Column(choice(TakeUpState), nullable=False, index=True))
    state_since: datetime = Field(default_factory=clock.now)
    question: str = Field(default="", max_length=1000)
    answer: str = Field(default="", max_length=1000, description="of the owner, or of the centre for entries of the library itself")
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    enquired_at: datetime = Field(default_factory=clock.now)
    introduced_at: datetime | None = None
    adopted_on: date | None = None
    registered_on: date | None = None
    venture_id: int | None = Field(default=None, index=True, description="the business; that table stands on a higher floor")
    stopped_on: date | None = None
    stop_reason: StopReason | None = Field(default=None, sa_column=Column(choice(StopReason), nullable=True))
    stop_note: str = Field(default="", max_length=500)
    synthetic: bool = False

    person: Person = Relationship(sa_relationship_kwargs={"lazy": "joined", "foreign_keys": "TakeUp.person_id"})
    answered_by: Person | None = Relationship(sa_relationship_kwargs={"foreign_keys": "TakeUp.answered_by_id"})
    project: Project = Relationship()

    @property
    def waits(self) -> bool:
        """Somebody asked, and nobody has answered."""
        return bool(self.question) and self.answered_by_id is None and self.state not in ENDED

    @property
    def waits_too_long(self) -> bool:
        """The owner had time enough."""
        return self.waits and self.enquired_at <= clock.now() - timedelta(days=ANSWER_DAYS)


class Rating(SQLModel, table=True):
    """What somebody who did it says; one for each take-up, which may be changed."""

    __table_args__ = (CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),)

    take_up_id: int = Field(primary_key=True, foreign_key="take_up.id")
    stars: int = Field(description="would I start this again? 1 never, 5 at once")
    true_costs: int | None = Field(default=None, description="yuan that opening really took")
    word: str = Field(default="", max_length=600)
    at: datetime = Field(default_factory=clock.now)

    take_up: TakeUp = Relationship()
