"""Forms of mentoring."""

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
from marketplace.mentoring.forms.mentorships import ClosingForm, EndForm, GoalForm, SessionForm
from marketplace.mentoring.forms.requests import AcceptanceForm, DeclineForm, ProposalRefusalForm, RequestForm, WaitEndForm, WaitingFilter

__all__ = [
    "AcceptanceForm",
    "AgreementForm",
    "ClosingForm",
    "DeclineForm",
    "EndForm",
    "GoalForm",
    "MentorFilter",
    "MentorForm",
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
