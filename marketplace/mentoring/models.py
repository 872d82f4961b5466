"""Tables of the mentoring room."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.mentoring.terms import DeclineReason, MentorshipState, MentorState, RequestState
from marketplace.projects.models import Project


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
    seats: int
    weekly_hours: int
    online: bool
    founder: bool
    headline_zh: str = Field(max_length=60)
    headline_en: str = Field(max_length=160)
    bio_zh: str = Field(max_length=400)
    bio_en: str = Field(max_length=1000)
    cannot_zh: str = Field(default="", max_length=120)
    cannot_en: str = Field(default="", max_length=300)
    state: MentorState = Field(default=MentorState.published, sa_column=Column(choice(MentorState), nullable=False, index=True))

    person: Person = Relationship(sa_relationship_kwargs={"lazy": "joined"})
    skills: list["MentorSkill"] = Relationship(sa_relationship_kwargs={"lazy": "selectin", "cascade": "all, delete-orphan"})


class MentorSkill(SQLModel, table=True):
    """A skill the mentor can teach, level 1-4 (normally 3 or 4)."""

    __tablename__ = "mentor_skill"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    mentor_id: int = Field(primary_key=True, foreign_key="mentor.person_id")
    skill: str = Field(primary_key=True, max_length=5)
    level: int


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


class Mentorship(SQLModel, table=True):
    """A pair at work; holds one of the mentor's seats while it lives."""

    __table_args__ = (
        CheckConstraint("(state IN ('completed', 'ended_early')) = (ended_at IS NOT NULL)", name="ended_has_date"),
        Index(
            "uq_mentorship_live_learner",
            "learner_id",
            unique=True,
            sqlite_where=text("state IN ('active', 'closing')"),
            postgresql_where=text("state IN ('active', 'closing')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="mentoring_request.id", unique=True)
    learner_id: int = Field(foreign_key="person.id", index=True)
    mentor_id: int = Field(foreign_key="mentor.person_id", index=True)
    project_id: int | None = Field(default=None, foreign_key="project.id", index=True)
    state: MentorshipState = Field(default=MentorshipState.active, sa_column=Column(choice(MentorshipState), nullable=False, index=True))
    began_at: datetime = Field(default_factory=clock.now)
    closing_since: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str | None = Field(default=None, max_length=300)
    learner_useful: int | None = Field(default=None, description="1-5")
    learner_word: str | None = Field(default=None, max_length=600)
    mentor_useful: int | None = Field(default=None, description="1-5")
    mentor_word: str | None = Field(default=None, max_length=600)

    learner: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "Mentorship.learner_id"})
    mentor: Mentor = Relationship()
    project: Project | None = Relationship()
    goals: list["Goal"] = Relationship(sa_relationship_kwargs={"order_by": "Goal.id", "lazy": "selectin"})
    sessions: list["MentoringSession"] = Relationship(
        sa_relationship_kwargs={"order_by": "MentoringSession.held_on.desc()", "lazy": "selectin"}
    )


class Goal(SQLModel, table=True):
    """What the pair wants to reach."""

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    text: str = Field(max_length=200)
    met_on: date | None = None


class MentoringSession(SQLModel, table=True):
    """One meeting, logged in a minute."""

    __tablename__ = "mentoring_session"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 600", name="minutes"),)

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    held_on: date
    minutes: int
    topics: str = Field(max_length=400)
    next_step: str = Field(default="", max_length=300)
    logged_by_id: int = Field(foreign_key="person.id")


class ModelChoice(SQLModel, table=True):
    """Which training matching uses from then on: the last row counts. Without an artefact the weights set by hand are used."""

    __tablename__ = "model_choice"

    id: int | None = Field(default=None, primary_key=True)
    artefact: str | None = Field(default=None, max_length=64, description="SHA-256 of the artefact, the name of its folder")
    replaces_id: int | None = Field(default=None, foreign_key="model_choice.id", description="the choice to go back to")
    chosen_at: datetime = Field(default_factory=clock.now)


class Impression(SQLModel, table=True):
    """A suggestion that a person really had before her eyes, so that what was only shown is not taken for liked."""

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "item_id", "seen_on"),
        CheckConstraint("propensity > 0 AND propensity <= 1", name="propensity"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=8, description="project, mentor or course")
    item_id: int
    place: int = Field(description="1 is the first of the list")
    propensity: float = Field(description="the chance it had of standing in this list")
    explored: bool = False
    choice_id: int | None = Field(default=None, foreign_key="model_choice.id", description="the training that ranked it")
    seen_on: date = Field(default_factory=clock.today, description="once a day is enough")
    seen_at: datetime = Field(default_factory=clock.now, index=True)
