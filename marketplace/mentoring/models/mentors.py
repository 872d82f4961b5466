"""Tables of mentors: who they are, and what they can teach."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, Relationship, SQLModel

from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.mentoring.terms import MentorState


class Mentor(SQLModel, table=True):
    """A person's public profile as a mentor. No phone, no mail, no ID here."""

    __table_args__ = (CheckConstraint("seats >= 0", name="seats"),)

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    key: str | None = Field(default=None, max_length=60, unique=True)
    revision: int = 1
    kind: str = Field(max_length=3, index=True, description="MK1-MK4")
    region: str = Field(max_length=6, index=True)
    town: str | None = Field(default=None, max_length=24)
    sectors: list[str] = Field(sa_column=Column(JSON, nullable=False))
    languages: list[str] = Field(sa_column=Column(JSON, nullable=False))
    formats: list[str] = Field(sa_column=Column(JSON, nullable=False), description="in person, video, phone, text")
    seats: int
    weekly_hours: int
    online: bool = Field(description="one of the formats needs no journey")
    founder: bool
    employer: str = Field(default="", max_length=60, description="for staff: where conflicts may come from")
    headline_zh: str = Field(max_length=60)
    headline_en: str = Field(max_length=160)
    bio_zh: str = Field(max_length=400)
    bio_en: str = Field(max_length=1000)
    cannot_zh: str = Field(default="", max_length=120)
    cannot_en: str = Field(default="", max_length=300)
    conflicts: str = Field(default="", max_length=400, description="declared conflicts in words; for staff")
    conflicts_named: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False), description="people and companies she must not be matched with"
    )
    unpaid_agreed_at: datetime | None = Field(default=None, description="an official agreed never to be paid and to step back")
    state: MentorState = Field(default=MentorState.published, sa_column=Column(choice(MentorState), nullable=False, index=True))

    vetted_at: datetime | None = None
    published_on: date | None = Field(default=None, description="for the first time")
    review_due_on: date | None = Field(default=None, index=True, description="when the yearly review has to be done")
    review_confirmed_at: datetime | None = Field(default=None, description="her own part of the review is done; staff look at it")
    paused_until: date | None = Field(default=None, description="when she takes requests again by herself")
    paused_by_clock: bool = Field(default=False, description="requests went unanswered or the review was not done, so the clock paused her")
    pause_reason: str | None = Field(default=None, max_length=300, description="why staff paused her; only staff let her come back")

    person: Person = Relationship(sa_relationship_kwargs={"lazy": "joined"})
    skills: list["MentorSkill"] = Relationship(sa_relationship_kwargs={"lazy": "selectin", "cascade": "all, delete-orphan"})


class MentorSkill(SQLModel, table=True):
    """A skill the mentor can teach, level 1-4 (normally 3 or 4)."""

    __tablename__ = "mentor_skill"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    mentor_id: int = Field(primary_key=True, foreign_key="mentor.person_id")
    skill: str = Field(primary_key=True, max_length=5)
    level: int
