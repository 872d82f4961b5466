"""Fixed words of the accounts room."""

from enum import StrEnum

from marketplace.errors import N_


class Role(StrEnum):
    """What a person may be here; scope stands with the grant."""

    learner = "learner"
    mentor = "mentor"
    organiser = "organiser"
    provider = "provider"
    instructor = "instructor"
    judge = "judge"
    county_staff = "county_staff"
    city_staff = "city_staff"
    auditor = "auditor"
    safeguarding = "safeguarding"


STAFF = (Role.county_staff, Role.city_staff)

# Who is younger needs a guardian's consent, and has restricted mode until the day it ends by itself.
ADULT_YEARS = 18
# Who is younger than this cannot have an account.
LEAST_YEARS = 14


class AgeBand(StrEnum):
    """What sign-up asks: nobody older than 17 tells a date of birth."""

    adult = "adult"
    minor = "minor"
    child = "child"


class ConsentState(StrEnum):
    """What the guardian of somebody of 14 to 17 said."""

    waiting = "waiting"
    given = "given"
    refused = "refused"


class ConsentWay(StrEnum):
    """How the guardian said it."""

    phone = "phone"
    visit = "visit"
    writing = "writing"


class TieKind(StrEnum):
    """Why two people must not meet as learner and mentor, or as author and judge."""

    blocked = "blocked"
    conflict = "conflict"
    mentorship = "mentorship"


ROLE_WORDS = {
    Role.learner: N_("a learner you are in touch with"),
    Role.mentor: N_("mentor"),
    Role.organiser: N_("organiser"),
    Role.provider: N_("training provider"),
    Role.instructor: N_("instructor"),
    Role.judge: N_("judge"),
    Role.county_staff: N_("county staff"),
    Role.city_staff: N_("city staff"),
    Role.auditor: N_("auditor"),
    Role.safeguarding: N_("safeguarding officer"),
}

# Kinds of personal data that are looked at; the access log holds the codes, people read the words.
ACCESS_FIELDS = {
    "name": N_("name"),
    "contact": N_("mobile number or e-mail"),
    "answers": N_("the eight answers and skills"),
    "letter": N_("letter of the request"),
    "mentorship": N_("goals and sessions"),
    "business": N_("business and its follow-ups"),
    "training": N_("enrolments and results"),
    "outcome": N_("what became of it"),
    "guardian": N_("month of birth and guardian"),
    "safety": N_("report, evidence and measures"),
    "waiting": N_("waiting for a mentor"),
}
# Why somebody looked, and in which of her roles (the first that she has).
ACCESS_REASONS = {
    "request": N_("a request for mentoring"),
    "mentorship": N_("a mentorship"),
    "take_up": N_("a question about a project"),
    "follow_up": N_("follow-up of a business"),
    "outcome_check": N_("the call a year after the class"),
    "training": N_("the roll of a class"),
    "minor": N_("consent of a guardian"),
    "safety": N_("a case of safeguarding"),
    "matching": N_("finding a mentor by hand or in a round"),
}
ACTING_AS = {
    "request": (Role.mentor, Role.learner),
    "mentorship": (Role.mentor, Role.learner),
    "take_up": (Role.city_staff, Role.county_staff, Role.organiser, Role.learner),
    "follow_up": (Role.city_staff, Role.county_staff),
    "outcome_check": (Role.city_staff, Role.county_staff),
    "training": (Role.provider, Role.instructor),
    "minor": (Role.city_staff, Role.county_staff),
    "safety": (Role.safeguarding,),
    "matching": (Role.city_staff, Role.county_staff, Role.organiser, Role.mentor),
}
