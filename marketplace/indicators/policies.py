"""Who sees how much of a figure."""

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role


def may_see_small_groups(reader: Person | None) -> bool:
    """Groups of fewer than five people are for city staff only."""
    return reader is not None and Role.city_staff in reader.role_names


def may_see_cases(reader: Person | None) -> bool:
    """The rows behind a figure, one by one: city staff, and auditors without names."""
    return reader is not None and bool(reader.role_names & {Role.city_staff, Role.auditor})


def may_see_names(reader: Person | None) -> bool:
    """Names in these rows: city staff only."""
    return reader is not None and Role.city_staff in reader.role_names
