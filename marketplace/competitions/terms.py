"""Fixed words of the competitions room."""

from enum import StrEnum

from marketplace.errors import N_


class ContestState(StrEnum):
    """The way of a contest. Notice and objections will stand between ``judged`` and ``published``."""

    draft = "draft"
    open = "open"
    judging = "judging"
    judged = "judged"
    published = "published"


# Judges may still be seated, and what somebody's ties are is still looked up afresh.
BEFORE_RESULT = frozenset({ContestState.draft, ContestState.open, ContestState.judging})

# From here on a contest has a result that no longer moves.
SETTLED = frozenset({ContestState.judged, ContestState.published})

# The plan names these four (R109); the weights are the organiser's.
CRITERIA = ("concept", "strategy", "market", "results")

MEANINGS = {
    "concept": N_("Is the idea clear, new for this place, and right for these people?"),
    "strategy": N_("Would the way to buy, make, sell and pay work from the first day on? Are the risks seen?"),
    "market": N_("Are the buyers real and counted? Are prices and rivals checked, not guessed?"),
    "results": N_("What is done or sold already, what will be left each month, who finds work by it?"),
}

# One scale for all four, so that 70 of one judge is near 70 of the next.
LEVELS = (
    ("90–100", N_("I would put in my own money")),
    ("75–89", N_("strong, small gaps")),
    ("60–74", N_("sound, some parts are guesses")),
    ("40–59", N_("an idea that still needs work")),
    ("0–39", N_("missing, or it cannot work")),
)

# Prizes by rank: first, second and third prize; every winner after the third place gets a merit award.
# The grand prize (AG1) and the special awards (AG6) are never given by rank alone.
GRADES = ("AG2", "AG3", "AG4")
MERIT = "AG5"


def grade_of(rank: int) -> str:
    """The prize for a place; equal places get equal prizes."""
    return GRADES[rank - 1] if rank <= len(GRADES) else MERIT


# Why the house itself keeps a judge from an entry. Which kind of tie it is stays between the two people.
IS_AUTHOR = N_("is the author of the entry")
HAS_TIE = N_("has a tie to the author")
AUTOMATIC = frozenset({IS_AUTHOR, HAS_TIE})
