"""Rounds, their solves, and what staff decided before solving."""

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.accounts.policies import regions_of_staff
from marketplace.accounts.terms import Role
from marketplace.errors import NotFound
from marketplace.ledger import entries_of
from marketplace.rounds.models import Round, RoundPin, RoundSolve
from marketplace.rounds.policies import may_read
from marketplace.rounds.terms import RoundState, chain_of


def all_rounds(session: Session) -> list[Round]:
    """Every round, latest first."""
    return list(session.exec(select(Round).order_by(col(Round.id).desc())))


def readable_rounds(session: Session, by: Person) -> list[Round]:
    """Rounds that a member of staff or an auditor may look into, latest first."""
    rows = select(Round).order_by(col(Round.id).desc())
    regions = regions_of_staff(by)
    if regions is not None and Role.auditor not in by.role_names:
        rows = rows.where(col(Round.region).in_(regions))
    return list(session.exec(rows))


def public_rounds(session: Session, region: str | None) -> list[Round]:
    """Rounds that were opened and are for people of this county, latest first; those of a county that nobody said are shown, too."""
    rows = select(Round).where(col(Round.state).not_in((RoundState.draft, RoundState.cancelled)))
    if region:
        rows = rows.where(col(Round.region).is_(None) | (col(Round.region) == region))
    return list(session.exec(rows.order_by(col(Round.id).desc())))


def get_round(session: Session, round_id: int, *, by: Person | None = None) -> Round:
    """One round; with ``by`` only for those who may look into it. A draft is there for nobody else."""
    found = session.get(Round, round_id)
    if found is None or (by is not None and not may_read(by, found)):
        raise NotFound()
    return found


def solves_of(session: Session, round_id: int) -> list[RoundSolve]:
    """All solves, latest first, without the result itself."""
    rows = select(RoundSolve).where(RoundSolve.round_id == round_id).options(defer(RoundSolve.result))  # type: ignore[arg-type]
    return list(session.exec(rows.order_by(col(RoundSolve.id).desc())))


def get_solve(session: Session, round_: Round, solve_id: int | None) -> RoundSolve:
    """One solve of the round."""
    found = session.get(RoundSolve, solve_id) if solve_id else None
    if found is None or found.round_id != round_.id:
        raise NotFound()
    return found


def pins_of(session: Session, round_id: int) -> list[RoundPin]:
    """Pairs that are locked or forbidden, by number."""
    rows = select(RoundPin).where(RoundPin.round_id == round_id)
    return list(session.exec(rows.order_by(col(RoundPin.learner_id), col(RoundPin.mentor_id))))


def had_a_part(session: Session, round_: Round) -> set[int]:
    """Everybody who made, opened, froze, pinned, solved or changed the round: they cannot approve their own work.

    Who only gave it back has no part in it.
    """
    rows = entries_of(session, chain_of(round_.id or 0))
    return {row.by_id for row in rows if row.by_id and row.entry.get("was") != RoundState.under_review}
