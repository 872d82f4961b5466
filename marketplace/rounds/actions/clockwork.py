"""What the clock does in the rounds room."""

from sqlmodel import Session, col, select

from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.terms import OPEN
from marketplace.rounds.models import Round, RoundPlace
from marketplace.rounds.moves import locked_round, move
from marketplace.rounds.queries import summary_of
from marketplace.rounds.terms import RoundState


def run_rounds_clock(session: Session) -> None:
    """Archive published rounds whose proposals have all come to an end."""
    still_open = select(RoundPlace.round_id).join(MentoringRequest, col(MentoringRequest.id) == RoundPlace.request_id)
    still_open = still_open.where(col(MentoringRequest.state).in_(OPEN))
    over = select(Round.id).where(Round.state == RoundState.published, col(Round.id).not_in(still_open))
    for number in session.exec(over.order_by(col(Round.id))).all():
        found = locked_round(session, number or 0)
        if found.state == RoundState.published:
            move(session, found, RoundState.archived, by_id=None, summary=summary_of(session, number or 0))
