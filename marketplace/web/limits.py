"""Rate limits: in memory on one machine, in Redis across several."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, default_limits=[])

View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask, redis_url: str | None) -> None:
    """Count in Redis where there is one."""
    app.config.update(RATELIMIT_STORAGE_URI=redis_url or "memory://", RATELIMIT_HEADERS_ENABLED=True)
    limiter.init_app(app)


def limited(limits: str, *, per: Callable[[], str] | None = None) -> Callable[[View], View]:
    """At most ``limits`` for one address, or for one value of ``per()``."""
    decorate: Callable[[View], View] = limiter.limit(limits, key_func=per)
    return decorate
