"""Forms of mentoring."""

from marketplace.mentoring.forms.agreements import (
    ClosingForm,
    EndForm,
    HandOverForm,
    NewEndForm,
    NoStartForm,
    PairAgreementForm,
    PairPauseForm,
)
from marketplace.mentoring.forms.meetings import MeetingForm
from marketplace.mentoring.forms.mentor_profile import MentorForm, form_of
from marketplace.mentoring.forms.mentor_steps import (
    AgreementForm,
    PauseForm,
    ReasonForm,
    RetirementForm,
    TrainingForm,
    VettingForm,
    pause_form,
    retirement_form,
    training_form,
)
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
    "MentorForm",
    "MessageForm",
    "MilestoneForm",
    "NewEndForm",
    "NextStepForm",
    "NoStartForm",
    "NoteForm",
    "PairAgreementForm",
    "PairPauseForm",
    "PauseForm",
    "ProposalRefusalForm",
    "ReasonForm",
    "RequestForm",
    "RetirementForm",
    "SessionForm",
    "TrainingForm",
    "VettingForm",
    "WaitEndForm",
    "WaitingFilter",
    "form_of",
    "pause_form",
    "retirement_form",
    "training_form",
]
