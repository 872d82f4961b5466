"""Marks that several test files use."""

import pytest

# For what does not depend on the database: PostgreSQL needs a second for each test.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
