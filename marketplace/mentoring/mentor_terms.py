"""Fixed words of mentors: how they meet, what they sign, and how long each thing holds."""

from enum import StrEnum

from marketplace.mentoring.terms import MentorState

# A refused applicant may ask again after so many days.
APPLY_AGAIN_DAYS = 90
REVIEW_DAYS = 365
# So long before a review is due the mentor is reminded; so long after it the clock pauses her.
REVIEW_NOTICE_DAYS = 30
REVIEW_GRACE_DAYS = 30
PAUSE_DAYS = 180
# What a good year holds: so many sessions of at least so many minutes.
BENCHMARK_SESSIONS, BENCHMARK_MINUTES = 10, 30
OFFICIAL = "MK4"
# The reason of ties that come from a mentor's own declaration, so that she can take them back.
DECLARED = "declared by the mentor"

# Everybody may see the profile.
PUBLIC = (MentorState.published, MentorState.paused)
# She may change her profile.
EDITABLE = (MentorState.applied, MentorState.vetted, *PUBLIC)


class MeetingFormat(StrEnum):
    """How a mentor meets people."""

    person = "person"
    video = "video"
    phone = "phone"
    text = "text"


# Distance does not matter with these.
REMOTE = (MeetingFormat.video, MeetingFormat.phone, MeetingFormat.text)


class ApplicationOutcome(StrEnum):
    """How an application ended."""

    vetted = "vetted"
    refused = "refused"
    withdrawn = "withdrawn"


class ReadingKind(StrEnum):
    """What a mentor reads before she is published, and again at each review."""

    agreement = "agreement"
    training = "training"


class Handover(StrEnum):
    """What becomes of a pair when its mentor retires."""

    end = "end"
    hand_over = "hand_over"
