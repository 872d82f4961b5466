"""Engine and sessions for both databases. Knows no Flask and no room."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy import Enum as SAEnum
from sqlmodel import Session, SQLModel

# Named constraints, so that migrations can find them again on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def make_engine(url: str) -> Engine:
    """An engine for ``url`` (``sqlite:///...`` or ``postgresql://...``) with this house's habits."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions on its own: that breaks savepoints and repeatable reads.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A read that later writes fails under load unless the write lock is taken at the start.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_session(engine: Engine, *, writes: bool) -> Session:
    """A session; ``writes=True`` takes SQLite's write lock when it begins."""
    return Session(engine.execution_options(writes=writes))


def is_reading(session: Session) -> bool:
    """True for a session that was opened to read only: what it sees is committed."""
    return session.get_bind().get_execution_options().get("writes") is False


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A writing session outside a request: commits at the end of the block, rolls back on any error."""
    with open_session(engine, writes=True) as session:
        yield session
        session.commit()


def choice(enum: type) -> SAEnum:
    """A column type that stores the enum's values as text and refuses all others, on both databases."""
    return SAEnum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
