"""Two persons: one hands the answer in, another approves it or gives it back."""

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.rounds.models import Round
from marketplace.rounds.moves import locked_for_staff, move
from marketplace.rounds.policies import may_approve
from marketplace.rounds.queries import count_places, had_a_part
from marketplace.rounds.refusals import SecondPersonNeeded
from marketplace.rounds.terms import ALONE_UP_TO, RoundState


def submit_round(session: Session, round_id: int, *, by: Person) -> Round:
    """Hand the answer in for approval."""
    found = locked_for_staff(session, round_id, at=RoundState.solved, by=by)
    return move(session, found, RoundState.under_review, by_id=by.id, solve=found.solve_id)


def approve_round(session: Session, round_id: int, *, by: Person) -> Round:
    """Say yes to the pairs; many of them need somebody who had no part in the round."""
    found = locked_for_staff(session, round_id, at=RoundState.under_review, by=by)
    pairs = count_places(session, round_id, paired=True)
    if not may_approve(by, found, pairs, had_a_part(session, found)):
        raise SecondPersonNeeded(ALONE_UP_TO)
    return move(session, found, RoundState.approved, by_id=by.id, solve=found.solve_id, pairs=pairs)


def reject_round(session: Session, round_id: int, *, by: Person, reason: str) -> Round:
    """Give the answer back, with what is wrong with it."""
    found = locked_for_staff(session, round_id, at=RoundState.under_review, by=by)
    return move(session, found, RoundState.solved, by_id=by.id, reason=reason)
