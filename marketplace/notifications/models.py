"""The table of the notifications room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from marketplace import clock


class Notification(SQLModel, table=True):
    """Something a person should know. ``kind`` chooses the words; they are said in the reader's language when they are read."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=40, index=True)
    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False), description="what the words name")
    address: str = Field(max_length=300, description="where to go")
    key: str | None = Field(default=None, max_length=120, unique=True, description="at most one for one event")
    at: datetime = Field(default_factory=clock.now, index=True)
    seen_at: datetime | None = Field(default=None, index=True)
