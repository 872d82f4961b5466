"""Writes of the safety room: reports, decisions, measures, appeals, blocks, consents, and what the clock does."""

from marketplace.safety.actions.appeals import decide_appeal, write_appeal
from marketplace.safety.actions.clockwork import run_safety_clock
from marketplace.safety.actions.consents import answer_for_guardian
from marketplace.safety.actions.measures import end_measure, lift_measure, take_measure
from marketplace.safety.actions.reports import decide_report, release_report, report_person, review_report

__all__ = [
    "answer_for_guardian",
    "decide_appeal",
    "decide_report",
    "end_measure",
    "lift_measure",
    "release_report",
    "report_person",
    "review_report",
    "run_safety_clock",
    "take_measure",
    "write_appeal",
]
