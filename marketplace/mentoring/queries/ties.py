"""Who must not be matched with whom."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import Session, col, or_, select

from marketplace.accounts.models import Tie
from marketplace.accounts.queries import tied_people
from marketplace.accounts.terms import TieKind

AVOIDED = (TieKind.blocked, TieKind.conflict)


def avoided_mentors(session: Session, learner_id: int) -> set[int]:
    """Everybody the learner must not be matched with."""
    return tied_people(session, learner_id, AVOIDED)


def ties_between(session: Session, person_ids: Collection[int]) -> dict[int, set[int]]:
    """For each of these people everybody whom they must not be matched with, whoever of the two wants it so."""
    wanted = set(person_ids)
    ties = select(Tie.person_id, Tie.other_id).where(
        or_(col(Tie.person_id).in_(wanted), col(Tie.other_id).in_(wanted)), col(Tie.kind).in_(AVOIDED)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in session.exec(ties):
        for person, kept_from in ((one, other), (other, one)):
            if person in wanted:
                found[person].add(kept_from)
    return found


def are_kept_apart(session: Session, learner_id: int, mentor_id: int) -> bool:
    """True where one of the two blocked the other."""
    return mentor_id in tied_people(session, learner_id, (TieKind.blocked,))
