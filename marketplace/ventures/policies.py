"""Who may see and do what with ventures."""

from collections.abc import Iterable

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.ventures.models import Venture


def is_staff_of(person: Person, region: str) -> bool:
    """City staff everywhere, county staff at home. Auditors read figures, not people."""
    return Role.city_staff in person.role_names or region in person.scopes(Role.county_staff)


def may_see(person: Person, venture: Venture) -> bool:
    """The founder and the staff of the county."""
    return person.id == venture.founder_id or is_staff_of(person, venture.region)


def may_give_up(person: Person, venture: Venture) -> bool:
    """Only staff say that somebody could not be reached."""
    return is_staff_of(person, venture.region)


def may_check(person: Person, regions: Iterable[str]) -> bool:
    """Staff of a county in which the person passed a class."""
    return any(is_staff_of(person, region) for region in regions)


def regions_of_staff(person: Person) -> frozenset[str] | None:
    """The counties the person works for; None stands for the whole city."""
    if Role.city_staff in person.role_names:
        return None
    return frozenset(region for region in person.scopes(Role.county_staff) if region)
