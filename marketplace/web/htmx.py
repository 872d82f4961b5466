"""Whole page or fragment. The only file that reads or writes htmx headers (2.0.x)."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request


def wants_fragment() -> bool:
    """True when htmx asks for a piece, not for a boosted or restored page."""
    headers = request.headers
    return sent_by_htmx() and not headers.get("HX-Boosted") and not headers.get("HX-History-Restore-Request")


def sent_by_htmx() -> bool:
    """True for every request that htmx makes."""
    return bool(request.headers.get("HX-Request"))


def page(template: str, *, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """Answer with ``template``, or with ``fragment`` alone where htmx asked for a piece."""
    chosen = fragment if fragment and wants_fragment() else template
    response = make_response(render_template(chosen, **context), status)
    response.vary.add("HX-Request")
    return response


def go_to(address: str) -> Response:
    """Send the browser on after a write (303, or htmx's own redirect)."""
    if sent_by_htmx():
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, 303)  # type: ignore[return-value]


def moved_to(address: str) -> Response:
    """What stood here stands at another address for good (301)."""
    return redirect(address, 301)  # type: ignore[return-value]
