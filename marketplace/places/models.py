"""One table for every controlled list. A code is never deleted, only switched off."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Term(SQLModel, table=True):
    """One entry of a dictionary, in both languages."""

    __table_args__ = (UniqueConstraint("dictionary", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    dictionary: str = Field(max_length=24, index=True)
    code: str = Field(max_length=24, index=True)
    name_zh: str = Field(max_length=60)
    name_en: str = Field(max_length=120)
    parent: str | None = Field(default=None, max_length=24)
    kind: str | None = Field(default=None, max_length=24, description="district, county, town ...; tier of a course kind")
    number: int | None = Field(default=None, description="lower edge of a capital band; default hours of a course kind")
    sort: int = 0
    active: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


class CalendarDay(SQLModel, table=True):
    """A day that differs from the usual week: a weekday off, or a weekend day that is worked. All other days have no row."""

    __tablename__ = "calendar_day"

    day: date = Field(primary_key=True)
    working: bool
    name_zh: str = Field(max_length=60, description="the holiday that it belongs to")
    name_en: str = Field(max_length=120)
