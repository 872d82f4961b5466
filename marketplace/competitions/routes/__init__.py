"""Doors of competitions."""

from marketplace.competitions.routes import contests, entries, judging, organising
from marketplace.competitions.routes.blueprint import rooms

__all__ = ["contests", "entries", "judging", "organising", "rooms"]
