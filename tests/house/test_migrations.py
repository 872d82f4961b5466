"""The migrations lead from an empty database to exactly today's tables, on both databases."""

from pathlib import Path

from alembic import command
from sqlalchemy import Engine, inspect

from marketplace import migrations
from marketplace.migrations.tables import METADATA


def test_upgraded_database_equals_the_models(engine: Engine) -> None:
    command.check(migrations._config(engine))
    assert set(METADATA.tables) <= set(inspect(engine).get_table_names())


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    migrations.upgrade(engine)
    assert not migrations.missing(engine)


def test_migrations_can_be_taken_back(engine: Engine) -> None:
    command.downgrade(migrations._config(engine), "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_an_empty_database_is_seen_as_behind(tmp_path: Path) -> None:
    from marketplace.db import make_engine

    assert migrations.missing(make_engine(f"sqlite:///{tmp_path / 'empty.db'}"))
