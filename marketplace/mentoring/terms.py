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
# So long a pair stands still at most.
FROZEN_DAYS = 30
# A trial: both confirm the agreement and meet once, or it never began.
AGREE_DAYS = 7
TRIAL_DAYS = 21
TRIAL_REMINDERS = (7, 14)
LONGEST_MONTHS = 12
LONGEST_WITH_EXTENSIONS = 24
LONGEST_PAUSE_DAYS = 60
PAUSE_REMINDER_DAYS = 3
CLOSING_BEFORE_DAYS = 14
# Days without a session after which a pair is called quiet, at risk, and is asked whether it is over.
QUIET_DAYS = 30
AT_RISK_DAYS = 45
ASK_TO_CLOSE_DAYS = 90
OWN_LOG_DAYS = 7
MOST_TIMES = 3
MOST_MILESTONES = 12
LARGEST_ATTACHMENT = 5 * 1024 * 1024
MOST_ATTACHMENTS = 5
# The text of the agreement that the two confirm; raised when its words change.
AGREEMENT_TEXT = 1


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


# States in which the two work together: everything may be written. In the others everything stays as it was.
TOGETHER = (MentorshipState.trial, MentorshipState.active, MentorshipState.paused, MentorshipState.closing)
# States in which a mentorship holds one of the mentor's seats.
LIVE = (MentorshipState.trial, MentorshipState.active, MentorshipState.paused, MentorshipState.closing, MentorshipState.suspended)


class EndReason(StrEnum):
    """Why a pair ends before its time; nobody has to agree, and none is a fault."""

    goal_reached = "goal_reached"
    no_time = "no_time"
    other_needs = "other_needs"
    no_contact = "no_contact"
    not_a_fit = "not_a_fit"
    moved = "moved"
    other = "other"


class VentureStatus(StrEnum):
    """Where the learner's business stands at the end, in her own words."""

    idea = "idea"
    preparing = "preparing"
    trading = "trading"
    closed = "closed"
    dropped = "dropped"


class MeetingState(StrEnum):
    """The way of a meeting: times are proposed, one is taken, it is held or called off."""

    proposed = "proposed"
    accepted = "accepted"
    declined = "declined"
    cancelled = "cancelled"
    held = "held"


# Meetings that are still to come, or still to be logged.
OPEN_MEETINGS = (MeetingState.proposed, MeetingState.accepted)


class MeetingFormat(StrEnum):
    """How the two meet."""

    in_person = "in_person"
    online = "online"
    phone = "phone"


class Flag(StrEnum):
    """How long a pair has not met; computed, never stored."""

    quiet = "quiet"
    at_risk = "at_risk"
    overdue = "overdue"


class Figure(StrEnum):
    """A number on the staff's one screen: of pairs, of those who wait, of mentors."""

    paired = "paired"
    meeting = "meeting"
    quiet = "quiet"
    at_risk = "at_risk"
    not_begun = "not_begun"
    pending = "pending"
    guardian = "guardian"
    waitlisted = "waitlisted"
    offered = "offered"
    proposed = "proposed"
    needs_person = "needs_person"
    rematch = "rematch"
    mentors = "mentors"
    seats = "seats"
    taken = "taken"
    held = "held"
    free = "free"
    paused_clock = "paused_clock"
    paused_until = "paused_until"
    paused_open = "paused_open"
    silent = "silent"


PAIR_FIGURES = (Figure.paired, Figure.meeting, Figure.quiet, Figure.at_risk, Figure.not_begun)
WAIT_FIGURES = (
    Figure.pending,
    Figure.guardian,
    Figure.waitlisted,
    Figure.offered,
    Figure.proposed,
    Figure.needs_person,
    Figure.rematch,
)
MENTOR_FIGURES = tuple(figure for figure in Figure if figure not in (*PAIR_FIGURES, *WAIT_FIGURES))
# A wait of more than so many days is late.
LATE_DAYS = 7


def listed(states: tuple[StrEnum, ...]) -> str:
    """States as SQL lists them."""
    return "(" + ", ".join(f"'{state.value}'" for state in states) + ")"
