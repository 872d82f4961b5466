"""Fixed words of the mentoring room."""

from enum import StrEnum

PENDING_LIMIT = 3
ANSWER_DAYS = 7
CLOSING_DAYS = 14


class MentorState(StrEnum):
    """Whether a mentor takes new requests."""

    published = "published"
    paused = "paused"


class RequestState(StrEnum):
    """The way of a request; all but pending are ends."""

    pending = "pending"
    accepted = "accepted"
    declined = "declined"
    withdrawn = "withdrawn"
    expired = "expired"
    superseded = "superseded"


class DeclineReason(StrEnum):
    """Why a mentor says no."""

    no_time = "no_time"
    not_my_field = "not_my_field"
    better_colleague = "better_colleague"
    conflict = "conflict"
    other = "other"


class MentorshipState(StrEnum):
    """The way of a pair; completed and ended early are ends."""

    active = "active"
    closing = "closing"
    completed = "completed"
    ended_early = "ended_early"


# States in which a mentorship holds one of the mentor's seats.
LIVE = (MentorshipState.active, MentorshipState.closing)
