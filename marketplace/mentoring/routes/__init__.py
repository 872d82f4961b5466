"""Doors of mentoring."""

from marketplace.mentoring.routes import answers, impressions, mentors, mentorships, requests, waiting
from marketplace.mentoring.routes.blueprint import rooms

__all__ = ["answers", "impressions", "mentors", "mentorships", "requests", "rooms", "waiting"]
