"""Forms of mentoring."""

from marketplace.mentoring.forms.mentors import MentorFilter
from marketplace.mentoring.forms.mentorships import ClosingForm, EndForm, GoalForm, SessionForm
from marketplace.mentoring.forms.requests import AcceptanceForm, DeclineForm, ProposalRefusalForm, RequestForm, WaitEndForm, WaitingFilter

__all__ = [
    "AcceptanceForm",
    "ClosingForm",
    "DeclineForm",
    "EndForm",
    "GoalForm",
    "MentorFilter",
    "ProposalRefusalForm",
    "RequestForm",
    "SessionForm",
    "WaitEndForm",
    "WaitingFilter",
]
