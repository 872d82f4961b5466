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
    "request_new": N_("%(name)s would like you as a mentor: %(goal)s"),
    "request_reminder": N_("%(name)s still waits for your answer: %(goal)s"),
    "request_unanswered": N_("The request of %(name)s ended without your answer."),
    "request_withdrawn": N_("%(name)s took the request back; nothing is left to do."),
    "request_superseded": N_("%(name)s has found another mentor; that request is over."),
    "request_accepted": N_("%(name)s accepts you: agree on how you work together."),
    "request_declined": N_("%(name)s cannot help you this time. Others who fit are waiting for you."),
    "request_expired": N_("%(name)s did not answer within seven days; that request is over."),
    "request_moved_on": N_("Your next choice is asked now: %(name)s."),
    "request_dropped": N_("%(name)s takes no requests any more for now; that request is over."),
    "request_offered": N_("A place with %(name)s is kept for you for 72 hours: do you still want it?"),
    "offer_over": N_("The place with %(name)s was kept for 72 hours and goes to the next one now."),
    "waitlist_over": N_("No place with %(name)s got free in 90 days; that wait is over."),
    "guardian_silent": N_("Your guardian has not agreed yet, so %(name)s was not asked. You can ask again once there is a yes."),
    "pair_proposed_to_learner": N_("%(name)s is proposed to you as a mentor: say yes or no within seven days."),
    "pair_proposed_to_mentor": N_("%(name)s is proposed to you as a mentee: say yes or no within seven days."),
    "proposal_confirmed": N_("%(name)s and you have both said yes: agree on how you work together."),
    "proposal_refused_by_learner": N_("%(name)s would rather not be paired now; your place is free again."),
    "proposal_refused_by_mentor": N_("%(name)s cannot take you on now. You stay in the queue, before those who came later."),
    "proposal_over_to_learner": N_("The proposal with %(name)s was not confirmed by both in seven days and is over."),
    "proposal_over_to_mentor": N_("The proposal with %(name)s was not confirmed by both in seven days; your place is free again."),
    "mentor_paused_by_clock": N_("Two requests in 90 days went unanswered, so you take no new ones for now. One click brings you back."),
}
