"""Tables of how a pair begins and ends: the agreement, and each side's closing word."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, SQLModel

from marketplace import clock
from marketplace.db import choice
from marketplace.mentoring.terms import AGREEMENT_TEXT, VentureStatus


class Agreement(SQLModel, table=True):
    """What the two agree on. Whoever changes it confirms it with that, and the other has to confirm anew."""

    __table_args__ = (CheckConstraint("months BETWEEN 1 AND 12", name="months"),)

    mentorship_id: int = Field(primary_key=True, foreign_key="mentorship.id")
    goals: str = Field(max_length=600)
    rhythm: str = Field(max_length=120)
    months: int
    channel: str = Field(max_length=120)
    text: int = Field(default=AGREEMENT_TEXT, description="which wording of confidentiality and of no financial interest")
    version: int = Field(default=1, description="raised with every change")
    proposed_by_id: int = Field(foreign_key="person.id", index=True)
    proposed_at: datetime = Field(default_factory=clock.now)
    learner_confirmed_at: datetime | None = None
    mentor_confirmed_at: datetime | None = None


class MentorshipClosing(SQLModel, table=True):
    """One side's word at the end. The other side reads it once both are in, or the time for it is over."""

    __tablename__ = "mentorship_closing"
    __table_args__ = (
        CheckConstraint("useful BETWEEN 1 AND 5", name="useful"),
        CheckConstraint("recommend IS NULL OR recommend BETWEEN 0 AND 10", name="recommend"),
    )

    mentorship_id: int = Field(primary_key=True, foreign_key="mentorship.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    useful: int = Field(description="1-5")
    recommend: int | None = Field(default=None, description="0-10: would she recommend it")
    goals_met: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False), description="goals she calls met")
    venture: VentureStatus | None = Field(default=None, sa_column=Column(choice(VentureStatus), nullable=True))
    word: str = Field(default="", max_length=600)
    thanks: str = Field(default="", max_length=300)
    at: datetime = Field(default_factory=clock.now)
