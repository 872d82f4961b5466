"""Fixed words of the mentoring room."""

from enum import StrEnum

PENDING_LIMIT = 3
ANSWER_DAYS = 7
CLOSING_DAYS = 14


class MentorState(StrEnum):
    published = "published"
    paused = "paused"


class RequestState(StrEnum):
    pending = "pending"
    accepted = "accepted"
    declined = "declined"
    withdrawn = "withdrawn"
    expired = "expired"
    superseded = "superseded"


class DeclineReason(StrEnum):
    no_time = "no_time"
    not_my_field = "not_my_field"
    better_colleague = "better_colleague"
    conflict = "conflict"
    other = "other"


class MentorshipState(StrEnum):
    active = "active"
    closing = "closing"
    completed = "completed"
    ended_early = "ended_early"


# States in which a mentorship holds one of the mentor's seats.
LIVE = (MentorshipState.active, MentorshipState.closing)
