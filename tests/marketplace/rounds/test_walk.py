"""Random walks over the doors of a round: no step that is not in the table, one row of the ledger for each, the chain whole."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from marketplace import ledger
from marketplace.accounts.models import Person
from marketplace.errors import Refusal
from marketplace.history import history_of
from marketplace.rounds import actions, queries
from marketplace.rounds.models import Round
from marketplace.rounds.terms import NEXT, Objective, PinKind, RoundState, Wish, chain_of
from tests.makers import make_learner, make_mentor
from tests.marketplace.rounds.makers import make_round, make_staff

STEPS = 400


class Walk:
    """One round, several staff, and somebody who tries anything at any time."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.chance = session, random.Random(seed)
        self.staff = [make_staff(session, name) for name in ("陆科员", "沈科长", "顾主任")]
        self.learners = [make_learner(session) for _ in range(5)]
        self.mentors = [make_mentor(session, seats=1) for _ in range(3)]
        self.round: Round = make_round(session, self.staff[0])
        session.commit()

    @property
    def acts(self) -> list[Callable[[int, Person], Any]]:
        """What may be tried; most of it most of the time in vain."""
        act, session, chance = actions, self.session, self.chance
        learner, mentor = chance.choice(self.learners), chance.choice(self.mentors)
        pair = learner.id or 0, mentor.person_id
        return [
            lambda number, by: act.open_round(session, number, by=by),
            lambda number, by: act.add_waiting(session, number, by=by),
            lambda number, by: act.join_round(session, number, by=learner),
            lambda number, by: act.leave_round(session, number, by=learner),
            lambda number, by: act.save_choices(session, number, [Wish(mentor.person_id, 1)], by=learner),
            lambda number, by: act.give_seats(session, number, chance.randint(0, 2), by=mentor.person),
            lambda number, by: act.save_preferences(session, number, {pair[0]: chance.choice([True, False, None])}, by=mentor.person),
            lambda number, by: act.freeze_round(session, number, by=by),
            lambda number, by: act.pin_pair(session, number, *pair, chance.choice(list(PinKind)), by=by, reason="约好了"),
            lambda number, by: act.unpin_pair(session, number, *pair, by=by),
            lambda number, by: act.solve_again(session, number, by=by, objective=chance.choice(list(Objective)), solver="scipy"),
            lambda number, by: act.choose_solve(session, number, chance.randint(1, 5), by=by),
            lambda number, by: act.change_pair(session, number, pair[0], chance.choice([pair[1], None]), by=by, reason="本人不方便"),
            lambda number, by: act.submit_round(session, number, by=by),
            lambda number, by: act.approve_round(session, number, by=by),
            lambda number, by: act.reject_round(session, number, by=by, reason="再看看"),
            lambda number, by: act.publish_round(session, number, by=by),
            lambda number, by: act.run_rounds_clock(session),
        ]

    def step(self) -> tuple[RoundState, RoundState, int]:
        """Try something; the state before and after, and how many rows the ledger got."""
        number, was, rows = self.round.id or 0, self.round.state, self._rows()
        tries = self.acts
        if self.chance.random() < 0.005:
            tries = [lambda number, by: actions.cancel_round(self.session, number, by=by, reason="名单有误")]
        try:
            self.chance.choice(tries)(number, self.chance.choice(self.staff))
            self.session.commit()
        except Refusal:
            self.session.rollback()
        return was, self.round.state, self._rows() - rows

    def _rows(self) -> int:
        return len(ledger.entries_of(self.session, chain_of(self.round.id or 0)))


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_takes_no_step_that_is_not_in_the_table(session: Session, seed: int) -> None:
    walk = Walk(session, seed)
    for _ in range(STEPS):
        was, now, rows = walk.step()
        assert was == now or now in NEXT[was]
        assert rows == 1 or (rows == 0 and was == now)
        if now in (RoundState.solved, RoundState.under_review, RoundState.approved):
            _check_places(session, walk)
    number = walk.round.id or 0
    steps = [row.entry for row in ledger.entries_of(session, chain_of(number)) if row.entry["event"] == "state"]
    assert [entry["becomes"] for entry in steps] == [row.becomes for row in history_of(session, "round", number) if row.was != row.becomes]
    assert ledger.first_break(session, chain_of(number)) is None
    assert walk.round.state != RoundState.draft


def _check_places(session: Session, walk: Walk) -> None:
    """Nobody is with a mentor beyond the frozen places, or with one she is kept apart from."""
    _, frozen = actions.solves.frozen_input(session, walk.round.id or 0)
    given: dict[int, int] = {}
    for learner, mentor in queries.numbers_of_places(session, walk.round.id or 0):
        if mentor is not None:
            given[mentor] = given.get(mentor, 0) + 1
            assert [learner, mentor] not in frozen["apart"]
    assert all(count <= dict(map(tuple, frozen["seats"]))[mentor] for mentor, count in given.items())
