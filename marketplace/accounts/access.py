"""Noting a look at somebody's data while a page is made, and writing it before the page leaves (docs/decisions/0019)."""

from collections.abc import Collection, Iterable

from flask import Flask, Response, current_app, g

from marketplace.accounts.access_log import access_of, keep_accesses
from marketplace.accounts.models import Person
from marketplace.db import transaction
from marketplace.web.session import let_go


def init_app(app: Flask) -> None:
    """Write what was noted after each answer. Called before the session is set up, so that it runs after the commit."""
    app.after_request(_write)


def note_access(*, by: Person, person_id: int, fields: Collection[str], reason: str, case: str = "", hidden: bool = False) -> None:
    """Note that ``by`` is shown these kinds of a person's data; codes stand in ``accounts/terms.py``."""
    note_accesses(by=by, people=[person_id], fields=fields, reason=reason, case=case, hidden=hidden)


def note_accesses(*, by: Person, people: Iterable[int], fields: Collection[str], reason: str, case: str = "", hidden: bool = False) -> None:
    """The same for all people of a list."""
    access = access_of(by, people, fields, reason, case=case, hidden=hidden)
    if access:
        g.setdefault("accesses", []).append(access)


def _write(response: Response) -> Response:
    noted = g.pop("accesses", [])
    if noted:
        # The request's own session may still hold SQLite's write lock for an answer that was not granted.
        let_go()
        with transaction(current_app.extensions["engine"]) as session:
            keep_accesses(session, noted)
    return response
