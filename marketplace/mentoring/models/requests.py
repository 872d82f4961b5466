"""Tables of requests: who asks whom, and who waits for a person's help."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, text
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.mentoring.models.mentors import Mentor
from marketplace.mentoring.terms import HOLDING, OPEN, SENT, DeclineReason, RequestState, WaitingOutcome, WaitingReason, listed
from marketplace.projects.models import Project


class MentoringRequest(SQLModel, table=True):
    """A learner asks a mentor, or staff propose the two to each other. Every open state has its clock."""

    __tablename__ = "mentoring_request"
    __table_args__ = (
        CheckConstraint(f"NOT holds_seat OR state IN {listed(HOLDING)}", name="holds_seat"),
        CheckConstraint(f"(state IN {listed(OPEN)}) = (ended_at IS NULL)", name="ended_has_date"),
        CheckConstraint("state <> 'declined' OR decline_reason IS NOT NULL", name="declined_has_reason"),
        Index(
            "uq_mentoring_request_open_pair",
            "learner_id",
            "mentor_id",
            unique=True,
            sqlite_where=text(f"state IN {listed(SENT)}"),
            postgresql_where=text(f"state IN {listed(SENT)}"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = Field(foreign_key="person.id", index=True)
    mentor_id: int = Field(foreign_key="mentor.person_id", index=True)
    project_id: int | None = Field(default=None, foreign_key="project.id", index=True)
    goal: str = Field(max_length=400)
    tried: str = Field(max_length=600)
    wanted: str = Field(max_length=600)
    hours: int = Field(description="hours a month the learner can give to it")
    reasons: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False), description="why they fit, as seen when sent"
    )
    state: RequestState = Field(default=RequestState.pending, sa_column=Column(choice(RequestState), nullable=False, index=True))
    sent_at: datetime = Field(default_factory=clock.now, index=True)
    expires_at: datetime | None = Field(
        default=None, index=True, description="when its state ends by itself; empty where another thing ends it"
    )
    ended_at: datetime | None = None
    decline_reason: DeclineReason | None = Field(default=None, sa_column=Column(choice(DeclineReason), nullable=True))
    note: str | None = Field(default=None, max_length=400)
    colleague_id: int | None = Field(default=None, foreign_key="mentor.person_id", description="whom the mentor names instead")
    chain_id: int | None = Field(default=None, foreign_key="mentoring_request.id", index=True, description="the first of ranked choices")
    rank: int = Field(default=1, description="1 is the first choice")
    waits: bool = Field(default=False, description="the learner would go on the waiting list of a full mentor")
    holds_seat: bool = Field(default=False, description="a seat is kept for it")
    priority: int = Field(default=1, description="0 stands before 1 in the waiting list: somebody who lost a mentor")
    round_id: int | None = Field(default=None, index=True, description="the round that proposed it; that table stands on a higher floor")
    learner_confirmed_at: datetime | None = None
    mentor_confirmed_at: datetime | None = None

    learner: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "MentoringRequest.learner_id"})
    mentor: Mentor = Relationship(sa_relationship_kwargs={"foreign_keys": "MentoringRequest.mentor_id"})
    project: Project | None = Relationship()


class Waiting(SQLModel, table=True):
    """A learner for whom a person has to find a mentor: nothing is left that goes on by itself."""

    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended_has_outcome"),
        Index(
            "uq_waiting_open",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    region: str | None = Field(default=None, max_length=6, index=True, description="county, as she said it when the wait began")
    reason: WaitingReason = Field(sa_column=Column(choice(WaitingReason), nullable=False))
    priority: int = Field(default=1, description="0 stands before 1: somebody who lost a mentor")
    request_id: int | None = Field(default=None, foreign_key="mentoring_request.id", description="the last letter")
    since: datetime = Field(default_factory=clock.now, index=True)
    ended_at: datetime | None = Field(default=None, index=True)
    outcome: WaitingOutcome | None = Field(default=None, sa_column=Column(choice(WaitingOutcome), nullable=True))
    note: str | None = Field(default=None, max_length=300)

    person: Person = Relationship()
    request: MentoringRequest | None = Relationship()

    @property
    def days(self) -> int:
        """Whole days since the wait began."""
        return ((self.ended_at or clock.now()) - self.since).days
