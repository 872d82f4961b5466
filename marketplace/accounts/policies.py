"""Who may see or do what to whom."""

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role


def may_see_county(person: Person, region: str) -> bool:
    """City staff and auditors see all counties, county staff their own."""
    if person.role_names & {Role.city_staff, Role.auditor}:
        return True
    return region in person.scopes(Role.county_staff)


def may_act_for_provider(person: Person, provider_id: int) -> bool:
    """The provider's own people."""
    return any(grant.role in (Role.provider, Role.instructor) and grant.provider_id == provider_id for grant in person.grants)
