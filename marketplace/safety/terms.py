"""Fixed words of the safety room."""

from enum import StrEnum

from marketplace.errors import N_

# Working days: until somebody has looked, until it is decided.
FIRST_LOOK_DAYS = 1
DECISION_DAYS = 5
# Days in which a measure can be appealed against.
APPEAL_DAYS = 30
# A warning is struck out after so many months.
WARNING_MONTHS = 12


class ReportKind(StrEnum):
    """What a report is about."""

    harassment = "harassment"
    money_asked = "money_asked"
    contact_demanded = "contact_demanded"
    fake_profile = "fake_profile"
    unsafe_for_minor = "unsafe_for_minor"
    other = "other"


class ReportState(StrEnum):
    """The way of a report; the last two are ends."""

    received = "received"
    in_review = "in_review"
    upheld = "upheld"
    not_upheld = "not_upheld"


OPEN = (ReportState.received, ReportState.in_review)


class MeasureKind(StrEnum):
    """What a person gets to feel."""

    warning = "warning"
    suspension = "suspension"


class MeasureState(StrEnum):
    """The way of a measure: it ends with its day, or is lifted before (by an officer, or by an appeal)."""

    active = "active"
    ended = "ended"
    lifted = "lifted"


class AppealState(StrEnum):
    """The way of an appeal."""

    waiting = "waiting"
    upheld = "upheld"
    overturned = "overturned"


KIND_WORDS = {
    ReportKind.harassment: N_("Harassment, insults or threats"),
    ReportKind.money_asked: N_("Money was asked for"),
    ReportKind.contact_demanded: N_("Contact data was demanded"),
    ReportKind.fake_profile: N_("The profile is not true"),
    ReportKind.unsafe_for_minor: N_("Unsafe for somebody under 18"),
    ReportKind.other: N_("Something else"),
}
STATE_WORDS = {
    ReportState.received: N_("received, not looked at yet"),
    ReportState.in_review: N_("being looked into"),
    ReportState.upheld: N_("upheld"),
    ReportState.not_upheld: N_("not upheld"),
}
MEASURE_WORDS = {MeasureKind.warning: N_("Warning"), MeasureKind.suspension: N_("Suspension from mentoring")}
MEASURE_STATE_WORDS = {MeasureState.active: N_("in force"), MeasureState.ended: N_("over"), MeasureState.lifted: N_("lifted")}
APPEAL_WORDS = {
    AppealState.waiting: N_("waits for a second officer"),
    AppealState.upheld: N_("the measure stays"),
    AppealState.overturned: N_("the measure was overturned"),
}
SUBJECT_WORDS = {
    "mentor": N_("Mentor's profile"),
    "request": N_("Request"),
    "mentorship": N_("Mentorship"),
    "take_up": N_("Question about a project"),
    "project": N_("Project"),
}
# What a line of evidence is a copy of.
EVIDENCE_WORDS = {
    "headline": N_("Headline"),
    "profile": N_("Profile"),
    "cannot": N_("Can't help with"),
    "goal": N_("Goal"),
    "tried": N_("Done so far"),
    "wanted": N_("Wanted"),
    "note": N_("Answer"),
    "session": N_("Session"),
    "question": N_("Question"),
    "answer": N_("Answer"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "detail": N_("Detail"),
    "message": N_("Message"),
}
