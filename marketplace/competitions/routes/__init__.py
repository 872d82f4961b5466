"""Doors of competitions."""

from marketplace.competitions.routes import contests, entries, judging, organising
from marketplace.competitions.routes.blueprint import rooms

# Whoever enters a contest writes a project first: those doors hang on the blueprint of the library.
from marketplace.projects import draft_routes

__all__ = ["contests", "draft_routes", "entries", "judging", "organising", "rooms"]
