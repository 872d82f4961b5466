"""What can be told: its words, where it belongs, why one gets it. A room that has something to tell adds its kinds here."""

from dataclasses import dataclass
from enum import StrEnum

from marketplace.errors import N_


class Group(StrEnum):
    """What a person chooses by: how she hears of all that belongs together."""

    mentoring = "mentoring"
    projects = "projects"
    searches = "searches"
    training = "training"
    competitions = "competitions"
    safety = "safety"
    account = "account"


class Way(StrEnum):
    """How the mail of a group comes; in the app everything stands at once."""

    at_once = "at_once"
    daily = "daily"
    weekly = "weekly"
    app = "app"


class MailState(StrEnum):
    """What became of the mail of one notification."""

    app = "app"
    waiting = "waiting"
    posted = "posted"
    unwanted = "unwanted"


GROUP_WORDS = {
    Group.mentoring: N_("Mentoring"),
    Group.projects: N_("Projects and take-up"),
    Group.searches: N_("Saved searches"),
    Group.training: N_("Training"),
    Group.competitions: N_("Contests"),
    Group.safety: N_("Safety"),
    Group.account: N_("Account"),
}

WAY_WORDS = {
    Way.at_once: N_("at once"),
    Way.daily: N_("once a day, at 8 in the morning"),
    Way.weekly: N_("once a week, on Monday"),
    Way.app: N_("no mail, only here"),
}

DEFAULT_WAYS = dict.fromkeys(Group, Way.at_once) | {Group.searches: Way.daily}

# Who is in danger or locked out must hear of it: no choice and no quiet hours.
FIXED = frozenset({Group.safety, Group.account})

DIGEST_WAYS = (Way.daily, Way.weekly)


@dataclass(frozen=True)
class Kind:
    """One kind of thing to tell. ``reason`` ends each mail: why this person gets it. Without ``by_mail`` it stands in the app only."""

    sentence: str
    group: Group
    reason: str
    by_mail: bool = True


_AUTHOR = N_("You get this because you wrote this project.")
_ADOPTER = N_("You get this because you asked about this project.")
_MENTOR = N_("You get this because you offer your help as a mentor.")
_APPLICANT = N_("You get this because you applied to be a mentor.")
_LEARNER = N_("You get this because you asked a mentor for help.")
_SEEKER = N_("You get this because you look for a mentor.")
_PAIR = N_("You get this because a pair was proposed to you.")
_PAIRED = N_("You get this because you are one of a pair.")
_OFFICER = N_("You get this because you are a safeguarding officer.")
_CITY = N_("You get this because you work for the city.")
_REPORTER = N_("You get this because you reported something.")
_MEASURED = N_("You get this because it is about you.")
_APPELLANT = N_("You get this because you appealed.")
_MINOR = N_("You get this because you are under 18 and somebody answers for you.")

