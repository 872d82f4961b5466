"""Rate limits: in memory on one machine, in Redis across several."""

from collections.abc import Callable

from flask import Flask
from flask_limiter import Limiter, RouteLimit
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, default_limits=[])


def init_app(app: Flask, redis_url: str | None) -> None:
    """Count in Redis where there is one."""
    # A moving window: a fixed one lets twice as many through around the turn of the minute.
    app.config.update(RATELIMIT_STORAGE_URI=redis_url or "memory://", RATELIMIT_STRATEGY="moving-window", RATELIMIT_HEADERS_ENABLED=True)
    limiter.init_app(app)


def limited(limits: str, *, per: Callable[[], str] | None = None) -> RouteLimit:
    """At most ``limits`` for one address, or for one value of ``per()``."""
    return limiter.limit(limits, key_func=per)
