"""Tables of the indicators room."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from marketplace import clock


class Programme(SQLModel, table=True):
    """A city's programme with a beginning and an end; the plan of 2013 is the first."""

    __table_args__ = (CheckConstraint("ends_on > starts_on", name="dates"),)

    id: int | None = Field(default=None, primary_key=True)
    name_zh: str = Field(max_length=80)
    name_en: str = Field(max_length=160)
    starts_on: date
    ends_on: date
    synthetic: bool = False


class Target(SQLModel, table=True):
    """What the programme promised for one indicator, and until when."""

    __table_args__ = (UniqueConstraint("programme_id", "indicator"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    indicator: str = Field(max_length=8)
    value: float
    due_on: date


class SuggestionReport(SQLModel, table=True):
    """How well suggestions fitted when they were last measured (W09): figures only, small groups left out before they are stored."""

    __tablename__ = "suggestion_report"

    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime = Field(default_factory=clock.now, index=True)
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False), description="see suggestion_report.py")
