"""Tables of what is kept about mentors: applications, what they read and signed, certificates of service."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.db import choice
from marketplace.mentoring.mentor_terms import ApplicationOutcome, ReadingKind
from marketplace.mentoring.models.mentors import Mentor


class MentorApplication(SQLModel, table=True):
    """Somebody asks to be a mentor, or a mentor asks to be one of another kind; staff look at it."""

    __tablename__ = "mentor_application"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended_has_outcome"),
        CheckConstraint("outcome <> 'refused' OR reason IS NOT NULL", name="refused_has_reason"),
        Index(
            "uq_mentor_application_open",
            "mentor_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    mentor_id: int = Field(foreign_key="mentor.person_id", index=True)
    kind: str = Field(max_length=3, description="the kind asked for")
    applied_at: datetime = Field(default_factory=clock.now, index=True)
    ended_at: datetime | None = Field(default=None, index=True)
    outcome: ApplicationOutcome | None = Field(default=None, sa_column=Column(choice(ApplicationOutcome), nullable=True))
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    identity_seen: str | None = Field(default=None, max_length=300, description="what staff saw to know who she is; no number")
    experience_seen: str | None = Field(default=None, max_length=300, description="what staff saw of her experience")
    reason: str | None = Field(default=None, max_length=400, description="why not; the applicant reads it")

    mentor: Mentor = Relationship()


class MentorReading(SQLModel, table=True):
    """A mentor read the agreement and agreed, or read the training and answered its questions."""

    __tablename__ = "mentor_reading"

    id: int | None = Field(default=None, primary_key=True)
    mentor_id: int = Field(foreign_key="mentor.person_id", index=True)
    kind: ReadingKind = Field(sa_column=Column(choice(ReadingKind), nullable=False))
    version: str = Field(max_length=16)
    at: datetime = Field(default_factory=clock.now)


class ServiceCertificate(SQLModel, table=True):
    """A year of service as it was counted when the certificate was issued; whoever holds the paper can check it."""

    __tablename__ = "service_certificate"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=24, unique=True, description="in the address; cannot be guessed")
    mentor_id: int = Field(foreign_key="mentor.person_id", index=True)
    year: int
    sessions: int
    minutes: int
    learners: int
    months: int
    issued_at: datetime = Field(default_factory=clock.now)

    mentor: Mentor = Relationship()

    @property
    def number(self) -> str:
        """The number printed on it."""
        return f"JXM-{self.year}-{self.id:05d}"
