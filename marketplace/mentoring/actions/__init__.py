"""Writes of mentoring: mentors, requests, mentorships, and what the clock does."""

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
from marketplace.mentoring.actions.clockwork import run_mentoring_clock
from marketplace.mentoring.actions.mentors import (
    add_mentor,
    avoid_mentor,
    meet_mentor_again,
    pause_mentor,
    pause_myself,
    resume_mentor,
    resume_myself,
    set_mentor_state,
)
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
from marketplace.mentoring.actions.requests import accept_request, decline_request, send_request, withdraw_request
from marketplace.mentoring.actions.retiring import retire_mentor
from marketplace.mentoring.actions.reviews import confirm_profile, confirm_review, pause_at_review

__all__ = [
    "accept_request",
    "add_goal",
    "add_mentor",
    "agree",
    "apply_as_mentor",
    "avoid_mentor",
    "close_mentorship",
    "confirm_profile",
    "confirm_review",
    "decline_request",
    "end_early",
    "freeze_mentorships",
    "issue_certificate",
    "log_session",
    "meet_mentor_again",
    "pass_training",
    "pause_at_review",
    "pause_mentor",
    "pause_myself",
    "refuse_mentor",
    "resume_mentor",
    "resume_myself",
    "retire_mentor",
    "run_mentoring_clock",
    "run_mentors_clock",
    "save_mentor_profile",
    "send_request",
    "set_goal_met",
    "set_mentor_state",
    "thaw_mentorships",
    "vet_mentor",
    "withdraw_application",
    "withdraw_request",
]
