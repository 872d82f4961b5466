"""Doors of mentoring."""

from marketplace.mentoring.routes import applications, impressions, mentor_profile, mentors, mentorships, record, requests, vetting
from marketplace.mentoring.routes.blueprint import rooms

__all__ = ["applications", "impressions", "mentor_profile", "mentors", "mentorships", "record", "requests", "rooms", "vetting"]
