"""Alembic's entry: always with the engine that the caller made."""

from alembic import context
from sqlalchemy import Connection

from marketplace.migrations.tables import METADATA


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The tables of the search index are made by its rebuild (docs/decisions/0010)."""
    return kind != "table" or not str(name).startswith(("search_state", "search_index_"))


def _foreign_keys(connection: Connection, state: str) -> None:
    # SQLite changes a table by making it anew; with foreign keys on, dropping the old one would delete what hangs on it.
    # The pragma does nothing inside a transaction, so it goes to the driver before one begins.
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute(f"PRAGMA foreign_keys={state}")  # type: ignore[union-attr]


with context.config.attributes["engine"].execution_options(writes=True).connect() as connection:
    _foreign_keys(connection, "OFF")
    try:
        context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True, include_name=is_ours)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    finally:
        _foreign_keys(connection, "ON")
