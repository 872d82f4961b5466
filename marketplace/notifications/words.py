"""How a notification is said, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_login import current_user

from marketplace.notifications.queries import unseen_count
from marketplace.notifications.terms import SENTENCES
from marketplace.web.i18n import said
from marketplace.web.session import get_session


def init_app(app: Flask) -> None:
    """Give templates the sentence of a notification, and the count for the top of the page."""
    app.add_template_global(sentence_of)
    app.add_template_global(unseen)


def sentence_of(kind: str, values: Mapping[str, Any]) -> str:
    """One sentence; a value in two languages is said in the reader's."""
    words = {name: said(value, "") if isinstance(value, dict) else value for name, value in values.items()}
    return str(gettext(SENTENCES[kind], **words))


def unseen() -> int:
    """What the signed-in person has not opened yet; 0 for a visitor."""
    return unseen_count(get_session(), current_user.id) if current_user.is_authenticated else 0
