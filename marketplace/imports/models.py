"""Tables of the imports room: a file, its rows, and what became of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from marketplace import clock
from marketplace.db import choice
from marketplace.imports.terms import BatchState, Outcome


class ImportBatch(SQLModel, table=True):
    """One uploaded file. ``done`` counts rows checked while checking and rows written while running."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=24)
    by_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(default_factory=clock.now, index=True)
    state: BatchState = Field(default=BatchState.checking, sa_column=Column(choice(BatchState), nullable=False))
    file_name: str = Field(max_length=120)
    sha256: str = Field(max_length=64, index=True)
    encoding: str = Field(max_length=12, description="how the file was read: XLSX, UTF-8, UTF-16, GB18030")
    ignored: list[str] = Field(sa_column=Column(JSON, nullable=False), description="headings that nobody knows")
    option: str | None = Field(default=None, max_length=24, description="what was chosen at the confirmation")
    failure: dict[str, str] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True)), description="zh, en: why nothing came of it"
    )
    total: int = 0
    done: int = 0
    good: int = 0
    bad: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def is_busy(self) -> bool:
        """Whether the worker has it in its hands."""
        return self.state in (BatchState.checking, BatchState.running)

    @property
    def to_do(self) -> int:
        """How many rows the present step goes over."""
        return self.good if self.state == BatchState.running else self.total


class ImportFile(SQLModel, table=True):
    """The bytes of a file until its rows are read."""

    __tablename__ = "import_file"

    batch_id: int = Field(primary_key=True, foreign_key="import_batch.id")
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ImportRow(SQLModel, table=True):
    """One row of a file. What was typed is kept until it is understood, and for good where something is wrong with it."""

    __tablename__ = "import_row"
    __table_args__ = (UniqueConstraint("batch_id", "number"), Index("ix_import_row_outcome", "batch_id", "outcome", "number"))

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id")
    number: int = Field(description="as in the sheet, from 1")
    key: str = Field(default="", max_length=60)
    outcome: Outcome = Field(default=Outcome.waiting, sa_column=Column(choice(Outcome), nullable=False))
    cells: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)), description="column: text")
    content: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)), description="as understood")
    errors: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False), description="column, value, zh, en")