KINDS = {
    "appraisal_asked": Kind(
        N_("You are asked for your opinion on “%(title)s”."),
        Group.projects,
        N_("You get this because you are one of the experts of the library."),
    ),
    "project_published": Kind(N_("“%(title)s” is in the library now."), Group.projects, _AUTHOR),
    "project_returned": Kind(N_("“%(title)s” came back to you: something is to be changed first."), Group.projects, _AUTHOR),
    "project_rejected": Kind(N_("“%(title)s” was not taken into the library; the reason is on its page."), Group.projects, _AUTHOR),
    "project_withdrawn": Kind(
        N_("“%(title)s” was withdrawn by its author: %(reason)s"),
        Group.projects,
        N_("You get this because you look after the library in a place of this project."),
    ),
    "project_discarded": Kind(
        N_("The next version of “%(title)s” lay untouched for 60 days and was discarded. You can write it anew from its page."),
        Group.projects,
        _AUTHOR,
    ),
    "project_due": Kind(N_("A year is over: please look through “%(title)s” and say whether it still holds."), Group.projects, _AUTHOR),
    "takeup_enquired": Kind(
        N_("Somebody asks about your project “%(title)s”."),
        Group.projects,
        N_("You get this because this project is yours, or you answer for it."),
    ),
    "takeup_introduced": Kind(
        N_("You can reach each other now about “%(title)s”."),
        Group.projects,
        N_("You get this because you asked about this project, or answered for it."),
    ),
    "takeup_declined": Kind(N_("Your question about “%(title)s” got an answer."), Group.projects, _ADOPTER),
    "takeup_rating_open": Kind(
        N_("You have been at “%(title)s” for a while: tell others how it is."),
        Group.projects,
        N_("You get this because you took up this project."),
    ),
    "search_found": Kind(
        N_("%(count)s new projects fit your saved search “%(name)s”."),
        Group.searches,
        N_("You get this because you saved a search and asked for mail."),
    ),
    "search_noticed": Kind(
        N_("%(count)s new projects fit your saved search “%(name)s”."),
        Group.searches,
        N_("You get this because you saved a search and asked for news here."),
        by_mail=False,
    ),
    "report_received": Kind(N_("A new report waits for a first look."), Group.safety, _OFFICER),
    "report_urgent": Kind(
        N_("Urgent: somebody under 18 may be in danger. The pairs of the person reported stand still."), Group.safety, _OFFICER
    ),
    "report_upheld": Kind(N_("Your report was right: something was done about it. Thank you for telling us."), Group.safety, _REPORTER),
    "report_not_upheld": Kind(N_("We looked into your report and could not uphold it."), Group.safety, _REPORTER),
    "measure_warning": Kind(
        N_("You got a warning from the safeguarding officers. Read why, and what you can say to it."), Group.safety, _MEASURED
    ),
    "measure_suspension": Kind(N_("You are suspended from mentoring. Read why, until when, and how to appeal."), Group.safety, _MEASURED),
    "measure_lifted": Kind(N_("A measure about you was lifted."), Group.safety, _MEASURED),
    "measure_ended": Kind(N_("A measure about you has ended with its day."), Group.safety, _MEASURED),
    "appeal_received": Kind(N_("An appeal waits for you as the second officer."), Group.safety, _OFFICER),
    "appeal_upheld": Kind(N_("Your appeal was decided: the measure stays. The reason is on the page."), Group.safety, _APPELLANT),
    "appeal_overturned": Kind(N_("Your appeal was right: the measure is lifted."), Group.safety, _APPELLANT),
    "safety_late": Kind(N_("A case of safeguarding is overdue."), Group.safety, _OFFICER),
    "safety_no_officer": Kind(
        N_("A case of safeguarding is overdue and no officer may handle it: please name another one."), Group.safety, _CITY
    ),
    "guardian_agreed": Kind(N_("Your parent or guardian has agreed: you can meet a mentor now."), Group.safety, _MINOR),
    "guardian_refused": Kind(
        N_("Your parent or guardian has not agreed. Talk with them, or name somebody else who answers for you."), Group.safety, _MINOR
    ),
    "request_new": Kind(N_("%(name)s would like you as a mentor. Two minutes are enough for an answer."), Group.mentoring, _MENTOR),
    "request_reminder": Kind(N_("%(name)s still waits for your answer."), Group.mentoring, _MENTOR),
    "request_unanswered": Kind(N_("The request of %(name)s ended without your answer."), Group.mentoring, _MENTOR),
    "request_withdrawn": Kind(N_("%(name)s took the request back; nothing is left to do."), Group.mentoring, _MENTOR),
    "request_superseded": Kind(N_("%(name)s has found another mentor; that request is over."), Group.mentoring, _MENTOR),
    "request_accepted": Kind(N_("%(name)s accepts you: agree on how you work together."), Group.mentoring, _LEARNER),
    "request_declined": Kind(N_("%(name)s cannot help you this time. Others who fit are waiting for you."), Group.mentoring, _LEARNER),
    "request_expired": Kind(N_("%(name)s did not answer within seven days; that request is over."), Group.mentoring, _LEARNER),
    "request_moved_on": Kind(N_("Your next choice is asked now: %(name)s."), Group.mentoring, _LEARNER),
    "request_dropped": Kind(N_("%(name)s takes no requests any more for now; that request is over."), Group.mentoring, _LEARNER),
    "request_offered": Kind(N_("A place with %(name)s is kept for you for 72 hours: do you still want it?"), Group.mentoring, _LEARNER),
    "offer_over": Kind(N_("The place with %(name)s was kept for 72 hours and goes to the next one now."), Group.mentoring, _LEARNER),
    "waitlist_over": Kind(N_("No place with %(name)s got free in 90 days; that wait is over."), Group.mentoring, _LEARNER),
    "guardian_silent": Kind(
        N_("Your guardian has not agreed yet, so %(name)s was not asked. You can ask again once there is a yes."), Group.mentoring, _LEARNER
    ),
    "pair_proposed_to_learner": Kind(
        N_("%(name)s is proposed to you as a mentor: say yes or no within seven days."), Group.mentoring, _SEEKER
    ),
    "pair_proposed_to_mentor": Kind(
        N_("%(name)s is proposed to you as a mentee: say yes or no within seven days."), Group.mentoring, _MENTOR
    ),
    "proposal_confirmed": Kind(N_("%(name)s and you have both said yes: agree on how you work together."), Group.mentoring, _PAIR),
    "proposal_refused_by_learner": Kind(N_("%(name)s would rather not be paired now; your place is free again."), Group.mentoring, _MENTOR),
    "proposal_refused_by_mentor": Kind(
        N_("%(name)s cannot take you on now. You stay in the queue, before those who came later."), Group.mentoring, _SEEKER
    ),
    "proposal_over_to_learner": Kind(
        N_("The proposal with %(name)s was not confirmed by both in seven days and is over."), Group.mentoring, _SEEKER
    ),
    "proposal_over_to_mentor": Kind(
        N_("The proposal with %(name)s was not confirmed by both in seven days; your place is free again."), Group.mentoring, _MENTOR
    ),
    "mentor_paused_by_clock": Kind(
        N_("Two requests in 90 days went unanswered, so you take no new ones for now. One click brings you back."), Group.mentoring, _MENTOR
    ),
    "mentor_vetted": Kind(
        N_("Your application as a mentor was looked at and fits. Read the agreement and the training, then your profile is public."),
        Group.mentoring,
        _APPLICANT,
    ),
    "mentor_refused": Kind(N_("Your application as a mentor was not accepted: %(reason)s"), Group.mentoring, _APPLICANT),
    "mentor_kind_changed": Kind(N_("Your new kind of mentor was confirmed and stands on your profile."), Group.mentoring, _MENTOR),
    "mentor_kind_kept": Kind(N_("Your kind of mentor stays as it was: %(reason)s"), Group.mentoring, _MENTOR),
    "mentor_published": Kind(N_("Your profile as a mentor is public now."), Group.mentoring, _MENTOR),
    "mentor_resumed": Kind(N_("Your pause is over: you take new requests again."), Group.mentoring, _MENTOR),
    "mentor_review_due": Kind(N_("Your yearly review as a mentor is due on %(day)s. It takes ten minutes."), Group.mentoring, _MENTOR),
    "mentor_review_overdue": Kind(
        N_("Your yearly review is 30 days overdue, so you take no new requests for now. Running mentorships go on."),
        Group.mentoring,
        _MENTOR,
    ),
    "mentor_reviewed": Kind(N_("Your yearly review is done. Thank you for another year."), Group.mentoring, _MENTOR),
    "mentor_paused_by_staff": Kind(N_("The centre paused your profile as a mentor: %(reason)s"), Group.mentoring, _MENTOR),
    "agreement_proposed": Kind(
        N_("%(name)s proposes an agreement for your mentoring: read it and confirm it, or change it."), Group.mentoring, _PAIRED
    ),
    "agreement_confirmed": Kind(N_("%(name)s confirmed the agreement too: it holds."), Group.mentoring, _PAIRED),
    "pair_started": Kind(
        N_("Your mentoring with %(name)s has begun: the agreement holds and the first session is logged."), Group.mentoring, _PAIRED
    ),
    "trial_reminder": Kind(
        N_("Your trial with %(name)s ends in %(days)s days: both confirm the agreement and log the first session, and it goes on."),
        Group.mentoring,
        _PAIRED,
    ),
    "pair_not_started": Kind(N_("You and %(name)s did not start. That is nobody's fault."), Group.mentoring, _PAIRED),
    "meeting_proposed": Kind(N_("%(name)s proposes times for a meeting."), Group.mentoring, _PAIRED),
    "meeting_moved": Kind(N_("%(name)s proposes other times for your meeting."), Group.mentoring, _PAIRED),
    "meeting_accepted": Kind(N_("Your meeting with %(name)s is fixed."), Group.mentoring, _PAIRED),
    "meeting_declined": Kind(N_("None of the times you proposed fits %(name)s."), Group.mentoring, _PAIRED),
    "meeting_cancelled": Kind(N_("The meeting with %(name)s is called off."), Group.mentoring, _PAIRED),
    "message_new": Kind(N_("%(name)s wrote to you."), Group.mentoring, _PAIRED),
    "pair_paused": Kind(N_("%(name)s pauses your mentoring until %(day)s. Your place is kept."), Group.mentoring, _PAIRED),
    "pair_back_soon": Kind(N_("The pause of your mentoring with %(name)s ends on %(day)s."), Group.mentoring, _PAIRED),
    "pair_resumed": Kind(N_("Your mentoring with %(name)s goes on."), Group.mentoring, _PAIRED),
    "end_proposed": Kind(N_("%(name)s proposes to go on until %(day)s."), Group.mentoring, _PAIRED),
    "end_agreed": Kind(N_("%(name)s agrees: your mentoring goes on until %(day)s."), Group.mentoring, _PAIRED),
    "end_refused": Kind(N_("%(name)s would rather keep the last day as it is."), Group.mentoring, _PAIRED),
    "pair_closing": Kind(
        N_("Your mentoring with %(name)s comes to its end: give your closing word within 14 days."), Group.mentoring, _PAIRED
    ),
    "pair_completed": Kind(N_("Your mentoring with %(name)s is complete."), Group.mentoring, _PAIRED),
    "pair_ended": Kind(N_("%(name)s ended your mentoring. Your closing word is welcome."), Group.mentoring, _PAIRED),
    "pair_transferred": Kind(N_("Your mentoring with %(name)s was handed over by the start-up centre."), Group.mentoring, _PAIRED),
    "pair_frozen_over": Kind(N_("Your mentoring with %(name)s stood still for 30 days and is over."), Group.mentoring, _PAIRED),
    "pair_silent": Kind(
        N_("You and %(name)s have not met for %(days)s days. Is it over? Close it, pause it, or fix a date."), Group.mentoring, _PAIRED
    ),
    "wait_ended": Kind(N_("Staff could not find a mentor for you now: %(note)s"), Group.mentoring, _SEEKER),
    "round_opened": Kind(N_("The round “%(name)s” is open: say how many places you give, until %(day)s."), Group.mentoring, _MENTOR),
    "round_joined": Kind(
        N_("You are on the list of the round “%(name)s”: rank the mentors you would like, until %(day)s."), Group.mentoring, _SEEKER
    ),
    "round_nobody": Kind(
        N_("The round “%(name)s” found no mentor for you this time; the start-up centre goes on looking by hand."), Group.mentoring, _SEEKER
    ),
    "round_cancelled": Kind(N_("The round “%(name)s” was cancelled; nothing becomes of it."), Group.mentoring, _SEEKER),
}

# Mails with a template of their own. ``sentence`` says to staff what the mail is for.
LETTERS = {
    "digest": Kind(
        N_("What waited for the day or the week, in one mail."),
        Group.searches,
        N_("You get this because you chose one mail for all that came."),
    ),
    "password_reset": Kind(
        N_("The link to a new password."),
        Group.account,
        N_("You get this because somebody, most likely you, asked for a new password."),
    ),
}

NOT_SENT = "not sent: "
CLOSED, SWITCHED_OFF, GATHERED = "closed", "switched_off", "gathered"

# Kept in the row of a mail that was not sent.
UNSENT_WORDS = {
    CLOSED: N_("The account was closed meanwhile."),
    SWITCHED_OFF: N_("The reader had switched off such mail meanwhile."),
    GATHERED: N_("It went into the mail of the day."),
}


def kind_of(template: str, name: str = "") -> Kind:
    """The kind behind a mail: of its template, or for a told thing of its own ``name``."""
    return KINDS[name] if template == "notification" else LETTERS[template]
