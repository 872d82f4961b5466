"""Letters on their way out: looked at once more before they go."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.config import Config
from marketplace.db import open_session
from marketplace.mail import message_of, send
from marketplace.notifications.letters import Reader, letter_of
from marketplace.notifications.models import NoticeChoices
from marketplace.notifications.queries import reader_of
from marketplace.notifications.terms import CLOSED, FIXED, KINDS, NOT_SENT, SWITCHED_OFF, Way, kind_of
from marketplace.notifications.ways import quiet_end, way_of
from marketplace.outbox import Later, OutboxRow, Unwanted


def deliver_letters(app: Flask, config: Config, rows: Sequence[OutboxRow]) -> None:
    """Send one batch of the outbox. Raises ``Unwanted`` where nobody is there to read it any more, and ``Later`` in quiet hours."""
    with open_session(app.extensions["engine"], writes=False) as session:
        letters = [(row, _wanted(session, row.payload)) for row in rows]
    send(config, [message_of(row, letter_of(app, row.payload["template"], values, reader)) for row, (values, reader) in letters])


def _wanted(session: Session, payload: Mapping[str, Any]) -> tuple[dict[str, Any], Reader]:
    person = reader_of(session, payload)
    if person is None or not person.active:
        raise Unwanted(NOT_SENT + CLOSED)
    chosen = session.get(NoticeChoices, person.id)
    values = _still_wanted(payload, chosen.ways if chosen else {})
    until = None if _is_urgent(payload) else quiet_end(chosen, clock.now())
    if until:
        raise Later(until)
    return values, _reader(person)


def _still_wanted(payload: Mapping[str, Any], ways: Mapping[str, str]) -> dict[str, Any]:
    """The values of the letter without what was switched off since it was written."""
    values = dict(payload["values"])
    if payload["template"] == "digest":
        values["found"] = [one for one in values["found"] if way_of(ways, KINDS[one["kind"]].group) != Way.app]
        is_wanted = bool(values["found"])
    else:
        is_wanted = way_of(ways, kind_of(payload["template"], values.get("kind", "")).group) != Way.app
    if not is_wanted:
        raise Unwanted(NOT_SENT + SWITCHED_OFF)
    return values


def _is_urgent(payload: Mapping[str, Any]) -> bool:
    return kind_of(payload["template"], payload["values"].get("kind", "")).group in FIXED


def _reader(person: Person) -> Reader:
    name = person.name_en if person.locale == "en" and person.name_en else person.name
    return Reader(person.id or 0, name, person.locale)
