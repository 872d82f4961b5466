"""Tables of the review: opinions of experts, versions of an entry, who checked it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.projects.models.entry import Project
from marketplace.projects.terms import AppraisalState, Recommendation


class Appraisal(SQLModel, table=True):
    """One expert's opinion on one round of an entry."""

    __table_args__ = (
        UniqueConstraint("project_id", "round", "expert_id"),
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_has_date"),
        CheckConstraint("(state = 'done') = (recommendation IS NOT NULL)", name="done_has_advice"),
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    round: int = Field(default=1, description="a returned entry comes again in the next round")
    expert_id: int = Field(foreign_key="person.id", index=True)
    state: AppraisalState = Field(default=AppraisalState.asked, sa_column=Column(choice(AppraisalState), nullable=False, index=True))
    asked_at: datetime = Field(default_factory=clock.now)
    done_at: datetime | None = None
    scores: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False), description="criterion: 1-5")
    recommendation: Recommendation | None = Field(default=None, sa_column=Column(choice(Recommendation), nullable=True))
    comment: str = Field(default="", max_length=2000, description="for the staff and, without the name, the author")
    recusal: str | None = Field(default=None, max_length=200)

    expert: Person = Relationship(sa_relationship_kwargs={"lazy": "joined"})
    project: Project = Relationship()


class ProjectVersion(SQLModel, table=True):
    """The content of an entry as it stood in the library under one number. Rows are only ever added."""

    __tablename__ = "project_version"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    number: int
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    published_at: datetime = Field(default_factory=clock.now)
    by_id: int | None = Field(default=None, foreign_key="person.id", description="who published it; empty: the library itself")
    note: str = Field(default="", max_length=500, description="what changed, in the author's words")


class Verification(SQLModel, table=True):
    """Somebody looked: at the form, at documents, at the place."""

    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 3", name="level"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    level: int = Field(description="0 none, 1 form checked, 2 documents seen, 3 visited")
    on: date
    by_id: int | None = Field(default=None, foreign_key="person.id", description="empty: the library itself")
    note: str = Field(default="", max_length=500)

    by: Person | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})
