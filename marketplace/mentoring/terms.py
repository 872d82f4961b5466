"""Fixed words of the mentoring room."""

from enum import StrEnum

PENDING_LIMIT = 3
CHOICES_LIMIT = 5
ANSWER_DAYS = 7
# Working days after which the mentor is reminded.
REMINDERS = (2, 4)
HELD_HOURS = 72
CONFIRM_DAYS = 7
GUARDIAN_DAYS = 14
WAITLIST_DAYS = 90
ASK_AGAIN_DAYS = 60
# So many unanswered requests in so many days, and a mentor pauses by herself.
UNANSWERED_LIMIT = 2
UNANSWERED_DAYS = 90
CLOSING_DAYS = 14


class MentorState(StrEnum):
    """The way of a mentor: asked to be one, looked at by staff, taking requests, away for a while, gone."""

    applied = "applied"
    vetted = "vetted"
    refused = "refused"
    published = "published"
    paused = "paused"
    retired = "retired"


class RequestState(StrEnum):
    """The way of a request; those of ``OPEN`` go on by themselves, all others are ends."""

    draft = "draft"
    awaiting_guardian = "awaiting_guardian"
    queued = "queued"
    waitlisted = "waitlisted"
    offered = "offered"
    proposed = "proposed"
    pending = "pending"
    accepted = "accepted"
    declined = "declined"
    withdrawn = "withdrawn"
    expired = "expired"
    superseded = "superseded"


# A draft is open, too, but nobody else knows of it.
SENT = (
    RequestState.awaiting_guardian,
    RequestState.queued,
    RequestState.waitlisted,
    RequestState.offered,
    RequestState.proposed,
    RequestState.pending,
)
OPEN = (RequestState.draft, *SENT)
# States in which a request may hold one of the mentor's seats.
HOLDING = (RequestState.offered, RequestState.proposed, RequestState.pending)

# What counts towards the three that may wait at a time: a ranked list counts once.
COUNTED = (RequestState.awaiting_guardian, RequestState.waitlisted, RequestState.offered, RequestState.pending)

# While one of these is open, the next choice of a list is not asked.
AT_WORK = (RequestState.awaiting_guardian, RequestState.offered, RequestState.pending)
# A mentor reads what she has to answer, and what she answered or let run out.
SEEN_BY_MENTOR = (RequestState.pending, RequestState.proposed, RequestState.accepted, RequestState.declined, RequestState.expired)


def inbox_limit(free: int) -> int:
    """How many requests may wait for a mentor with so many free seats."""
    return max(2, 2 * free)


class DeclineReason(StrEnum):
    """Why a mentor says no."""

    no_time = "no_time"
    not_my_field = "not_my_field"
    better_colleague = "better_colleague"
    conflict = "conflict"
    other = "other"


class WaitingReason(StrEnum):
    """Why a learner waits for a person's help."""

    exhausted = "exhausted"
    not_started = "not_started"
    mentor_left = "mentor_left"
    ended_early = "ended_early"
    no_match = "no_match"
    asked = "asked"


class WaitingOutcome(StrEnum):
    """How a wait came to its end."""

    paired = "paired"
    withdrawn = "withdrawn"
    no_mentor = "no_mentor"


class MentorshipState(StrEnum):
    """The way of a pair; those of ``LIVE`` hold a seat, all others are ends."""

    trial = "trial"
    active = "active"
    paused = "paused"
    closing = "closing"
    suspended = "suspended"
    completed = "completed"
    ended_early = "ended_early"
    not_started = "not_started"
    transferred = "transferred"


# States in which a mentorship holds one of the mentor's seats.
LIVE = (MentorshipState.trial, MentorshipState.active, MentorshipState.paused, MentorshipState.closing, MentorshipState.suspended)


def listed(states: tuple[StrEnum, ...]) -> str:
    """States as SQL lists them."""
    return "(" + ", ".join(f"'{state.value}'" for state in states) + ")"
