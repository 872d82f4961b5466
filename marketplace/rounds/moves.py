"""How a round moves: one lock, one step, one row of history and one of the ledger."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, select

from marketplace import ledger
from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.history import write_history
from marketplace.rounds.models import Round
from marketplace.rounds.policies import may_run
from marketplace.rounds.refusals import OutOfTurn
from marketplace.rounds.terms import NEXT, RoundState, chain_of


def locked_round(session: Session, round_id: int) -> Round:
    """One round, held until the end of the transaction: steps, wishes and solves come one after the other."""
    row = select(Round).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    found = session.exec(row).first()
    if found is None:
        raise NotFound()
    return found


def locked_for_staff(session: Session, round_id: int, *, at: RoundState | Collection[RoundState] | None = None, by: Person) -> Round:
    """One round that the person runs, held; with ``at`` only when it stands at that step."""
    found = locked_round(session, round_id)
    if not may_run(by, found):
        raise NotFound()
    if at is not None and found.state not in ({at} if isinstance(at, RoundState) else at):
        raise OutOfTurn()
    return found


def move(session: Session, round_: Round, state: RoundState, *, by_id: int | None, reason: str | None = None, **facts: Any) -> Round:
    """The next step of a round; where there is no such step, nothing happens but a refusal."""
    was = round_.state
    if state not in NEXT[was]:
        raise OutOfTurn()
    round_.state = state
    if state == RoundState.cancelled:
        round_.end_reason = reason
    session.add(round_)
    number = round_.id or 0
    write_history(session, "round", number, was=was, becomes=state, by_id=by_id, reason=reason)
    told = {"event": "state", "was": was, "becomes": state, "reason": reason, **facts}
    ledger.append(session, chain_of(number), {name: value for name, value in told.items() if value is not None}, by_id=by_id)
    return round_


def decide(session: Session, round_: Round, event: str, *, by_id: int | None, reason: str | None = None, **facts: Any) -> None:
    """Write down a decision that leaves the round where it stands."""
    number = round_.id or 0
    said = f"{event}: {reason}" if reason else event
    write_history(session, "round", number, was=round_.state, becomes=round_.state, by_id=by_id, reason=said[:500])
    told = {"event": event, "reason": reason, **facts}
    ledger.append(session, chain_of(number), {name: value for name, value in told.items() if value is not None}, by_id=by_id)
