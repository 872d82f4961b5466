"""Doors of mentoring."""

from marketplace.mentoring.routes import mentors, mentorships, requests
from marketplace.mentoring.routes.blueprint import rooms

__all__ = ["mentors", "mentorships", "requests", "rooms"]
