"""Doors of mentoring."""

from marketplace.mentoring.routes import agreements, answers, impressions, meetings, mentors, mentorships, requests, waiting, writing
from marketplace.mentoring.routes.blueprint import rooms

__all__ = ["agreements", "answers", "impressions", "meetings", "mentors", "mentorships", "requests", "rooms", "waiting", "writing"]
