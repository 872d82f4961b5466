"""The room's blueprint, and the words that its pages use."""

from typing import Any

from flask import Blueprint

from marketplace.safety import terms

rooms = Blueprint("safety", __name__)


def words() -> dict[str, Any]:
    """Fixed words by name."""
    return {
        "kind_words": terms.KIND_WORDS,
        "state_words": terms.STATE_WORDS,
        "measure_words": terms.MEASURE_WORDS,
        "measure_state_words": terms.MEASURE_STATE_WORDS,
        "appeal_words": terms.APPEAL_WORDS,
        "subject_words": terms.SUBJECT_WORDS,
        "evidence_words": terms.EVIDENCE_WORDS,
    }
