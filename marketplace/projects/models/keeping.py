"""What people keep of the library besides single entries."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from marketplace import clock
from marketplace.db import choice
from marketplace.projects.terms import Alert


class SavedSearch(SQLModel, table=True):
    """A search somebody comes back to; ``query`` is the query string of the list, in one fixed order."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("person_id", "query"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=60)
    query: str = Field(max_length=600)
    alert: Alert = Field(default=Alert.app, sa_column=Column(choice(Alert), nullable=False, index=True))
    since: datetime = Field(default_factory=clock.now)
    looked_at: datetime = Field(default_factory=clock.now, description="entries published up to here have been told of")
