"""What people type as a number or an address."""

import pytest
from hypothesis import given
from hypothesis.strategies import text

from marketplace.accounts.queries import is_email, is_mobile, tidy_contact


@pytest.mark.parametrize("typed", ["13857312345", "138 5731 2345", "138-5731-2345", "+86 138 5731 2345", "86-13857312345", " 13857312345 "])
def test_a_mobile_number_is_understood_however_it_is_written(typed: str) -> None:
    assert tidy_contact(typed) == "13857312345"


@pytest.mark.parametrize(("typed", "kept"), [(" Ming@Example.ORG ", "ming@example.org"), ("o-neill@example.org", "o-neill@example.org")])
def test_an_address_keeps_its_hyphens_and_loses_its_capitals(typed: str, kept: str) -> None:
    assert tidy_contact(typed) == kept


@pytest.mark.parametrize(
    "typed", ["12857312345", "1385731234", "138573123456", "0573-82512345", "ming", "ming@", "@example.org", "a b@c.de", ""]
)
def test_neither_a_number_nor_an_address(typed: str) -> None:
    tidied = tidy_contact(typed)
    assert not is_mobile(tidied)
    assert not is_email(tidied)


@given(text())
def test_tidying_twice_changes_nothing(typed: str) -> None:
    assert tidy_contact(tidy_contact(typed)) == tidy_contact(typed)
