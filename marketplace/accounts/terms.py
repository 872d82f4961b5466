"""Fixed words of the accounts room."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be here; scope stands with the grant."""

    learner = "learner"
    mentor = "mentor"
    organiser = "organiser"
    provider = "provider"
    instructor = "instructor"
    judge = "judge"
    county_staff = "county_staff"
    city_staff = "city_staff"
    auditor = "auditor"


STAFF = (Role.county_staff, Role.city_staff)


class TieKind(StrEnum):
    """Why two people must not meet as learner and mentor, or as author and judge."""

    blocked = "blocked"
    conflict = "conflict"
    mentorship = "mentorship"
