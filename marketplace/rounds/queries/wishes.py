"""What people say of each other in a round."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import LearnerProfile, Person
from marketplace.accounts.policies import is_minor
from marketplace.rounds.models import RoundLearner, RoundWish
from marketplace.rounds.terms import Side


@dataclass(frozen=True)
class Participant:
    """A learner as the mentors of a round see her: answers, no contacts, and the name only of those who joined by themselves."""

    person_id: int
    person: Person | None
    profile: LearnerProfile | None
    shared: int

    @property
    def about(self) -> str:
        """Her own words, where she joined by herself."""
        return self.profile.about if self.profile and self.person else ""


def wishes_of(session: Session, round_id: int, side: Side, person_id: int) -> list[RoundWish]:
    """What one person says of the other side, her ranks first."""
    rows = select(RoundWish).where(RoundWish.round_id == round_id, RoundWish.side == side, RoundWish.person_id == person_id)
    return sorted(session.exec(rows), key=lambda wish: (wish.rank is None, wish.rank or 0, wish.other_id))


def wishes_of_round(session: Session, round_id: int) -> list[tuple[Side, int, int, int | None]]:
    """All wishes as (side, who, whom, rank or None), in one fixed order."""
    what = select(RoundWish.side, RoundWish.person_id, RoundWish.other_id, RoundWish.rank).where(RoundWish.round_id == round_id)
    rows = session.exec(what.order_by(col(RoundWish.side), col(RoundWish.person_id), col(RoundWish.other_id)))
    return [(Side(side), who, whom, rank) for side, who, whom, rank in rows]


def participants(session: Session, round_id: int, skills: set[str], offset: int, limit: int) -> tuple[list[Participant], int]:
    """One page of the learners, those first who want help with what the mentor knows; and how many there are."""
    rows = select(RoundLearner.person_id, RoundLearner.by_id, LearnerProfile.help_wanted)
    rows = rows.join(LearnerProfile, col(LearnerProfile.person_id) == RoundLearner.person_id, isouter=True)
    found = session.exec(rows.where(RoundLearner.round_id == round_id)).all()
    ranked = sorted((-len(skills & set(wanted or ())), number, number == by_id) for number, by_id, wanted in found)
    shown = ranked[offset : offset + limit]
    ids = [number for _, number, _ in shown]
    profiles = {row.person_id: row for row in session.exec(select(LearnerProfile).where(col(LearnerProfile.person_id).in_(ids)))}
    joined = [number for _, number, by_herself in shown if by_herself]
    # The name of a minor is said after both agreed, never before.
    named = [row for row in session.exec(select(Person).where(col(Person.id).in_(joined))) if not is_minor(row, clock.today())]
    people = {row.id: row for row in named}
    return [Participant(number, people.get(number), profiles.get(number), -shared) for shared, number, _ in shown], len(ranked)
