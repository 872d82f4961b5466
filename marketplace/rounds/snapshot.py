"""The frozen input of a round: all that is solved from, by numbers, as canonical JSON that everybody can check."""

from hashlib import sha256
from typing import Any

import numpy as np
from sqlmodel import Session

from marketplace import clock
from marketplace.ledger import canonical
from marketplace.mentoring.matchmaking import choice_of_fit, recommender
from marketplace.mentoring.profiles import learners as learner_profiles
from marketplace.rounds import solving
from marketplace.rounds.models import Round, RoundInput
from marketplace.rounds.queries import apart_pairs, learner_ids, offered_seats, pins_of, unpersonalised, wishes_of_round
from marketplace.rounds.terms import Side


def freeze(session: Session, round_: Round) -> RoundInput:
    """Write down who takes part, with what places, wishes and scores, as it is now."""
    document = canonical(_taken(session, round_))
    row = RoundInput(round_id=round_.id or 0, frozen_at=clock.now(), sha256=sha256(document).hexdigest(), document=document.decode())
    session.add(row)
    session.flush()
    return row


def _taken(session: Session, round_: Round) -> dict[str, Any]:
    number = round_.id or 0
    learners = learner_profiles(session, learner_ids(session, number, still_free=True))
    ids = [one.id for one in learners]
    offers = offered_seats(session, round_)
    mentors = [one.mentor_id for one in offers]
    wishes = _Wishes(session, number, set(ids), set(mentors))
    apart = wishes.apart | apart_pairs(session, ids, mentors)
    locked = {(pin.learner_id, pin.mentor_id) for pin in pins_of(session, number)}
    table = _Table(ids, mentors)
    declined = {(one.id, other) for one in learners for other in one.declined}
    near = solving.within_reach([one.region for one in learners], [(one.region, one.online) for one in offers])
    wished = table.marks({*wishes.ranks, *wishes.preferred, *locked})
    may_meet = (near | wished) & ~table.marks(apart | (declined - locked))
    # Who switched recommendations off is not scored; her wishes count as anybody's.
    silent = unpersonalised(session, ids)
    fits, chances = solving.fits_and_chances(recommender(session), learners, mentors, silent)
    worth = _Worth(table, wishes, fits, chances, round_.max_choices)
    chosen = solving.shortlists((worth.learner + worth.mentor) / 2, [one.seats for one in offers], may_meet, wished)
    return {
        "format": solving.FORMAT,
        "round": number,
        "frozen_at": clock.now().isoformat(),
        "max_choices": round_.max_choices,
        "training": choice_of_fit(session),
        "learners": ids,
        "seats": [[one.mentor_id, one.seats] for one in offers],
        "choices": [[learner, mentor, rank] for (learner, mentor), rank in sorted(wishes.ranks.items())],
        "preferences": sorted([learner, mentor] for learner, mentor in wishes.preferred),
        "apart": sorted([learner, mentor] for learner, mentor in apart),
        "candidates": worth.rows(chosen),
    }


class _Wishes:
    """What both sides said, of those who are still in the round, as pairs (learner, mentor)."""

    def __init__(self, session: Session, round_id: int, learners: set[int], mentors: set[int]) -> None:
        self.ranks: dict[tuple[int, int], int] = {}
        self.preferred: set[tuple[int, int]] = set()
        self.apart: set[tuple[int, int]] = set()
        for side, who, whom, rank in wishes_of_round(session, round_id):
            pair = (who, whom) if side == Side.learner else (whom, who)
            if pair[0] not in learners or pair[1] not in mentors:
                continue
            if rank is None:
                self.apart.add(pair)
            elif side == Side.learner:
                self.ranks[pair] = rank
            else:
                self.preferred.add(pair)


class _Table:
    """Learners down, mentors across."""

    def __init__(self, learners: list[int], mentors: list[int]) -> None:
        self.learners, self.mentors = learners, mentors
        self.rows = {number: row for row, number in enumerate(learners)}
        self.columns = {number: column for column, number in enumerate(mentors)}

    def marks(self, pairs: set[tuple[int, int]]) -> Any:
        """True where one of the pairs stands."""
        marked = np.zeros((len(self.learners), len(self.mentors)), dtype=bool)
        for learner, mentor in pairs:
            if learner in self.rows and mentor in self.columns:
                marked[self.rows[learner], self.columns[mentor]] = True
        return marked


class _Worth:
    """What each pair is worth to both sides: the scores, and on top of them what people wished."""

    def __init__(self, table: _Table, wishes: _Wishes, fits: Any, chances: Any, max_choices: int) -> None:
        self.table, self.fits, self.chances = table, fits, chances
        self.learner, self.mentor = solving.unwished(fits), solving.unwished(chances)
        for (learner, mentor), rank in wishes.ranks.items():
            place = table.rows[learner], table.columns[mentor]
            self.learner[place] = solving.learner_worth(rank, max_choices, fits[place])
        for learner, mentor in wishes.preferred:
            place = table.rows[learner], table.columns[mentor]
            self.mentor[place] = solving.mentor_worth(True, chances[place])

    def rows(self, chosen: Any) -> list[list[Any]]:
        """One row for each candidate: learner, mentor, fit, chance, worth to her, worth to the mentor."""
        rows, columns = np.nonzero(chosen)
        learners, mentors = _at(self.table.learners, rows), _at(self.table.mentors, columns)
        figures = [values[rows, columns].round(solving.DIGITS).tolist() for values in (self.fits, self.chances, self.learner, self.mentor)]
        return [list(row) for row in zip(learners, mentors, *figures, strict=True)]


def _at(numbers: list[int], places: Any) -> list[int]:
    return [numbers[place] for place in places.tolist()]
