"""Doors of mentoring."""

from marketplace.mentoring.routes import (
    answers,
    applications,
    impressions,
    mentor_profile,
    mentors,
    mentorships,
    record,
    requests,
    vetting,
    waiting,
)
from marketplace.mentoring.routes.blueprint import rooms

__all__ = [
    "answers",
    "applications",
    "impressions",
    "mentor_profile",
    "mentors",
    "mentorships",
    "record",
    "requests",
    "rooms",
    "vetting",
    "waiting",
]
