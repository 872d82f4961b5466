"""Tables of the safety room."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, text
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.safety.terms import AppealState, MeasureKind, MeasureState, ReportKind, ReportState


class Report(SQLModel, table=True):
    """Somebody says that somebody did wrong; what she saw is kept with it."""

    __table_args__ = (
        CheckConstraint("(state IN ('upheld', 'not_upheld')) = (decided_at IS NOT NULL)", name="decided_has_date"),
        CheckConstraint("state = 'received' OR officer_id IS NOT NULL", name="looked_at_has_officer"),
        CheckConstraint("reporter_id <> about_id", name="about_another"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reporter_id: int = Field(foreign_key="person.id", index=True)
    about_id: int = Field(foreign_key="person.id", index=True)
    kind: ReportKind = Field(sa_column=Column(choice(ReportKind), nullable=False))
    words: str = Field(max_length=2000)
    subject: str = Field(default="", max_length=24, description="what it was seen on: mentor, request, mentorship ...")
    subject_id: int | None = None
    evidence: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False), description="a copy of what was seen"
    )
    state: ReportState = Field(default=ReportState.received, sa_column=Column(choice(ReportState), nullable=False, index=True))
    reported_at: datetime = Field(default_factory=clock.now, index=True)
    look_due_at: datetime
    decision_due_at: datetime
    froze: bool = Field(default=False, description="the mentorships were frozen at once, until the decision")
    officer_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    looked_at: datetime | None = None
    decided_at: datetime | None = None
    decision: str = Field(default="", max_length=1000, description="why, for the officers")

    reporter: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "Report.reporter_id", "lazy": "joined"})
    about: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "Report.about_id", "lazy": "joined"})
    officer: Person | None = Relationship(sa_relationship_kwargs={"foreign_keys": "Report.officer_id", "lazy": "joined"})

    @property
    def is_urgent(self) -> bool:
        """A child may be in danger."""
        return self.kind == ReportKind.unsafe_for_minor

    @property
    def due_at(self) -> datetime | None:
        """By when the next step is owed; None when there is none."""
        return {ReportState.received: self.look_due_at, ReportState.in_review: self.decision_due_at}.get(self.state)

    @property
    def is_overdue(self) -> bool:
        """The next step is late."""
        return self.due_at is not None and self.due_at < clock.now()


class Measure(SQLModel, table=True):
    """What an officer decided about a person."""

    __table_args__ = (
        CheckConstraint("(state = 'active') = (ended_at IS NULL)", name="ended_has_date"),
        Index(
            "uq_measure_one_suspension",
            "person_id",
            unique=True,
            sqlite_where=text("kind = 'suspension' AND state = 'active'"),
            postgresql_where=text("kind = 'suspension' AND state = 'active'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    kind: MeasureKind = Field(sa_column=Column(choice(MeasureKind), nullable=False))
    state: MeasureState = Field(default=MeasureState.active, sa_column=Column(choice(MeasureState), nullable=False, index=True))
    reason: str = Field(max_length=1000, description="as the person reads it")
    until: date | None = Field(default=None, index=True, description="the last day; open without one")
    decided_by_id: int = Field(foreign_key="person.id", index=True)
    decided_at: datetime = Field(default_factory=clock.now)
    ended_at: datetime | None = None
    end_reason: str = Field(default="", max_length=1000)

    person: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "Measure.person_id", "lazy": "joined"})
    decided_by: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "Measure.decided_by_id", "lazy": "joined"})
    report: Report | None = Relationship()
    appeal: "Appeal" = Relationship(back_populates="measure", sa_relationship_kwargs={"uselist": False, "lazy": "selectin"})


class Appeal(SQLModel, table=True):
    """The person's word against a measure: one each."""

    __table_args__ = (CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_has_date"),)

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id", unique=True)
    words: str = Field(max_length=2000)
    state: AppealState = Field(default=AppealState.waiting, sa_column=Column(choice(AppealState), nullable=False, index=True))
    written_at: datetime = Field(default_factory=clock.now)
    due_at: datetime
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    decision: str = Field(default="", max_length=1000, description="why, for the person")

    measure: Measure = Relationship(back_populates="appeal")

    @property
    def is_overdue(self) -> bool:
        """The second officer is late."""
        return self.state == AppealState.waiting and self.due_at < clock.now()
