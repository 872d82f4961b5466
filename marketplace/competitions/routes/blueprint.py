"""The room's blueprint, and the words that all its pages use."""

from typing import Any

from flask import Blueprint
from flask_login import current_user

from marketplace.accounts.models import Person
from marketplace.competitions.terms import LEVELS, MEANINGS
from marketplace.places.queries import dictionary
from marketplace.web.session import get_session

rooms = Blueprint("competitions", __name__)


def words() -> dict[str, Any]:
    """The dictionaries by name, and what the criteria mean."""
    session = get_session()
    names = ("sector", "region", "criterion", "grade", "award_level", "stage", "skill", "risk", "risk_dimension")
    return {name: dictionary(session, name) for name in names} | {"meanings": MEANINGS, "levels": LEVELS}


def reader() -> Person | None:
    """Who is reading, or None for a visitor."""
    return current_user if current_user.is_authenticated else None
