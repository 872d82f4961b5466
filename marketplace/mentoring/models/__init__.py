"""Tables of mentoring: mentors, requests, mentorships, and what matching learns from."""

from marketplace.mentoring.models.learning import Impression, ModelChoice
from marketplace.mentoring.models.mentor_records import MentorApplication, MentorReading, ServiceCertificate
from marketplace.mentoring.models.mentors import Mentor, MentorSkill
from marketplace.mentoring.models.mentorships import Goal, MentoringSession, Mentorship
from marketplace.mentoring.models.requests import MentoringRequest, Waiting

__all__ = [
    "Goal",
    "Impression",
    "Mentor",
    "MentorApplication",
    "MentorReading",
    "MentorSkill",
    "MentoringRequest",
    "MentoringSession",
    "Mentorship",
    "ModelChoice",
    "ServiceCertificate",
    "Waiting",
]
