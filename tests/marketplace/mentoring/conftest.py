"""One database of each kind for all tests that only ask about their own people: making one on PostgreSQL takes a second."""

import shutil
import uuid
from collections.abc import Iterator

import pytest

from tests import databases


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database that several tests use, one after another."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("shared") / "shared.db"
        shutil.copy(request.getfixturevalue("blank_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    blank, server = request.getfixturevalue("blank_postgres"), request.getfixturevalue("postgres")
    name = f"qihang_shared_{uuid.uuid4().hex[:10]}"
    # Nobody pulls the plug of PostgreSQL here; waiting for its disk would be most of the time.
    databases.run_sql(server, f"CREATE DATABASE {name} TEMPLATE {blank}", f"ALTER DATABASE {name} SET synchronous_commit = off")
    yield databases.on_server(server, name)
    databases.run_sql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
