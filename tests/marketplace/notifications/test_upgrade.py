"""A house that ran before people could choose keeps all that it told, and nothing that waited is lost."""

import json

from alembic import command
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from marketplace import migrations
from marketplace.notifications.models import Notification
from marketplace.notifications.terms import MailState
from marketplace.outbox import OutboxRow
from tests.makers import make_person

PAYLOAD = {
    "to": "ming@example.org",
    "template": "search_digest",
    "locale": "zh",
    "values": {"name": "x", "found": [{"name": "毛衫", "count": 2, "address": "/saved-searches/1"}]},
}


def test_old_rows_are_kept_and_old_digests_are_gathered(session: Session, engine: Engine) -> None:
    person = make_person(session, email="ming@example.org").id
    session.commit()
    command.downgrade(migrations._config(engine), "0014")
    told = "INSERT INTO notification (person_id, kind, \"values\", address, key, at) VALUES (:person, :kind, '{}', :address, :key, :at)"
    at = "2016-03-01 00:00:00+00:00" if engine.dialect.name == "postgresql" else "2016-03-01 00:00:00.000000"
    rows = [
        ("search_found", "/saved-searches/1", "a"),
        ("search_found", "/saved-searches/1", "b"),
        ("takeup_enquired", "/take-ups/1", None),
    ]
    for kind, address, key in rows:
        session.execute(text(told), {"person": person, "kind": kind, "address": address, "key": key, "at": at})
    post = "INSERT INTO outbox (topic, payload, created_at, due_at, attempts) VALUES ('mail', :payload, :at, :at, 0)"
    session.execute(text(post), {"payload": json.dumps(PAYLOAD), "at": at})
    session.commit()
    migrations.upgrade(engine)
    kept = session.exec(select(Notification).order_by(Notification.id)).all()
    assert [(row.key, row.mail) for row in kept] == [("a", MailState.app), ("b", MailState.waiting), (None, MailState.app)]
    mail = session.exec(select(OutboxRow)).one()
    assert (bool(mail.done_at), mail.last_error) == (True, "not sent: gathered")
