"""The table of the calendars room."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from marketplace import clock


class CalendarFeed(SQLModel, table=True):
    """A person's secret address. It is found by its hash; what it is, only the house's key can work out again from the nonce."""

    __tablename__ = "calendar_feed"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    nonce: str = Field(max_length=32, repr=False)
    token_hash: str = Field(max_length=64, unique=True, repr=False)
    made_at: datetime = Field(default_factory=clock.now)
