"""Alembic's entry: always with the engine that the caller made."""

from alembic import context

from marketplace.migrations.tables import METADATA


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The tables of the search index are made by its rebuild (docs/decisions/0010)."""
    return kind != "table" or not str(name).startswith(("search_state", "search_index_"))


with context.config.attributes["engine"].execution_options(writes=True).connect() as connection:
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True, include_name=is_ours)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
