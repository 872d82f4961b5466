"""The table of meetings: proposed, agreed on, held."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, SQLModel

from marketplace import clock
from marketplace.db import choice
from marketplace.mentoring.terms import MeetingFormat, MeetingState


class Meeting(SQLModel, table=True):
    """An appointment of the two: one to three times are proposed, the other takes one or proposes others."""

    __table_args__ = (
        CheckConstraint("minutes BETWEEN 5 AND 600", name="minutes"),
        CheckConstraint("state NOT IN ('accepted', 'held') OR starts_at IS NOT NULL", name="accepted_has_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    proposed_by_id: int = Field(foreign_key="person.id", index=True)
    times: list[str] = Field(sa_column=Column(JSON, nullable=False), description="proposed beginnings, ISO with zone")
    minutes: int
    format: MeetingFormat = Field(sa_column=Column(choice(MeetingFormat), nullable=False))
    place: str = Field(default="", max_length=160, description="where, or the link or number")
    body: str | None = Field(default=None, max_length=3, description="a service body (SB1-SB3) in which they meet")
    is_group: bool = Field(default=False, description="others are there, too")
    state: MeetingState = Field(default=MeetingState.proposed, sa_column=Column(choice(MeetingState), nullable=False, index=True))
    starts_at: datetime | None = Field(default=None, index=True)
    sequence: int = Field(default=0, description="raised with every change, for the calendars of the two")
    at: datetime = Field(default_factory=clock.now)

    @property
    def beginnings(self) -> list[datetime]:
        """The proposed times."""
        return [datetime.fromisoformat(time) for time in self.times]

    @property
    def ends_at(self) -> datetime | None:
        """When it is over, once a time was agreed on."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None
