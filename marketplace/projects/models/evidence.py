"""The table of documents that prove what an entry says."""

from datetime import datetime

from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person


class Evidence(SQLModel, table=True):
    """One document. Its bytes lie under ``file`` in the evidence folder; with the row they go."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    by_id: int = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=120, description="as it is shown and saved; its ending is what the bytes are")
    size: int = Field(description="bytes")
    sha256: str = Field(max_length=64)
    file: str = Field(max_length=48, unique=True, description="a name that nobody can guess")
    at: datetime = Field(default_factory=clock.now)

    by: Person = Relationship(sa_relationship_kwargs={"lazy": "joined"})
