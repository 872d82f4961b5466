"""Tables of mentoring: mentors, requests, mentorships, and what matching learns from."""

from marketplace.mentoring.models.agreements import Agreement, MentorshipClosing
from marketplace.mentoring.models.learning import Click, Impression, ModelChoice
from marketplace.mentoring.models.meetings import Meeting
from marketplace.mentoring.models.mentor_records import MentorApplication, MentorReading, ServiceCertificate
from marketplace.mentoring.models.mentors import Mentor, MentorSkill
from marketplace.mentoring.models.mentorships import Goal, MentoringSession, Mentorship, Milestone, NextStep
from marketplace.mentoring.models.requests import MentoringRequest, Waiting
from marketplace.mentoring.models.writing import MessageFile, MessageMark, PairMessage, SharedNote

__all__ = [
    "Agreement",
    "Click",
    "Goal",
    "Impression",
    "Meeting",
    "Mentor",
    "MentorApplication",
    "MentorReading",
    "MentorSkill",
    "MentoringRequest",
    "MentoringSession",
    "Mentorship",
    "MentorshipClosing",
    "MessageFile",
    "MessageMark",
    "Milestone",
    "ModelChoice",
    "NextStep",
    "PairMessage",
    "ServiceCertificate",
    "SharedNote",
    "Waiting",
]
