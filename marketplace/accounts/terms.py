"""Fixed words of the accounts room."""

from enum import StrEnum


class Role(StrEnum):
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


class ProjectStage(StrEnum):
    idea = "P0"
    plan = "P1"
    pilot = "P2"
    proven = "P3"
    scaling = "P4"
