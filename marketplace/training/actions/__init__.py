"""Writes of the training room: the catalogue, dated classes, seats and results."""

from marketplace.training.actions.catalogue import add_course, add_provider
from marketplace.training.actions.classes import close_class, open_class, start_due_classes
from marketplace.training.actions.enrolments import enrol, mark_started, record_result, withdraw

__all__ = [
    "add_course",
    "add_provider",
    "close_class",
    "enrol",
    "mark_started",
    "open_class",
    "record_result",
    "start_due_classes",
    "withdraw",
]
