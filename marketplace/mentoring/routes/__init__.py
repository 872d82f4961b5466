"""Doors of mentoring."""

from marketplace.mentoring.routes import agreements, impressions, meetings, mentors, mentorships, requests, writing
from marketplace.mentoring.routes.blueprint import rooms

__all__ = ["agreements", "impressions", "meetings", "mentors", "mentorships", "requests", "rooms", "writing"]
