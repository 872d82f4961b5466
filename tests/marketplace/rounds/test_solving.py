"""Frozen inputs by hand: worth, the golden bytes, and a round of the real size."""

import numpy as np
import pytest
from sqlmodel import Session

from marketplace.mentoring import profiles
from marketplace.projects.actions.keeping import keep_project
from marketplace.rounds import actions, queries, solving
from marketplace.rounds.terms import Objective
from tests.makers import make_learner, make_mentor, make_project, make_request
from tests.marketplace.rounds.crowd import make_city, make_wishes
from tests.marketplace.rounds.makers import make_round, make_staff
from tests.marks import on_sqlite

FROZEN = {
    "learners": [1, 2, 3],
    "seats": [[7, 1], [8, 1]],
    "candidates": [
        [1, 7, 0.5, 0.5, 1.0, 0.3],
        [1, 8, 0.4, 0.5, 0.24, 0.3],
        [2, 7, 0.9, 0.8, 0.54, 0.92],
        [3, 8, 0.3, 0.3, 0.18, 0.18],
    ],
}


@pytest.mark.parametrize(("rank", "worth"), [(1, 1.0), (2, 0.9), (4, 0.7), (None, 0.3)])
def test_every_choice_is_worth_more_than_everybody_else(rank: int | None, worth: float) -> None:
    assert solving.learner_worth(rank, 4, 0.5) == pytest.approx(worth)
    assert solving.learner_worth(4, 4, 0.0) > solving.learner_worth(None, 4, 1.0)


def test_a_named_learner_is_worth_more_than_any_other() -> None:
    assert solving.mentor_worth(True, 0.0) >= solving.mentor_worth(False, 1.0)


@pytest.mark.parametrize("objective", ["welfare", "participation", "stable"])
def test_the_same_question_gives_the_same_bytes(objective: str) -> None:
    asked = solving.Asked(Objective(objective).value, 1, "scipy")
    first, second = (solving.solve(FROZEN, "0" * 64, asked) for _ in range(2))
    assert first.result == second.result
    assert first.sha256 == second.sha256
    assert solving.question_digest("0" * 64, asked) != solving.question_digest("1" * 64, asked)


def test_the_bytes_are_those_of_every_machine() -> None:
    answer = solving.solve(FROZEN, "0" * 64, solving.Asked("participation", 1, "scipy", locks=[(2, 7)], never=[(3, 8)]))
    assert answer.result.decode() == (
        '{"certificate":{"blocking_pairs":0,"bound":2.0,"gap":0.0,"learners":{"least":0.24,"median":0.39},"mentors":{"least":0.3,"median":0.61},'
        '"n_pairs":2,"objective":"participation","rank_profile":[1,1],"unmatched":{"3":"forbidden"},"value":2.0,"welfare":1.0,"welfare_bound":1.0},'
        f'"format":"qihang-round-1","input":"{"0" * 64}","locks":[[2,7]],"never":[[3,8]],"objective":"participation",'
        '"pairs":[[1,8],[2,7]],"seed":1,"solver":"scipy"}'
    )


def test_a_lock_that_is_no_candidate_is_impossible() -> None:
    with pytest.raises(solving.Impossible):
        solving.solve(FROZEN, "", solving.Asked("welfare", 1, "scipy", locks=[(2, 8)]))


def test_long_lists_are_cut_but_wishes_stay() -> None:
    worth = np.random.default_rng(1).random((30, 80))
    wished = np.zeros((30, 80), dtype=bool)
    wished[0, worth[0].argmin()] = True
    kept = solving.shortlists(worth, [1] * 80, np.ones((30, 80), dtype=bool), wished)
    assert kept[0, worth[0].argmin()]
    assert set(kept[1:].sum(axis=1)) == {solving.LIST}


@on_sqlite
def test_many_learners_are_read_as_each_would_be_alone(session: Session) -> None:
    mentor, project = make_mentor(session), make_project(session)
    people = [make_learner(session), make_learner(session, skills={}, about="想开网店"), make_learner(session, region="330402")]
    keep_project(session, project.id or 0, by=people[0])
    make_request(session, people[1], mentor)
    session.flush()
    ids = [person.id or 0 for person in people]
    assert profiles.learners(session, ids) == [profiles.learner(session, number) for number in ids]


@on_sqlite
def test_a_round_of_the_real_size_is_solved_with_its_proof(session: Session) -> None:
    learners, mentors = make_city(session, 1000, 200)
    staff = make_staff(session)
    number = make_round(session, staff, max_choices=5).id or 0
    actions.open_round(session, number, by=staff)
    assert actions.add_waiting(session, number, by=staff) == 1000
    make_wishes(session, number, learners, mentors)
    actions.freeze_round(session, number, by=staff)
    solve = actions.solve_again(session, number, by=staff)
    assert (solve.n_pairs, solve.gap) == (1000, 0.0)
    assert len(queries.places(session, number, paired=True, offset=960, limit=50)) == 40
    assert set(solve.trade_off) == {"welfare", "participation", "stable"}
