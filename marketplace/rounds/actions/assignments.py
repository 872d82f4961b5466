"""Proposals to many who wait, as staff ticked them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.errors import NotFound, Refusal
from marketplace.mentoring.actions import propose_each
from marketplace.mentoring.matchmaking import reasons_for_pairs
from marketplace.rounds.queries import waits_in

Pair = tuple[int, int]


@dataclass(frozen=True)
class Assigned:
    """What became of the ticked pairs: how many were proposed, and of each of the others both people and why not."""

    made: int
    refused: Sequence[tuple[Person, Person, Refusal]]


def assign(session: Session, pairs: Sequence[Pair], regions: Collection[str] | None, *, by: Person) -> Assigned:
    """Propose the pairs to both sides; what cannot be any more is told, the others go through.

    Only for learners who wait in one of the counties (None: anywhere); each learner once.
    """
    ids = {learner for learner, _ in pairs}
    if len(ids) < len(pairs) or {wait.person_id for wait in waits_in(session, regions, ids)} != ids:
        raise NotFound()
    people = {
        person.id: person for person in session.exec(select(Person).where(col(Person.id).in_({one for pair in pairs for one in pair})))
    }
    known = [pair for pair in pairs if pair[1] in people]
    made, refused = propose_each(session, known, by=by, reasons=reasons_for_pairs(session, known))
    return Assigned(len(made), [(people[learner], people[mentor], why) for (learner, mentor), why in refused.items()])
