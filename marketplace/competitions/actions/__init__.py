"""Writes of the competitions room: contests, entries, judging, publication."""

from marketplace.competitions.actions.contests import (
    create_contest,
    fill_readings,
    finish_judging,
    open_contest,
    release_judge,
    seat_judge,
    start_judging,
)
from marketplace.competitions.actions.entries import enter_contest, give_consent, withdraw_consent
from marketplace.competitions.actions.judging import score_entry, step_back
from marketplace.competitions.actions.publication import PublishedWinners, publish_winners

__all__ = [
    "PublishedWinners",
    "create_contest",
    "enter_contest",
    "fill_readings",
    "finish_judging",
    "give_consent",
    "open_contest",
    "publish_winners",
    "release_judge",
    "score_entry",
    "seat_judge",
    "start_judging",
    "step_back",
    "withdraw_consent",
]
