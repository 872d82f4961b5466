"""Many who wait and all places that are free now, solved at once: a preview that staff look through before anything is proposed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlmodel import Session

from marketplace.mentoring.matchmaking import reasons_for_pairs, recommender
from marketplace.mentoring.models import Mentor, Waiting
from marketplace.mentoring.profiles import learners as learner_profiles
from marketplace.mentoring.queries import mentors_in_order
from marketplace.rounds import solving
from marketplace.rounds.queries import apart_pairs, held_back, mentors_for, unpersonalised
from marketplace.rounds.queries.people import Offer

Pair = tuple[int, int]


@dataclass(frozen=True)
class Proposed:
    """A pair of the preview, with how well the two fit and how likely the mentor says yes, in [0, 1]."""

    wait: Waiting
    mentor: Mentor
    fit: float
    chance: float
    reasons: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Alone:
    """Somebody who gets nobody, and why."""

    wait: Waiting
    cause: str


@dataclass(frozen=True)
class Preview:
    """The whole answer; ``seats`` are the places that were free for it."""

    pairs: Sequence[Proposed] = ()
    alone: Sequence[Alone] = ()
    seats: int = 0
    learners: Sequence[int] = field(default=())


def preview(session: Session, waits: Sequence[Waiting], regions: Collection[str] | None) -> Preview:
    """The most pairs that the free places allow, then the best fit; who lost a mentor goes before others of the same fit."""
    kept_out = held_back(session, waits)
    free = sorted(wait.person_id for wait in waits if wait.person_id not in kept_out)
    offers = [one for one in mentors_for(session, regions) if one.seats]
    first = {wait.person_id for wait in waits if wait.priority == 0}
    rows = _candidates(session, free, offers, first) if free and offers else []
    frozen = {"learners": free, "seats": [[one.mentor_id, one.seats] for one in offers], "candidates": rows}
    answer = solving.solve(frozen, "", solving.Asked("participation", 0, solving.default_solver()))
    causes = {**answer.certificate["unmatched"], **{str(number): cause for number, cause in kept_out.items()}}
    by_learner = dict(answer.pairs)
    return Preview(
        _proposed(session, [wait for wait in waits if wait.person_id in by_learner], by_learner, rows),
        [Alone(wait, causes[str(wait.person_id)]) for wait in waits if wait.person_id not in by_learner],
        sum(one.seats for one in offers),
        [wait.person_id for wait in waits],
    )


def _candidates(session: Session, ids: list[int], offers: Sequence[Offer], first: Collection[int]) -> list[list[Any]]:
    """One row for each pair that could be: learner, mentor, fit, chance, worth to her, worth to the mentor."""
    learners, mentors = learner_profiles(session, ids), [one.mentor_id for one in offers]
    fits, chances = solving.fits_and_chances(recommender(session), learners, mentors, unpersonalised(session, ids))
    may_meet = solving.within_reach([one.region for one in learners], [(one.region, one.online) for one in offers])
    apart = apart_pairs(session, ids, mentors) | {(one.id, other) for one in learners for other in one.declined}
    for row, learner in enumerate(ids):
        may_meet[row] &= [(learner, mentor) not in apart for mentor in mentors]
    # Who lost a mentor stands where one's own wishes stand in a round: before all that is only a fit.
    raised = np.where(np.isin(ids, list(first)), 1 - solving.WISHED, 0.0)[:, None]
    to_her, to_mentor = solving.unwished(fits) + raised, solving.unwished(chances)
    chosen = solving.shortlists((to_her + to_mentor) / 2, [one.seats for one in offers], may_meet, np.zeros_like(may_meet))
    rows, columns = np.nonzero(chosen)
    figures = [values[rows, columns].round(solving.DIGITS).tolist() for values in (fits, chances, to_her, to_mentor)]
    who, whom = [ids[row] for row in rows], [mentors[column] for column in columns]
    return [list(row) for row in zip(who, whom, *figures, strict=True)]


def _proposed(session: Session, waits: Sequence[Waiting], mentor_of: Mapping[int, int], rows: Sequence[Sequence[Any]]) -> list[Proposed]:
    pairs = [(wait.person_id, mentor_of[wait.person_id]) for wait in waits]
    figures = {(row[0], row[1]): (row[2], row[3]) for row in rows}
    reasons = reasons_for_pairs(session, pairs)
    mentors = {one.person_id: one for one in mentors_in_order(session, [mentor for _, mentor in pairs])}
    return [Proposed(wait, mentors[pair[1]], *figures[pair], reasons[pair]) for wait, pair in zip(waits, pairs, strict=True)]
