"""Doors of the safety room."""

from marketplace.safety.routes import appeals, blocks, cases, minors, reports
from marketplace.safety.routes.blueprint import rooms

__all__ = ["appeals", "blocks", "cases", "minors", "reports", "rooms"]
