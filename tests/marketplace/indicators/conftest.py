"""It is 1 November 2016."""

from collections.abc import Iterator

import pytest

from tests.marketplace.ventures.makers import TODAY, on


@pytest.fixture(autouse=True)
def first_of_november() -> Iterator[None]:
    with on(TODAY):
        yield
