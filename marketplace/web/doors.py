"""Doors: every route carries exactly one, and the guard reads it before the route runs."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import structlog
from flask import Flask, Response, current_app, request, url_for
from flask_login import current_user

from marketplace.errors import NotAllowed
from marketplace.web.htmx import go_to

log = structlog.get_logger()

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anybody may come in."""
    return _marked(view, "public", frozenset())


def members(view: View) -> View:
    """Anybody who is signed in may come in."""
    return _marked(view, "members", frozenset())


def only(*roles: str) -> Callable[[View], View]:
    """Only people who hold one of ``roles`` may come in."""
    return lambda view: _marked(view, f"only({', '.join(sorted(roles))})", frozenset(roles))


def _marked(view: View, door: str, roles: frozenset[str]) -> View:
    if hasattr(view, "door"):
        raise RuntimeError(f"{view.__name__} already has a door")
    view.door, view.roles = door, roles  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(_let_in)
    static: Any = app.view_functions["static"]
    app.view_functions["static"] = public(lambda **values: static(**values))


def _let_in() -> Response | None:
    if request.endpoint is None:
        return None
    view: Any = current_app.view_functions[request.endpoint]
    if view.door == "public":
        return None
    if not current_user.is_authenticated:
        return _to_sign_in()
    if view.roles and not view.roles & current_user.role_names:
        log.warning("door.refused", endpoint=request.endpoint, person=current_user.id)
        raise NotAllowed()
    return None


def _to_sign_in() -> Response:
    # A form cannot be sent again by a link, so the way back is to the page that it stood on.
    came_from = urlsplit(request.referrer or "/")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else urlunsplit(("", "", *came_from[2:4], ""))
    address = url_for("accounts.new_sign_in", next=wanted)
    return go_to(address)
