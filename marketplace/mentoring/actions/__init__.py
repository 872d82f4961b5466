"""Writes of mentoring: mentors, requests, mentorships, and what the clock does."""

from marketplace.mentoring.actions.answers import accept_request, decline_request
from marketplace.mentoring.actions.apart import avoid_mentor, keep_apart, let_meet, meet_mentor_again
from marketplace.mentoring.actions.applications import (
    agree,
    apply_as_mentor,
    pass_training,
    refuse_mentor,
    save_mentor_profile,
    vet_mentor,
    withdraw_application,
)
from marketplace.mentoring.actions.certificates import issue_certificate
from marketplace.mentoring.actions.clockwork import run_mentoring_clock, run_mentoring_steps
from marketplace.mentoring.actions.mentors import add_mentor, pause_mentor, pause_myself, resume_mentor, resume_myself, set_mentor_state
from marketplace.mentoring.actions.mentors_clock import run_mentors_clock
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
from marketplace.mentoring.actions.retiring import retire_mentor
from marketplace.mentoring.actions.reviews import confirm_profile, confirm_review, pause_at_review
from marketplace.mentoring.actions.waiting import ask_for_help, close_wait, end_waiting, put_on_waiting_list
from marketplace.mentoring.actions.waitlist import fill_from_waitlist, take_offer

__all__ = [
    "accept_request",
    "add_goal",
    "add_mentor",
    "agree",
    "apply_as_mentor",
    "ask_for_help",
    "avoid_mentor",
    "close_mentorship",
    "close_wait",
    "confirm_profile",
    "confirm_proposal",
    "confirm_review",
    "decline_request",
    "end_early",
    "end_waiting",
    "fill_from_waitlist",
    "freeze_mentorships",
    "issue_certificate",
    "keep_apart",
    "let_meet",
    "log_session",
    "meet_mentor_again",
    "pass_training",
    "pause_at_review",
    "pause_mentor",
    "pause_myself",
    "propose_pairs",
    "put_on_waiting_list",
    "refuse_mentor",
    "refuse_proposal",
    "resume_mentor",
    "resume_myself",
    "retire_mentor",
    "run_mentoring_clock",
    "run_mentoring_steps",
    "run_mentors_clock",
    "save_draft",
    "save_mentor_profile",
    "send_request",
    "set_goal_met",
    "set_mentor_state",
    "take_offer",
    "thaw_mentorships",
    "vet_mentor",
    "withdraw_application",
    "withdraw_request",
]
