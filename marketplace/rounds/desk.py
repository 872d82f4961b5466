"""What the desk of a round shows: counts, the answers so far, and what the person may do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from marketplace import ledger
from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_by_number
from marketplace.rounds import queries
from marketplace.rounds.models import Round, RoundInput, RoundLearner, RoundMentor, RoundPin, RoundPlace, RoundSolve, RoundWish
from marketplace.rounds.policies import may_approve, may_see_names
from marketplace.rounds.terms import ALONE_UP_TO, ANSWERED, TOLD, RoundState, Side, chain_of


@dataclass(frozen=True)
class Desk:
    """One look at a round."""

    learners: int
    choosing: int
    mentors: int
    confirmed: int
    seats: int
    waiting: int
    frozen: tuple[str, int] | None
    pins: Sequence[RoundPin]
    solves: Sequence[RoundSolve]
    solve: RoundSolve | None
    counts: Mapping[str, int]
    choices: Mapping[int | None, int]
    causes: Mapping[str, int]
    summary: Mapping[str, int]
    names: Mapping[int, Person]
    changed: int
    may_approve: bool
    most_alone: int = ALONE_UP_TO
    last: ledger.LedgerRow | None = None


def desk_of(session: Session, round_: Round, *, by: Person) -> Desk:
    """All that the desk shows, in a constant number of statements."""
    number = round_.id or 0
    offers = [offer for offer in queries.offered_seats(session, round_) if offer.seats]
    pins, solves = queries.pins_of(session, number), queries.solves_of(session, number)
    answered = round_.state in ANSWERED
    counts = queries.outcome_counts(session, number) if answered else {}
    summary = queries.summary_of(session, number) if round_.state in TOLD else {}
    there = set(queries.learner_ids(session, number))
    waiting = queries.waiting_learners(session, round_.region) if round_.state == RoundState.open else []
    frozen = session.exec(select(RoundInput.sha256, func.length(RoundInput.document)).where(RoundInput.round_id == number)).first()
    return Desk(
        learners=len(there),
        choosing=_choosing(session, number),
        mentors=len(offers),
        confirmed=_count(session, select(func.count()).select_from(RoundMentor).where(RoundMentor.round_id == number)),
        seats=sum(offer.seats for offer in offers),
        waiting=len(set(waiting) - there),
        frozen=(frozen[0], frozen[1]) if frozen else None,
        pins=pins,
        solves=solves,
        solve=next((solve for solve in solves if solve.id == round_.solve_id), None),
        counts=counts,
        choices=queries.choices_met(session, number) if answered else {},
        causes=queries.unmatched_causes(session, number) if answered else {},
        summary=summary,
        names=_names(session, round_, pins, by),
        changed=_count(session, _changed(number)),
        may_approve=round_.state == RoundState.under_review
        and may_approve(by, round_, counts["paired"], queries.had_a_part(session, round_)),
        last=_last_row(session, number),
    )


def _choosing(session: Session, round_id: int) -> int:
    """How many learners ranked somebody."""
    rows = select(func.count(func.distinct(RoundWish.person_id))).where(
        RoundWish.round_id == round_id, RoundWish.side == Side.learner, col(RoundWish.rank).is_not(None)
    )
    rows = rows.join(RoundLearner, (col(RoundLearner.person_id) == RoundWish.person_id) & (col(RoundLearner.round_id) == round_id))
    return _count(session, rows)


def _changed(round_id: int) -> object:
    """How many places were changed by hand."""
    rows = select(func.count()).select_from(RoundPlace)
    return rows.where(RoundPlace.round_id == round_id, col(RoundPlace.overridden_by_id).is_not(None))


def _count(session: Session, rows: object) -> int:
    return int(session.exec(rows).one())  # type: ignore[call-overload]


def _names(session: Session, round_: Round, pins: Sequence[RoundPin], by: Person) -> dict[int, Person]:
    if not may_see_names(by, round_) or not pins:
        return {}
    return people_by_number(session, {number for pin in pins for number in (pin.learner_id, pin.mentor_id)})


def _last_row(session: Session, round_id: int) -> ledger.LedgerRow | None:
    rows = select(ledger.LedgerRow).where(ledger.LedgerRow.chain == chain_of(round_id)).order_by(col(ledger.LedgerRow.number).desc())
    return session.exec(rows.limit(1)).first()
