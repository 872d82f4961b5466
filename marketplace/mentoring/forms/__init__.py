"""Forms of mentoring."""

from marketplace.mentoring.forms.agreements import AgreementForm, ClosingForm, EndForm, HandOverForm, NewEndForm, NoStartForm, PauseForm
from marketplace.mentoring.forms.meetings import MeetingForm
from marketplace.mentoring.forms.mentors import MentorFilter
from marketplace.mentoring.forms.mentorships import GoalForm, MilestoneForm, NextStepForm, SessionForm
from marketplace.mentoring.forms.requests import AcceptanceForm, DeclineForm, ProposalRefusalForm, RequestForm, WaitEndForm, WaitingFilter
from marketplace.mentoring.forms.writing import MessageForm, NoteForm

__all__ = [
    "AcceptanceForm",
    "AgreementForm",
    "ClosingForm",
    "DeclineForm",
    "EndForm",
    "GoalForm",
    "HandOverForm",
    "MeetingForm",
    "MentorFilter",
    "MessageForm",
    "MilestoneForm",
    "NewEndForm",
    "NextStepForm",
    "NoStartForm",
    "NoteForm",
    "PauseForm",
    "ProposalRefusalForm",
    "RequestForm",
    "SessionForm",
    "WaitEndForm",
    "WaitingFilter",
]
