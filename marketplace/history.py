"""One history for the whole house: who changed the state of what, from, to, why, when."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, select

from marketplace import clock


class HistoryRow(SQLModel, table=True):
    """One change of a state that has consequences. Rows are only ever added."""

    __tablename__ = "history"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, index=True)
    by_id: int | None = Field(default=None, index=True, description="person, or empty for the clock")
    subject: str = Field(max_length=32, index=True)
    subject_id: int = Field(index=True)
    was: str | None = Field(default=None, max_length=32)
    becomes: str = Field(max_length=32)
    reason: str | None = Field(default=None, max_length=500)


def write_history(
    session: Session, subject: str, subject_id: int, *, was: str | None, becomes: str, by_id: int | None, reason: str | None = None
) -> None:
    """Add one row in the same transaction as the change it tells of."""
    session.add(HistoryRow(subject=subject, subject_id=subject_id, was=was, becomes=becomes, by_id=by_id, reason=reason, at=clock.now()))


def last_steps(session: Session, subject: str) -> dict[int, datetime]:
    """When each thing of one kind changed last, by its number."""
    rows = select(HistoryRow.subject_id, func.max(HistoryRow.at)).where(HistoryRow.subject == subject).group_by(col(HistoryRow.subject_id))
    return {number: moment for number, moment in session.exec(rows)}  # noqa: C416 -- rows are no pairs to mypy


def history_of(session: Session, subject: str, subject_id: int) -> list[HistoryRow]:
    """All rows of one thing, oldest first."""
    rows = select(HistoryRow).where(HistoryRow.subject == subject, HistoryRow.subject_id == subject_id)
    return list(session.exec(rows.order_by(col(HistoryRow.id))))
