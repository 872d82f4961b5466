"""Fixed words of the training room."""

from enum import StrEnum


class Tier(StrEnum):
    """The four tiers of the plan; only capability counts in the success rate."""

    guidance = "guidance"
    capability = "capability"
    backbone = "backbone"
    leading = "leading"


class ClassState(StrEnum):
    """The way of a class."""

    enrolling = "enrolling"
    running = "running"
    closed = "closed"
    cancelled = "cancelled"


class EnrolmentState(StrEnum):
    """The way of a person through a class."""

    enrolled = "enrolled"
    started = "started"
    passed = "passed"
    failed = "failed"
    withdrawn = "withdrawn"


# Those who hold a seat.
SEATED = (EnrolmentState.enrolled, EnrolmentState.started, EnrolmentState.passed, EnrolmentState.failed)
