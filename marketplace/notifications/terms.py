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
    "request_new": Kind(
        N_("A learner asks a mentor for help."),
        Group.mentoring,
        N_("You get this because you offer your help as a mentor."),
    ),
    "request_accepted": Kind(N_("A mentor said yes."), Group.mentoring, N_("You get this because you asked a mentor for help.")),
    "request_declined": Kind(N_("A mentor said no."), Group.mentoring, N_("You get this because you asked a mentor for help.")),
    "request_expired": Kind(N_("A mentor did not answer."), Group.mentoring, N_("You get this because you asked a mentor for help.")),
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
