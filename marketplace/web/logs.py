"""Structured logs: one line a request, each with the request's id."""

import time
import uuid

import structlog
from flask import Flask, Response, g, request
from flask_login import current_user

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Give every request an id, and write one line when it is answered."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = uuid.uuid4().hex[:12]
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if request.endpoint != "static":
        log.info(
            "request",
            method=request.method,
            path=_path(),
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
            person=current_user.get_id() if current_user else None,
        )
    return response


def _path() -> str:
    """The path without its query, as what people search for is theirs; and without a secret, which opens a door."""
    secret = (request.view_args or {}).get("token")
    return request.path.replace(secret, "...") if secret else request.path
