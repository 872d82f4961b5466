"""Tables of mentorships: the pair, its goals and milestones, its next steps, its sessions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.mentoring.models.mentors import Mentor
from marketplace.mentoring.terms import LIVE, EndReason, MentorshipState, listed
from marketplace.projects.models import Project


class Mentorship(SQLModel, table=True):
    """A pair at work; holds one of the mentor's seats while it lives."""

    __table_args__ = (
        CheckConstraint(f"(state IN {listed(LIVE)}) = (ended_at IS NULL)", name="ended_has_date"),
        Index(
            "uq_mentorship_live_learner",
            "learner_id",
            unique=True,
            sqlite_where=text(f"state IN {listed(LIVE)}"),
            postgresql_where=text(f"state IN {listed(LIVE)}"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="mentoring_request.id", unique=True)
    learner_id: int = Field(foreign_key="person.id", index=True)
    mentor_id: int = Field(foreign_key="mentor.person_id", index=True)
    project_id: int | None = Field(default=None, foreign_key="project.id", index=True)
    state: MentorshipState = Field(default=MentorshipState.trial, sa_column=Column(choice(MentorshipState), nullable=False, index=True))
    frozen_from: str | None = Field(default=None, max_length=24, description="the state to go back to when a suspension is lifted")
    began_at: datetime = Field(default_factory=clock.now)
    closing_since: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str | None = Field(default=None, max_length=300)
    end_code: EndReason | None = Field(default=None, sa_column=Column(choice(EndReason), nullable=True))
    one_sided: bool = Field(default=False, description="completed with one closing word, or none")
    ends_on: date | None = Field(default=None, index=True, description="the last day the two agreed on; empty until they did")
    proposed_end: date | None = Field(default=None, description="a later last day that one of the two proposes")
    proposed_end_by_id: int | None = Field(default=None, foreign_key="person.id")
    paused_until: date | None = None
    handover: str | None = Field(default=None, max_length=1000, description="what the next mentor should know")

    learner: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "Mentorship.learner_id"})
    mentor: Mentor = Relationship()
    project: Project | None = Relationship()
    goals: list["Goal"] = Relationship(sa_relationship_kwargs={"order_by": "Goal.id", "lazy": "selectin"})
    sessions: list["MentoringSession"] = Relationship(
        sa_relationship_kwargs={"order_by": "MentoringSession.held_on.desc()", "lazy": "selectin"}
    )


class Goal(SQLModel, table=True):
    """What the pair wants to reach: still open, met, or given up."""

    __table_args__ = (CheckConstraint("met_on IS NULL OR missed_on IS NULL", name="met_or_missed"),)

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    text: str = Field(max_length=200)
    due_on: date | None = None
    met_on: date | None = None
    missed_on: date | None = None

    milestones: list["Milestone"] = Relationship(sa_relationship_kwargs={"order_by": "Milestone.id", "lazy": "selectin"})


class Milestone(SQLModel, table=True):
    """A step on the way to a goal, to be ticked."""

    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    text: str = Field(max_length=160)
    done_on: date | None = None


class NextStep(SQLModel, table=True):
    """What somebody does next, until when. The latest one that is not done stands at the top of the pair's page."""

    __tablename__ = "next_step"

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    text: str = Field(max_length=300)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True, description="who does it; empty: both")
    due_on: date | None = None
    by_id: int = Field(foreign_key="person.id", description="who wrote it down")
    at: datetime = Field(default_factory=clock.now)
    done_on: date | None = None


class MentoringSession(SQLModel, table=True):
    """One meeting, logged in a minute."""

    __tablename__ = "mentoring_session"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 600", name="minutes"),)

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", unique=True, description="the appointment it was")
    held_on: date
    minutes: int
    topics: str = Field(max_length=400)
    next_step: str = Field(default="", max_length=300)
    logged_by_id: int = Field(foreign_key="person.id", index=True)
    logged_at: datetime = Field(default_factory=clock.now)
