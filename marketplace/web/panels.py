"""Panels: cards that an upper room hangs on a lower room's page.

The library's page shows what became of a project, but the library must not know the ventures above it. So the upper room
registers a panel for a kind of subject, and the page asks the kit for all of them.
"""

from collections.abc import Callable
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup
from sqlmodel import Session

from marketplace.web.session import get_session

Fill = Callable[[Session, Any], dict[str, Any] | None]


def hang(app: Any, subject: str, template: str, fill: Fill, *, place: str = "side") -> None:
    """Show ``template`` with what ``fill(session, subject)`` returns in ``place`` of the subject's page; None hangs nothing."""
    app.extensions.setdefault("panels", {}).setdefault((subject, place), []).append((template, fill))


def panels(subject: str, thing: Any, place: str = "side") -> Markup:
    """All panels of one place, rendered."""
    hung = current_app.extensions.get("panels", {}).get((subject, place), [])
    filled = ((template, fill(get_session(), thing)) for template, fill in hung)
    # What a template renders is escaped already.
    pieces = (Markup(render_template(template, **context)) for template, context in filled if context is not None)  # noqa: S704
    return Markup("").join(pieces)
