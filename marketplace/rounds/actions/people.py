"""Who takes part in a round and what she says: learners and mentors, until the input is frozen."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.notifications.actions import notify
from marketplace.rounds.actions.steps import facts_of
from marketplace.rounds.models import Round, RoundLearner, RoundMentor, RoundWish
from marketplace.rounds.moves import decide, locked_for_staff, locked_round
from marketplace.rounds.policies import takes_choices
from marketplace.rounds.queries import free_seats, learner_ids, mentors_in_scope, part_in, waiting_learners
from marketplace.rounds.refusals import CannotJoin, ClosedForChoices, NoMentorHere, TooManySeats
from marketplace.rounds.terms import RoundState, Side, Wish


def join_round(session: Session, round_id: int, *, by: Person) -> RoundLearner:
    """Take part as a learner; twice is once, and who was put on the list confirms it by this."""
    found, me = _open_for(session, round_id), by.id or 0
    if me not in waiting_learners(session, found.region):
        raise CannotJoin()
    part = part_in(session, round_id, me) or RoundLearner(round_id=round_id, person_id=me, by_id=me, joined_at=clock.now())
    part.by_id = me
    session.add(part)
    session.flush()
    return part


def leave_round(session: Session, round_id: int, *, by: Person) -> None:
    """Take back one's part and all one wished."""
    _open_for(session, round_id)
    me = by.id or 0
    _forget(session, round_id, Side.learner, me)
    session.execute(delete(RoundLearner).where(col(RoundLearner.round_id) == round_id, col(RoundLearner.person_id) == me))
    session.flush()


def add_waiting(session: Session, round_id: int, *, by: Person) -> int:
    """Put everybody who waits on the list, and tell them; returns how many are new."""
    found = locked_for_staff(session, round_id, at=RoundState.open, by=by)
    there = set(learner_ids(session, round_id))
    new = [number for number in waiting_learners(session, found.region) if number not in there]
    if not new:
        return 0
    rows = [{"round_id": round_id, "person_id": number, "by_id": by.id, "joined_at": clock.now()} for number in new]
    session.execute(insert(RoundLearner), rows)
    for person in session.exec(select(Person).where(col(Person.id).in_(new)).order_by(col(Person.id))):
        notify(session, person, "round_joined", facts_of(found), f"/rounds/{round_id}", key=f"round_joined:{round_id}:{person.id}")
    decide(session, found, "learners_added", by_id=by.id, learners=new)
    return len(new)


def save_choices(session: Session, round_id: int, wishes: Sequence[Wish], *, by: Person) -> RoundLearner:
    """Put down a learner's ranked mentors and those she would rather not meet, in place of what she said before."""
    found, me = _open_for(session, round_id), by.id or 0
    part = part_in(session, round_id, me)
    if part is None:
        raise CannotJoin()
    here = {offer.mentor_id for offer in mentors_in_scope(session, found)} - {me}
    ranked = [wish for wish in wishes if wish.rank is not None]
    if not {wish.other_id for wish in ranked} <= here or len(ranked) > found.max_choices:
        raise NoMentorHere()
    _forget(session, round_id, Side.learner, me)
    _put(session, round_id, Side.learner, me, wishes)
    # Whoever chooses takes part by herself from then on.
    part.by_id = me
    session.flush()
    return part


def give_seats(session: Session, round_id: int, seats: int, *, by: Person) -> RoundMentor:
    """Say how many places one gives to the round, at most those that are free."""
    found, me = _open_for(session, round_id), by.id or 0
    free = free_seats(session, found, me)
    if free is None:
        raise NoMentorHere()
    if seats > free:
        raise TooManySeats(free)
    offer = session.get(RoundMentor, (round_id, me)) or RoundMentor(round_id=round_id, mentor_id=me, seats=seats)
    offer.seats, offer.confirmed_at = seats, clock.now()
    session.add(offer)
    session.flush()
    return offer


def save_preferences(session: Session, round_id: int, said: Mapping[int, bool | None], *, by: Person) -> None:
    """Put down whom a mentor would like (True), would rather not have (False) or says nothing of (None); others stay as they were."""
    found, me = _open_for(session, round_id), by.id or 0
    if free_seats(session, found, me) is None:
        raise NoMentorHere()
    there = set(learner_ids(session, round_id)) - {me}
    _forget(session, round_id, Side.mentor, me, only=set(said))
    wishes = [Wish(number, 1 if likes else None) for number, likes in said.items() if likes is not None and number in there]
    _put(session, round_id, Side.mentor, me, wishes)


def _open_for(session: Session, round_id: int) -> Round:
    found = locked_round(session, round_id)
    if not takes_choices(found, clock.today()):
        raise ClosedForChoices()
    return found


def _forget(session: Session, round_id: int, side: Side, person_id: int, *, only: Collection[int] | None = None) -> None:
    rows = delete(RoundWish).where(col(RoundWish.round_id) == round_id, col(RoundWish.side) == side, col(RoundWish.person_id) == person_id)
    session.execute(rows if only is None else rows.where(col(RoundWish.other_id).in_(only)))


def _put(session: Session, round_id: int, side: Side, person_id: int, wishes: Sequence[Wish]) -> None:
    for wish in wishes:
        session.add(
            RoundWish(round_id=round_id, side=side, person_id=person_id, other_id=wish.other_id, rank=wish.rank, reason=wish.reason)
        )
    session.flush()
