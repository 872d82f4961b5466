"""Doors of mentoring."""

from marketplace.mentoring.routes import impressions, mentors, mentorships, requests
from marketplace.mentoring.routes.blueprint import rooms

__all__ = ["impressions", "mentors", "mentorships", "requests", "rooms"]
