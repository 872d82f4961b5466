"""Stamps: numbers that rise in the same transaction as what they stand for, so that a cache can tell old from new."""

from sqlalchemy import bindparam, update
from sqlmodel import Field, Session, SQLModel, col, select


class Stamp(SQLModel, table=True):
    """One counter. ``max(id)`` would not do: it misses changes and deletions."""

    name: str = Field(primary_key=True, max_length=32)
    number: int = 0


def raise_stamp(session: Session, name: str) -> None:
    """Say that what ``name`` stands for has changed."""
    raised = update(Stamp).where(col(Stamp.name) == name).values(number=col(Stamp.number) + 1)
    if not session.execute(raised).rowcount:  # type: ignore[attr-defined]
        session.add(Stamp(name=name, number=1))
        session.flush()


# Asked for by every page of the library, so it is made once.
_SEVERAL = select(Stamp.name, Stamp.number).where(col(Stamp.name).in_(bindparam("names", expanding=True)))


def stamp_of(session: Session, name: str) -> int:
    """The number of ``name``; 0 before the first change."""
    return session.exec(select(Stamp.number).where(Stamp.name == name)).first() or 0


def stamps_of(session: Session, *names: str) -> tuple[int, ...]:
    """The numbers of several names, in one look."""
    rows = session.connection().execute(_SEVERAL, {"names": names}).all()
    numbers = {row.name: row.number for row in rows}
    return tuple(numbers.get(name, 0) for name in names)
