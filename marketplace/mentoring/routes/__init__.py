"""Doors of mentoring."""

from marketplace.mentoring.routes import (
    agreements,
    answers,
    applications,
    impressions,
    meetings,
    mentor_profile,
    mentors,
    mentorships,
    overview,
    record,
    requests,
    vetting,
    waiting,
    writing,
)
from marketplace.mentoring.routes.blueprint import rooms

__all__ = [
    "agreements",
    "answers",
    "applications",
    "impressions",
    "meetings",
    "mentor_profile",
    "mentors",
    "mentorships",
    "overview",
    "record",
    "requests",
    "rooms",
    "vetting",
    "waiting",
    "writing",
]
