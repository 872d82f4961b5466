"""The way of a round up to the frozen input, and its cancellation."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from marketplace import clock, ledger
from marketplace.accounts.models import Person
from marketplace.errors import NotAllowed
from marketplace.history import write_history
from marketplace.notifications.actions import notify
from marketplace.rounds.models import Round, RoundLearner
from marketplace.rounds.moves import locked_for_staff, move
from marketplace.rounds.policies import may_make
from marketplace.rounds.queries import learner_ids, mentors_in_scope
from marketplace.rounds.refusals import LastDayPast, NobodyThere
from marketplace.rounds.snapshot import freeze
from marketplace.rounds.terms import RoundState, chain_of


def create_round(session: Session, content: Mapping[str, Any], *, by: Person) -> Round:
    """Write a round down; nobody but staff sees it before it is opened."""
    if not may_make(by, content["region"]):
        raise NotAllowed()
    made = Round(**content, made_by_id=by.id or 0, made_at=clock.now())
    session.add(made)
    session.flush()
    number = made.id or 0
    write_history(session, "round", number, was=None, becomes=made.state, by_id=by.id)
    ledger.append(session, chain_of(number), {"event": "state", "becomes": made.state, **_plain(content)}, by_id=by.id)
    return made


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if name in ("opens_on", "closes_on") else value for name, value in content.items()}


def open_round(session: Session, round_id: int, *, by: Person) -> Round:
    """Take choices, and tell the mentors that their places are asked for."""
    found = locked_for_staff(session, round_id, at=RoundState.draft, by=by)
    if found.closes_on < clock.today():
        raise LastDayPast()
    move(session, found, RoundState.open, by_id=by.id)
    for offer in mentors_in_scope(session, found):
        if offer.seats:
            _tell(session, offer.mentor_id, "round_opened", found, f"/rounds/{round_id}/preferences")
    return found


def freeze_round(session: Session, round_id: int, *, by: Person) -> Round:
    """End the choices and write down all that is solved from."""
    found = locked_for_staff(session, round_id, at=RoundState.open, by=by)
    if not learner_ids(session, round_id, still_free=True):
        raise NobodyThere()
    frozen = freeze(session, found)
    return move(session, found, RoundState.frozen, by_id=by.id, input=frozen.sha256)


def cancel_round(session: Session, round_id: int, *, by: Person, reason: str) -> Round:
    """End a round that was not published; whoever takes part is told."""
    found = locked_for_staff(session, round_id, by=by)
    was_seen = found.state != RoundState.draft
    move(session, found, RoundState.cancelled, by_id=by.id, reason=reason)
    if was_seen:
        for number in session.exec(select(RoundLearner.person_id).where(RoundLearner.round_id == round_id)).all():
            _tell(session, number, "round_cancelled", found, f"/rounds/{round_id}")
    session.flush()
    return found


def _tell(session: Session, person_id: int, kind: str, round_: Round, address: str) -> None:
    person = session.get_one(Person, person_id)
    notify(session, person, kind, facts_of(round_), address, key=f"{kind}:{round_.id}:{person_id}")


def facts_of(round_: Round) -> dict[str, Any]:
    """What a notification says of a round."""
    return {"name": {"zh": round_.name_zh, "en": round_.name_en}, "day": round_.closes_on.isoformat()}
