"""How a notification is said, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_login import current_user

from marketplace.notifications.queries import unseen_count
from marketplace.notifications.terms import GROUP_WORDS, KINDS, UNSENT_WORDS
from marketplace.web.i18n import moment, said
from marketplace.web.session import get_session


def init_app(app: Flask) -> None:
    """Give templates the sentence of a notification, and the count for the top of the page."""
    app.add_template_global(sentence_of)
    app.add_template_global(unseen)
    app.add_template_global(group_words_of)
    app.add_template_filter(said_moment)
    app.add_template_filter(masked)
    app.add_template_filter(unsent_words)


def sentence_of(kind: str, values: Mapping[str, Any]) -> str:
    """One sentence; a value in two languages is said in the reader's."""
    words = {name: said(value, "") if isinstance(value, dict) else value for name, value in values.items()}
    return str(gettext(KINDS[kind].sentence, **words))


def unseen() -> int:
    """What the signed-in person has not opened yet; 0 for a visitor."""
    return unseen_count(get_session(), current_user.id) if current_user.is_authenticated else 0


def group_words_of(kind: str) -> str:
    """What a kind is about, in a word or two."""
    return str(gettext(GROUP_WORDS[KINDS[kind].group]))


def said_moment(written: str) -> str:
    """A moment that was written into JSON, in the city's time."""
    return moment(datetime.fromisoformat(written))


def masked(address: str) -> str:
    """A mail address of which only its owner knows the rest."""
    name, _, domain = address.partition("@")
    return f"{name[:2]}***@{domain}"


def unsent_words(why: str) -> str:
    """Why a mail was not sent."""
    return str(gettext(UNSENT_WORDS[why])) if why in UNSENT_WORDS else why
