"""Who may see or do what to whom."""

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role


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
