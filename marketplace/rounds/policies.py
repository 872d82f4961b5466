"""Who may see and do what in a round."""

from datetime import date

from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_staff_of
from marketplace.accounts.terms import STAFF, Role
from marketplace.rounds.models import Round
from marketplace.rounds.terms import ALONE_UP_TO, RoundState


def may_make(person: Person, region: str | None) -> bool:
    """County staff for their county, city staff for all; a round of the whole city is the city's."""
    return is_staff_of(person, region or "") if region else Role.city_staff in person.role_names


def may_run(person: Person, round_: Round) -> bool:
    """Whoever may make it may run it."""
    return may_make(person, round_.region)


def may_read(person: Person, round_: Round) -> bool:
    """Staff of the round, and auditors of all rounds."""
    return may_run(person, round_) or Role.auditor in person.role_names


def may_see_names(person: Person, round_: Round) -> bool:
    """Auditors read numbers of people."""
    return may_run(person, round_)


def is_staff(person: Person) -> bool:
    """Somebody who may run rounds somewhere."""
    return bool(person.role_names & set(STAFF))


def takes_choices(round_: Round, on: date) -> bool:
    """Open, from its first day up to and with its last."""
    return round_.state == RoundState.open and round_.opens_on <= on <= round_.closes_on


def may_approve(person: Person, round_: Round, n_pairs: int, had_a_part: set[int]) -> bool:
    """Few pairs may be approved by whoever made them; many only by somebody who had no part in the round."""
    return may_run(person, round_) and (n_pairs <= ALONE_UP_TO or person.id not in had_a_part)
