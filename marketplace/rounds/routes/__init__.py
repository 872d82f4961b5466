"""Doors of rounds."""

from marketplace.rounds.routes import assignments, desk, learners, lists, mentors, proofs
from marketplace.rounds.routes.blueprint import rooms

__all__ = ["assignments", "desk", "learners", "lists", "mentors", "proofs", "rooms"]
