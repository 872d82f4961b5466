"""Fixed words of the training room."""

from enum import StrEnum


class Tier(StrEnum):
    guidance = "guidance"
    capability = "capability"
    backbone = "backbone"
    leading = "leading"


class ClassState(StrEnum):
    enrolling = "enrolling"
    running = "running"
    closed = "closed"
    cancelled = "cancelled"


class EnrolmentState(StrEnum):
    enrolled = "enrolled"
    started = "started"
    passed = "passed"
    failed = "failed"
    withdrawn = "withdrawn"


# Those who hold a seat.
SEATED = (EnrolmentState.enrolled, EnrolmentState.started, EnrolmentState.passed, EnrolmentState.failed)
