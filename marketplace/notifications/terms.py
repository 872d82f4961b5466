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
    "agreement_proposed": N_("%(name)s proposes an agreement for your mentoring: read it and confirm it, or change it."),
    "agreement_confirmed": N_("%(name)s confirmed the agreement too: it holds."),
    "pair_started": N_("Your mentoring with %(name)s has begun: the agreement holds and the first session is logged."),
    "trial_reminder": N_(
        "Your trial with %(name)s ends in %(days)s days: both confirm the agreement and log the first session, and it goes on."
    ),
    "pair_not_started": N_("You and %(name)s did not start. That is nobody's fault."),
    "meeting_proposed": N_("%(name)s proposes times for a meeting."),
    "meeting_moved": N_("%(name)s proposes other times for your meeting."),
    "meeting_accepted": N_("Your meeting with %(name)s is fixed."),
    "meeting_declined": N_("None of the times you proposed fits %(name)s."),
    "meeting_cancelled": N_("The meeting with %(name)s is called off."),
    "message_new": N_("%(name)s wrote to you."),
    "pair_paused": N_("%(name)s pauses your mentoring until %(day)s. Your place is kept."),
    "pair_back_soon": N_("The pause of your mentoring with %(name)s ends on %(day)s."),
    "pair_resumed": N_("Your mentoring with %(name)s goes on."),
    "end_proposed": N_("%(name)s proposes to go on until %(day)s."),
    "end_agreed": N_("%(name)s agrees: your mentoring goes on until %(day)s."),
    "end_refused": N_("%(name)s would rather keep the last day as it is."),
    "pair_closing": N_("Your mentoring with %(name)s comes to its end: give your closing word within 14 days."),
    "pair_completed": N_("Your mentoring with %(name)s is complete."),
    "pair_ended": N_("%(name)s ended your mentoring. Your closing word is welcome."),
    "pair_transferred": N_("Your mentoring with %(name)s was handed over by the start-up centre."),
    "pair_silent": N_("You and %(name)s have not met for %(days)s days. Is it over? Close it, pause it, or fix a date."),
    "search_found": N_("%(count)s new projects fit your saved search “%(name)s”."),
}
