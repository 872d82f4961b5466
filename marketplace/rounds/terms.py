"""Fixed words of the rounds room."""

from enum import StrEnum
from typing import NamedTuple

MOST_CHOICES = 10
# From so many pairs on, somebody who had no part in the round has to approve it.
ALONE_UP_TO = 10


class RoundState(StrEnum):
    """The way of a round; archived and cancelled are ends."""

    draft = "draft"
    open = "open"
    frozen = "frozen"
    solved = "solved"
    under_review = "under_review"
    approved = "approved"
    published = "published"
    archived = "archived"
    cancelled = "cancelled"


# Where each state may go, and nowhere else.
NEXT: dict[RoundState, frozenset[RoundState]] = {
    RoundState.draft: frozenset({RoundState.open, RoundState.cancelled}),
    RoundState.open: frozenset({RoundState.frozen, RoundState.cancelled}),
    RoundState.frozen: frozenset({RoundState.solved, RoundState.cancelled}),
    RoundState.solved: frozenset({RoundState.under_review, RoundState.cancelled}),
    RoundState.under_review: frozenset({RoundState.approved, RoundState.solved, RoundState.cancelled}),
    RoundState.approved: frozenset({RoundState.published, RoundState.cancelled}),
    RoundState.published: frozenset({RoundState.archived}),
    RoundState.archived: frozenset(),
    RoundState.cancelled: frozenset(),
}

# The input stands still; pairs may be locked and forbidden, and it may be solved, as often as one likes.
SOLVABLE = (RoundState.frozen, RoundState.solved)
# There is an answer to look at.
ANSWERED = (RoundState.solved, RoundState.under_review, RoundState.approved, RoundState.published, RoundState.archived)


# Those who take part know what came of it.
TOLD = (RoundState.published, RoundState.archived)


class Objective(StrEnum):
    """What a round is solved for."""

    welfare = "welfare"
    participation = "participation"
    stable = "stable"


class Side(StrEnum):
    """From which side of a pair somebody speaks: one person can be on both."""

    learner = "learner"
    mentor = "mentor"


class PinKind(StrEnum):
    """What staff decided of a pair before solving."""

    lock = "lock"
    forbid = "forbid"


class Apart(StrEnum):
    """Why somebody has no mentor: four causes of the solver, and two that come later."""

    no_candidates = "no_candidates"
    forbidden = "forbidden"
    no_seats = "no_seats"
    all_full = "all_full"
    overridden = "overridden"
    fell_away = "fell_away"


class HeldBack(StrEnum):
    """Why somebody who waits is not given a mentor in an assignment, whatever the places."""

    proposed = "proposed"
    not_now = "not_now"


class Wish(NamedTuple):
    """What one says of another: her rank from 1 on, or none for "rather not"."""

    other_id: int
    rank: int | None
    reason: str = ""


def chain_of(round_id: int) -> str:
    """The round's chain in the ledger."""
    return f"round:{round_id}"
