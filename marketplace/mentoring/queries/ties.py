"""Who must not be matched with whom."""

from sqlmodel import Session

from marketplace.accounts.queries import tied_people
from marketplace.accounts.terms import TieKind

AVOIDED = (TieKind.blocked, TieKind.conflict)


def avoided_mentors(session: Session, learner_id: int) -> set[int]:
    """Everybody the learner must not be matched with."""
    return tied_people(session, learner_id, AVOIDED)


def are_kept_apart(session: Session, learner_id: int, mentor_id: int) -> bool:
    """True where one of the two blocked the other."""
    return mentor_id in tied_people(session, learner_id, (TieKind.blocked,))
