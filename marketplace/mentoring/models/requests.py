"""Tables of requests: who asks whom, and who waits for a person's help."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, text
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.mentoring.models.mentors import Mentor
from marketplace.mentoring.terms import DeclineReason, RequestState
from marketplace.projects.models import Project


class MentoringRequest(SQLModel, table=True):
    """A learner asks a mentor. Ends by itself after seven days at the latest."""

    __tablename__ = "mentoring_request"
    __table_args__ = (
        CheckConstraint("(state = 'pending') = (ended_at IS NULL)", name="ended_has_date"),
        CheckConstraint("state <> 'declined' OR decline_reason IS NOT NULL", name="declined_has_reason"),
        Index(
            "uq_mentoring_request_pending_pair",
            "learner_id",
            "mentor_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
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
    expires_at: datetime = Field(index=True)
    ended_at: datetime | None = None
    decline_reason: DeclineReason | None = Field(default=None, sa_column=Column(choice(DeclineReason), nullable=True))
    note: str | None = Field(default=None, max_length=400)

    learner: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "MentoringRequest.learner_id"})
    mentor: Mentor = Relationship()
    project: Project | None = Relationship()
