"""Writes of mentoring: mentors, requests, mentorships, and what the clock does."""

from marketplace.mentoring.actions.answers import accept_request, decline_request
from marketplace.mentoring.actions.apart import avoid_mentor, keep_apart, let_meet, meet_mentor_again
from marketplace.mentoring.actions.clockwork import run_mentoring_clock, run_mentoring_steps
from marketplace.mentoring.actions.mentors import add_mentor, pause_mentor, resume_mentor, set_mentor_state
from marketplace.mentoring.actions.mentorships import (
    add_goal,
    close_mentorship,
    end_early,
    freeze_mentorships,
    log_session,
    set_goal_met,
    thaw_mentorships,
)
from marketplace.mentoring.actions.proposals import confirm_proposal, propose_pairs, refuse_proposal
from marketplace.mentoring.actions.requests import save_draft, send_request, withdraw_request
from marketplace.mentoring.actions.waiting import ask_for_help, close_wait, end_waiting, put_on_waiting_list
from marketplace.mentoring.actions.waitlist import fill_from_waitlist, take_offer

__all__ = [
    "accept_request",
    "add_goal",
    "add_mentor",
    "ask_for_help",
    "avoid_mentor",
    "close_mentorship",
    "close_wait",
    "confirm_proposal",
    "decline_request",
    "end_early",
    "end_waiting",
    "fill_from_waitlist",
    "freeze_mentorships",
    "keep_apart",
    "let_meet",
    "log_session",
    "meet_mentor_again",
    "pause_mentor",
    "propose_pairs",
    "put_on_waiting_list",
    "refuse_proposal",
    "resume_mentor",
    "run_mentoring_clock",
    "run_mentoring_steps",
    "save_draft",
    "send_request",
    "set_goal_met",
    "set_mentor_state",
    "take_offer",
    "thaw_mentorships",
    "withdraw_request",
]
