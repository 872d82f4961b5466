"""Who may see or do what to whom."""

from datetime import date

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import ADULT_YEARS, LEAST_YEARS, Role


def may_see_county(person: Person, region: str) -> bool:
    """City staff and auditors see all counties, county staff their own."""
    if person.role_names & {Role.city_staff, Role.auditor}:
        return True
    return region in person.scopes(Role.county_staff)


def is_staff_of(person: Person, region: str) -> bool:
    """City staff everywhere, county staff at home. Auditors read figures, not people."""
    return Role.city_staff in person.role_names or region in person.scopes(Role.county_staff)


def regions_of_staff(person: Person) -> frozenset[str] | None:
    """The counties the person works for; None stands for the whole city."""
    if Role.city_staff in person.role_names:
        return None
    return frozenset(region for region in person.scopes(Role.county_staff) if region)


def may_act_for_provider(person: Person, provider_id: int) -> bool:
    """The provider's own people."""
    return any(grant.role in (Role.provider, Role.instructor) and grant.provider_id == provider_id for grant in person.grants)


def is_suspended(person: Person) -> bool:
    """Kept out of mentoring by a measure of the safeguarding officers; signing in, own data and appeals stay open."""
    return person.suspended_at is not None


def is_minor(person: Person, day: date) -> bool:
    """Younger than 18 on that day. Only the month of birth is known, so its end is waited for."""
    return person.birth_month is not None and day < clock.months_after(person.birth_month, ADULT_YEARS * 12 + 1)


def may_have_account(birth_month: date, day: date) -> bool:
    """14 or more; the person says so herself, so the month in which she becomes it is enough."""
    return clock.months_after(birth_month, LEAST_YEARS * 12) <= day


def may_see_contact(one: Person, other: Person, day: date) -> bool:
    """Whether these two may ever be shown how to reach each other outside the platform: never when one of them is a minor."""
    return not (is_minor(one, day) or is_minor(other, day))
