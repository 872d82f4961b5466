"""Small words that every template may use."""

from typing import Any

from flask import Flask, request, url_for

from marketplace.web.panels import panels
from marketplace.web.qr import qr_code


def init_app(app: Flask) -> None:
    """Give templates the kit."""
    app.add_template_global(panels)
    app.add_template_global(address_with)
    app.add_template_global(dom_id)
    app.add_template_global(qr_code)


def address_with(**changes: Any) -> str:
    """The address of this page with some query values changed; None takes one away, and the page number always goes back to 1."""
    values: dict[str, Any] = request.args.to_dict(flat=False)
    values.pop("page", None)
    values.pop("lang", None)
    values |= changes
    return url_for(
        request.endpoint or "", **(request.view_args or {}), **{key: value for key, value in values.items() if value not in (None, [], "")}
    )


def dom_id(thing: Any, part: str = "") -> str:
    """One id for one thing on a page: ``project-42``, ``project-42-favourite``."""
    name = type(thing).__name__.lower()
    number = getattr(thing, "id", None) or getattr(thing, "person_id", "new")
    return f"{name}-{number}" + (f"-{part}" if part else "")
