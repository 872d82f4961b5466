"""Writes of mentoring: mentors, requests, mentorships, and what the clock does."""

from marketplace.mentoring.actions.agreements import confirm_agreement, decline_start, propose_agreement
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
from marketplace.mentoring.actions.contact import open_contact
from marketplace.mentoring.actions.endings import ask_for_another, close_mentorship, end_early, start_closing, transfer_mentorship
from marketplace.mentoring.actions.goals import (
    add_goal,
    add_milestone,
    give_goal_up,
    set_goal_met,
    set_milestone_done,
    set_next_step,
    set_step_done,
)
from marketplace.mentoring.actions.meetings import accept_meeting, call_off_meeting, decline_meeting, propose_meeting, propose_other_times
from marketplace.mentoring.actions.mentors import add_mentor, pause_mentor, pause_myself, resume_mentor, resume_myself, set_mentor_state
from marketplace.mentoring.actions.mentors_clock import run_mentors_clock
from marketplace.mentoring.actions.mentorship_clock import run_mentorships_clock
from marketplace.mentoring.actions.mentorships import freeze_mentorships, thaw_mentorships
from marketplace.mentoring.actions.messages import open_message_file, read_messages, write_message
from marketplace.mentoring.actions.notes import save_note
from marketplace.mentoring.actions.pauses import agree_to_end, drop_proposed_end, pause_mentorship, propose_end, resume_mentorship
from marketplace.mentoring.actions.proposals import confirm_proposal, propose_each, propose_pairs, refuse_proposal
from marketplace.mentoring.actions.requests import save_draft, send_request, withdraw_request
from marketplace.mentoring.actions.retiring import retire_mentor
from marketplace.mentoring.actions.reviews import confirm_profile, confirm_review, pause_at_review
from marketplace.mentoring.actions.sessions import change_session, log_session, remove_session
from marketplace.mentoring.actions.waiting import ask_for_help, close_wait, end_waiting, put_on_waiting_list
from marketplace.mentoring.actions.waitlist import fill_from_waitlist, take_offer

__all__ = [
    "accept_meeting",
    "accept_request",
    "add_goal",
    "add_mentor",
    "add_milestone",
    "agree",
    "agree_to_end",
    "apply_as_mentor",
    "ask_for_another",
    "ask_for_help",
    "avoid_mentor",
    "call_off_meeting",
    "change_session",
    "close_mentorship",
    "close_wait",
    "confirm_agreement",
    "confirm_profile",
    "confirm_proposal",
    "confirm_review",
    "decline_meeting",
    "decline_request",
    "decline_start",
    "drop_proposed_end",
    "end_early",
    "end_waiting",
    "fill_from_waitlist",
    "freeze_mentorships",
    "give_goal_up",
    "issue_certificate",
    "keep_apart",
    "let_meet",
    "log_session",
    "meet_mentor_again",
    "open_contact",
    "open_message_file",
    "pass_training",
    "pause_at_review",
    "pause_mentor",
    "pause_mentorship",
    "pause_myself",
    "propose_agreement",
    "propose_each",
    "propose_end",
    "propose_meeting",
    "propose_other_times",
    "propose_pairs",
    "put_on_waiting_list",
    "read_messages",
    "refuse_mentor",
    "refuse_proposal",
    "remove_session",
    "resume_mentor",
    "resume_mentorship",
    "resume_myself",
    "retire_mentor",
    "run_mentoring_clock",
    "run_mentoring_steps",
    "run_mentors_clock",
    "run_mentorships_clock",
    "save_draft",
    "save_mentor_profile",
    "save_note",
    "send_request",
    "set_goal_met",
    "set_mentor_state",
    "set_milestone_done",
    "set_next_step",
    "set_step_done",
    "start_closing",
    "take_offer",
    "thaw_mentorships",
    "transfer_mentorship",
    "vet_mentor",
    "withdraw_application",
    "withdraw_request",
    "write_message",
]
