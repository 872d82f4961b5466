"""Tables of the indicators room."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


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
