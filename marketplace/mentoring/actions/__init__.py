"""Writes of mentoring: mentors, requests, mentorships, and what the clock does."""

from marketplace.mentoring.actions.clockwork import run_mentoring_clock
from marketplace.mentoring.actions.mentors import add_mentor, avoid_mentor, meet_mentor_again, set_mentor_state
from marketplace.mentoring.actions.mentorships import (
    add_goal,
    close_mentorship,
    end_early,
    freeze_mentorships,
    log_session,
    set_goal_met,
    thaw_mentorships,
)
from marketplace.mentoring.actions.requests import accept_request, decline_request, send_request, withdraw_request

__all__ = [
    "accept_request",
    "add_goal",
    "add_mentor",
    "avoid_mentor",
    "close_mentorship",
    "decline_request",
    "end_early",
    "freeze_mentorships",
    "log_session",
    "meet_mentor_again",
    "run_mentoring_clock",
    "send_request",
    "set_goal_met",
    "set_mentor_state",
    "thaw_mentorships",
    "withdraw_request",
]
