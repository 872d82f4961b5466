"""Alembic's entry: always with the engine that the caller made."""

from alembic import context
from sqlmodel import SQLModel

from marketplace.migrations.tables import ALL_TABLES

assert ALL_TABLES is SQLModel.metadata.tables

with context.config.attributes["engine"].execution_options(writes=True).connect() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
