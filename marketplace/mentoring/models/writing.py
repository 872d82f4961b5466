"""Tables of what the two write to each other: messages with their files, and one text that both edit."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock


class PairMessage(SQLModel, table=True):
    """One message in the pair's thread."""

    __tablename__ = "pair_message"

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    by_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=4000)
    at: datetime = Field(default_factory=clock.now, index=True)

    files: list["MessageFile"] = Relationship(sa_relationship_kwargs={"order_by": "MessageFile.id", "lazy": "selectin"})


class MessageFile(SQLModel, table=True):
    """A file that came with a message. Its bytes lie under ``file`` in the folder of messages."""

    __tablename__ = "message_file"

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="pair_message.id", index=True)
    by_id: int = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=120, description="as it is shown and saved; its ending is what the bytes are")
    size: int = Field(description="bytes")
    sha256: str = Field(max_length=64)
    file: str = Field(max_length=48, unique=True, description="a name that nobody can guess")


class MessageMark(SQLModel, table=True):
    """How far one of the two has read."""

    __tablename__ = "message_mark"

    mentorship_id: int = Field(primary_key=True, foreign_key="mentorship.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    read_to: int = Field(default=0, description="the last message seen")


class SharedNote(SQLModel, table=True):
    """One version of the text that both edit; the highest number counts, and none is ever overwritten."""

    __tablename__ = "shared_note"
    __table_args__ = (UniqueConstraint("mentorship_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    number: int
    text: str = Field(max_length=20000)
    by_id: int = Field(foreign_key="person.id", index=True)
    at: datetime = Field(default_factory=clock.now)
