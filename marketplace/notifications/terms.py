"""What can be told, and its words. A room that has something to tell adds its kinds here."""

from marketplace.errors import N_

SENTENCES = {
    "appraisal_asked": N_("You are asked for your opinion on “%(title)s”."),
    "project_published": N_("“%(title)s” is in the library now."),
    "project_returned": N_("“%(title)s” came back to you: something is to be changed first."),
    "project_rejected": N_("“%(title)s” was not taken into the library; the reason is on its page."),
    "project_withdrawn": N_("“%(title)s” was withdrawn by its author: %(reason)s"),
    "project_discarded": N_(
        "The next version of “%(title)s” lay untouched for 60 days and was discarded. You can write it anew from its page."
    ),
    "project_due": N_("A year is over: please look through “%(title)s” and say whether it still holds."),
    "takeup_enquired": N_("Somebody asks about your project “%(title)s”."),
    "takeup_introduced": N_("You can reach each other now about “%(title)s”."),
    "takeup_declined": N_("Your question about “%(title)s” got an answer."),
    "takeup_rating_open": N_("You have been at “%(title)s” for a while: tell others how it is."),
    "search_found": N_("%(count)s new projects fit your saved search “%(name)s”."),
    "mentor_vetted": N_(
        "Your application as a mentor was looked at and fits. Read the agreement and the training, then your profile is public."
    ),
    "mentor_refused": N_("Your application as a mentor was not accepted: %(reason)s"),
    "mentor_kind_changed": N_("Your new kind of mentor was confirmed and stands on your profile."),
    "mentor_kind_kept": N_("Your kind of mentor stays as it was: %(reason)s"),
    "mentor_published": N_("Your profile as a mentor is public now."),
    "mentor_resumed": N_("Your pause is over: you take new requests again."),
    "mentor_review_due": N_("Your yearly review as a mentor is due on %(day)s. It takes ten minutes."),
    "mentor_review_overdue": N_("Your yearly review is 30 days overdue, so you take no new requests for now. Running mentorships go on."),
    "mentor_reviewed": N_("Your yearly review is done. Thank you for another year."),
    "mentor_paused_by_staff": N_("The centre paused your profile as a mentor: %(reason)s"),
}
