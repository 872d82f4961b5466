"""Alembic's entry: always with the engine that the caller made."""

from alembic import context

from marketplace.migrations.tables import METADATA

with context.config.attributes["engine"].execution_options(writes=True).connect() as connection:
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
