"""What happens when a mentor's seat becomes free. Everybody who frees one calls this, so that there is one place to wait at."""

from sqlmodel import Session

from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.models import Mentor


def seat_freed(session: Session, mentor: Mentor) -> None:
    """A seat of this mentor is free again: the index learns of it."""
    announce(session, mentor)
