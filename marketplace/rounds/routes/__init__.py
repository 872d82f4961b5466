"""Doors of rounds."""

from marketplace.rounds.routes import desk, learners, lists, mentors, proofs
from marketplace.rounds.routes.blueprint import rooms

__all__ = ["desk", "learners", "lists", "mentors", "proofs", "rooms"]
