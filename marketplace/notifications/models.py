"""Tables of the notifications room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from marketplace import clock
from marketplace.db import choice
from marketplace.notifications.terms import MailState


class Notification(SQLModel, table=True):
    """Something a person should know. ``kind`` chooses the words; they are said in the reader's language when they are read."""

    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=40, index=True)
    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False), description="what the words name")
    address: str = Field(max_length=300, description="where to go")
    event: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True), description="a date for one's calendar"
    )
    key: str | None = Field(default=None, max_length=120, index=True, description="a person is told at most once of one event")
    at: datetime = Field(default_factory=clock.now, index=True)
    seen_at: datetime | None = Field(default=None, index=True)
    mail: MailState = Field(default=MailState.app, sa_column=Column(choice(MailState), nullable=False, index=True))
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id", index=True, description="the mail that carries it")


class NoticeChoices(SQLModel, table=True):
    """How somebody wants to hear of things; who never chose has no row."""

    __tablename__ = "notice_choices"
    __table_args__ = (
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_whole"),
        CheckConstraint("quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23", name="quiet_hours"),
    )

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    ways: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False), description="way of each group chosen")
    quiet_from: int | None = Field(default=None, description="hour in the city's time")
    quiet_until: int | None = None
    changed_at: datetime = Field(default_factory=clock.now)
