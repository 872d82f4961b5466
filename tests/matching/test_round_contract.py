"""What every way to solve a round promises, on random small rounds and against brute force."""

import pickle
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Pairs, solve_round
from tests.matching.round_makers import Rows, Seats, all_assignments, blocking, every_solver, every_way, rows, seats, some_pairs, welfare

small = settings(max_examples=60, deadline=None)


@every_way
@small
@given(rows, seats, some_pairs)
def test_seats_candidates_and_ruled_out_pairs_are_kept(objective: Any, solver: Any, rows: Rows, seats: Seats, never: Any) -> None:
    made = solve_round(Pairs.of(rows), seats, objective=objective, solver=solver, never=never).pairs
    assert set(made) <= {row[:2] for row in rows} - never
    assert all(number <= seats[mentor] for mentor, number in Counter(pair[1] for pair in made).items())
    assert len({pair[0] for pair in made}) == len(made)


@every_way
@small
@given(rows, seats, st.data())
def test_must_pairs_are_made_and_the_proof_holds_beside_them(objective: Any, solver: Any, rows: Rows, seats: Seats, data: Any) -> None:
    possible = list(all_assignments(rows, seats))
    must = data.draw(st.sampled_from(possible))
    solved = solve_round(Pairs.of(rows), seats, objective=objective, solver=solver, must=must)
    assert must <= set(solved.pairs)
    assert solved.certificate.gap == 0
    if objective == "welfare":
        assert solved.certificate.welfare == max(welfare(pairs, rows) for pairs in possible if must <= pairs)


@every_way
@small
@given(rows, seats, st.randoms(use_true_random=False))
def test_the_order_of_input_is_irrelevant(objective: Any, solver: Any, rows: Rows, seats: Seats, chance: Any) -> None:
    shuffled = Pairs.of(chance.sample(rows, len(rows)))
    other_seats = dict(chance.sample(sorted(seats.items()), len(seats)))
    one = solve_round(Pairs.of(rows), seats, objective=objective, solver=solver, random_state=3)
    assert solve_round(shuffled, other_seats, objective=objective, solver=solver, random_state=3) == one


@every_way
@small
@given(rows, seats)
def test_input_is_untouched_and_the_answer_is_the_same_bytes(objective: Any, solver: Any, rows: Rows, seats: Seats) -> None:
    pairs, before = Pairs.of(rows), pickle.dumps((rows, seats))
    one, other = (solve_round(pairs, seats, objective=objective, solver=solver, random_state=5) for _ in range(2))
    assert pickle.dumps((one.pairs, one.certificate)) == pickle.dumps((other.pairs, other.certificate))
    assert pickle.dumps((rows, seats)) == before


@every_solver
@small
@given(rows, seats)
def test_welfare_and_participation_are_those_of_brute_force(solver: Any, rows: Rows, seats: Seats) -> None:
    reachable = [(welfare(pairs, rows), len(pairs)) for pairs in all_assignments(rows, seats)]
    rich = solve_round(Pairs.of(rows), seats, objective="welfare", solver=solver).certificate
    many = solve_round(Pairs.of(rows), seats, objective="participation", solver=solver).certificate
    assert (rich.welfare, rich.n_pairs) == max(reachable)
    assert (many.n_pairs, many.welfare) == max((number, worth) for worth, number in reachable)
    assert (rich.gap, many.gap) == (0, 0)
    assert (rich.welfare_bound, many.welfare_bound) == (rich.welfare, many.welfare)


@small
@given(rows, seats, st.integers(0, 9))
def test_stable_rounds_have_no_blocking_pair(rows: Rows, seats: Seats, seed: int) -> None:
    solved = solve_round(Pairs.of(rows), seats, objective="stable", random_state=seed)
    assert blocking(solved.pairs, rows, seats) == []
    assert solved.certificate.value == solved.certificate.gap == 0


@every_way
@small
@given(rows, seats)
def test_blocking_pairs_are_counted_as_defined(objective: Any, solver: Any, rows: Rows, seats: Seats) -> None:
    solved = solve_round(Pairs.of(rows), seats, objective=objective, solver=solver)
    assert solved.certificate.blocking_pairs == len(blocking(solved.pairs, rows, seats))


@small
@given(st.permutations(range(12)), st.permutations(range(12)), st.integers(1, 3))
def test_without_ties_no_stable_round_is_better_for_any_learner(hers: list[int], his: list[int], room: int) -> None:
    rows = [(place % 4, 11 + place // 4, hers[place] / 12, his[place] / 12) for place in range(12)]
    seats = {11: room, 12: 1, 13: 1}
    likes = {row[:2]: row[2] for row in rows}
    mine = dict(solve_round(Pairs.of(rows), seats, objective="stable").pairs)
    for pairs in all_assignments(rows, seats):
        if not blocking(pairs, rows, seats):
            assert {learner for learner, _ in pairs} == mine.keys(), "the same learners are placed in all stable rounds"
            assert all(likes[learner, mine[learner]] >= likes[learner, mentor] for learner, mentor in pairs)


@every_way
@small
@given(rows, seats, some_pairs)
def test_who_stays_alone_has_a_true_cause(objective: Any, solver: Any, rows: Rows, seats: Seats, never: Any) -> None:
    solved = solve_round(Pairs.of(rows), seats, objective=objective, solver=solver, never=never, learners=range(1, 7))
    taken = Counter(pair[1] for pair in solved.pairs)
    assert solved.certificate.unmatched.keys() == set(range(1, 7)) - {pair[0] for pair in solved.pairs}
    for learner, cause in solved.certificate.unmatched.items():
        listed = {row[1] for row in rows if row[0] == learner}
        allowed = {mentor for mentor in listed if (learner, mentor) not in never}
        assert (cause == "no_candidates") == (not listed)
        assert (cause == "forbidden") == (bool(listed) and not allowed)
        assert (cause == "no_seats") == (bool(allowed) and not any(seats[mentor] for mentor in allowed))
        assert all(taken[mentor] == seats[mentor] for mentor in allowed)


@every_solver
@pytest.mark.parametrize("objective", ["welfare", "participation"])
@small
@given(rows, seats)
def test_why_not_says_exactly_what_it_would_cost(solver: Any, objective: Any, rows: Rows, seats: Seats) -> None:
    solved = solve_round(Pairs.of(rows), seats, objective=objective, solver=solver)
    now = solved.certificate
    for learner, mentor, *_ in rows[:4]:
        answer = solved.why_not(learner, mentor)
        if answer.cause in {"full", "placed_better"}:
            forced = solve_round(Pairs.of(rows), seats, objective=objective, solver=solver, must=[(learner, mentor)]).certificate
            assert answer.facts == {"pairs": now.n_pairs - forced.n_pairs, "welfare": now.welfare - forced.welfare}


@pytest.mark.parametrize("objective", ["welfare", "participation", "stable"])
def test_a_round_of_two_hundred_is_proven(objective: Any) -> None:
    draw = np.random.default_rng(8)
    learners, mentors = np.repeat(np.arange(200), 10), np.sort(draw.random((200, 40)).argsort(axis=1)[:, :10]).ravel()
    pairs = Pairs(learners, mentors, draw.random(2000), draw.random(2000))
    certificate = solve_round(pairs, dict.fromkeys(range(40), 4), objective=objective).certificate
    assert certificate.gap == 0
    assert sum(certificate.rank_profile) == certificate.n_pairs
    assert certificate.n_pairs <= 160
