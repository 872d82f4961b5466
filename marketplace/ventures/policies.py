"""Who may see and do what with ventures."""

from collections.abc import Iterable

from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_staff_of
from marketplace.ventures.models import Venture


def may_see(person: Person, venture: Venture) -> bool:
    """The founder and the staff of the county."""
    return person.id == venture.founder_id or is_staff_of(person, venture.region)


def may_give_up(person: Person, venture: Venture) -> bool:
    """Only staff say that somebody could not be reached."""
    return is_staff_of(person, venture.region)


def may_check(person: Person, regions: Iterable[str]) -> bool:
    """Staff of a county in which the person passed a class."""
    return any(is_staff_of(person, region) for region in regions)
