"""The room's blueprint, and the words that all its pages use."""

from typing import Any

from flask import Blueprint

from marketplace.places.queries import dictionary
from marketplace.rounds.forms import OBJECTIVES, SHORT
from marketplace.web.session import get_session

rooms = Blueprint("rounds", __name__)


def words() -> dict[str, Any]:
    """The dictionaries by name."""
    session = get_session()
    names = ("sector", "region", "skill", "mentor_kind", "stage", "group")
    return {name: dictionary(session, name) for name in names} | {"objectives": OBJECTIVES, "short": SHORT}
