"""From approved pairs to proposals that both sides confirm; whoever got nobody goes to the waiting list. All or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlmodel import Session, col, select, update

from marketplace.accounts.models import Person
from marketplace.mentoring.actions import propose_pairs, put_on_waiting_list
from marketplace.mentoring.matchmaking import reasons_for_pairs
from marketplace.mentoring.terms import WaitingReason
from marketplace.notifications.actions import notify
from marketplace.rounds.actions.steps import facts_of
from marketplace.rounds.models import Round, RoundPlace
from marketplace.rounds.moves import locked_for_staff, move
from marketplace.rounds.queries import numbers_of_places, possible_pairs
from marketplace.rounds.terms import Apart, RoundState

log = structlog.get_logger()

Pair = tuple[int, int]


def publish_round(session: Session, round_id: int, *, by: Person) -> Round:
    """Propose all pairs that are still possible, and tell those who got nobody."""
    found = locked_for_staff(session, round_id, at=RoundState.approved, by=by)
    pairs = [(learner, mentor) for learner, mentor in numbers_of_places(session, round_id) if mentor is not None]
    possible = possible_pairs(session, found, pairs)
    _fall_away(session, round_id, sorted(set(pairs) - set(possible)))
    proposed = propose(session, possible, by=by, round_id=round_id, reasons=reasons_for_pairs(session, possible))
    for (learner, _), request_id in proposed.items():
        place = (col(RoundPlace.round_id) == round_id, col(RoundPlace.learner_id) == learner)
        session.execute(update(RoundPlace).where(*place).values(request_id=request_id))
    alone = [learner for learner, mentor in numbers_of_places(session, round_id) if mentor is None]
    _tell_who_got_nobody(session, found, alone)
    gone = [list(pair) for pair in sorted(set(pairs) - set(possible))]
    return move(session, found, RoundState.published, by_id=by.id, solve=found.solve_id, proposals=len(proposed), fell_away=gone)


def _fall_away(session: Session, round_id: int, pairs: Sequence[Pair]) -> None:
    learners = [learner for learner, _ in pairs]
    places = update(RoundPlace).where(col(RoundPlace.round_id) == round_id, col(RoundPlace.learner_id).in_(learners))
    session.execute(places.values(mentor_id=None, cause=Apart.fell_away, choice_rank=None, is_preferred=False))


def propose(
    session: Session, pairs: Sequence[Pair], *, by: Person, round_id: int, reasons: Mapping[Pair, Sequence[Mapping[str, Any]]]
) -> dict[Pair, int]:
    """Hand the pairs to mentoring; each becomes a proposal that keeps a place for seven days and tells both sides."""
    # Held until the end: everybody is asked for several times, and the session forgets whom nobody holds.
    both = session.exec(select(Person).where(col(Person.id).in_({number for pair in pairs for number in pair}))).all()
    made = propose_pairs(session, pairs, by=by, round_id=round_id, reasons=reasons)
    log.info("round.proposed", round=round_id, proposals=len(made), people=len(both))
    return {(request.learner_id, request.mentor_id): request.id or 0 for request in made}


def _tell_who_got_nobody(session: Session, round_: Round, alone: Sequence[int]) -> None:
    for person in session.exec(select(Person).where(col(Person.id).in_(alone)).order_by(col(Person.id))):
        key = f"round_nobody:{round_.id}:{person.id}"
        notify(session, person, "round_nobody", facts_of(round_), f"/rounds/{round_.id}", key=key)
        put_on_waiting_list(session, person.id or 0, reason=WaitingReason.no_match)
