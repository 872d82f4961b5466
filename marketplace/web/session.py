"""One database session a request, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine
from sqlmodel import Session

from marketplace.db import open_session

READS = {"GET", "HEAD", "OPTIONS"}


def init_app(app: Flask, engine: Engine) -> None:
    """Hang the engine on the app; commit after a write that was answered below 400, roll back everything else."""
    app.extensions["engine"] = engine
    app.after_request(_commit)
    app.teardown_appcontext(_close)


def get_engine() -> Engine:
    """The app's engine."""
    engine: Engine = current_app.extensions["engine"]
    return engine


def get_session() -> Session:
    """The request's session, opened at the first use."""
    if "session" not in g:
        g.session = open_session(get_engine(), writes=request.method not in READS if request else True)
    session: Session = g.session
    return session


@contextmanager
def lent(session: Session) -> Iterator[None]:
    """Beside the requests: what asks for the request's session gets ``session``, which stays the lender's."""
    g.session = session
    try:
        yield
    finally:
        g.pop("session", None)


def _commit(response: Response) -> Response:
    if "session" in g and request.method not in READS and response.status_code < 400:
        g.session.commit()
        for wake in current_app.extensions.get("after_commit", ()):
            wake()
    return response


def let_go() -> None:
    """Take back what was not committed; what is loaded afterwards is as it was before."""
    if "session" in g:
        g.session.rollback()


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()
