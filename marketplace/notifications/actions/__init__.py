"""Writes of the notifications room."""

from marketplace.notifications.actions.choosing import QuietHours, save_choices, stop_mail
from marketplace.notifications.actions.digests import gather_digests
from marketplace.notifications.actions.letters import send_again, send_given_up_again
from marketplace.notifications.actions.seeing import mark_seen, see_all, see_notification
from marketplace.notifications.actions.telling import notify

__all__ = [
    "QuietHours",
    "gather_digests",
    "mark_seen",
    "notify",
    "save_choices",
    "see_all",
    "see_notification",
    "send_again",
    "send_given_up_again",
    "stop_mail",
]
