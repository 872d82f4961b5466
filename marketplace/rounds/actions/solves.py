"""Pins before solving, solves, changes after it, and working an answer out again."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.rounds import solving
from marketplace.rounds.models import Round, RoundInput, RoundPin, RoundPlace, RoundSolve
from marketplace.rounds.moves import decide, locked_for_staff, move
from marketplace.rounds.queries import apart_pairs, get_solve, learner_ids, mentors_in_scope, pins_of
from marketplace.rounds.refusals import (
    KeptApart,
    LocksImpossible,
    NoPlaceLeft,
    NotACandidate,
    NotInTheRound,
    OutOfTurn,
    SolverMissing,
)
from marketplace.rounds.terms import SOLVABLE, Apart, Objective, PinKind, RoundState


def frozen_input(session: Session, round_id: int) -> tuple[RoundInput, dict[str, Any]]:
    """The frozen input and what it says. Refuses before the freezing."""
    row = session.get(RoundInput, round_id)
    if row is None:
        raise OutOfTurn()
    return row, json.loads(row.document)


def pin_pair(session: Session, round_id: int, learner_id: int, mentor_id: int, kind: PinKind, *, by: Person, reason: str) -> RoundPin:
    """Lock a pair or forbid it, before solving; a later word on the same pair takes the place of the earlier one."""
    found = locked_for_staff(session, round_id, at=(RoundState.open, *SOLVABLE), by=by)
    _check_pin(session, found, learner_id, mentor_id, kind)
    pin = session.get(RoundPin, (round_id, learner_id, mentor_id)) or RoundPin(
        round_id=round_id, learner_id=learner_id, mentor_id=mentor_id, kind=kind, reason=reason, by_id=by.id or 0
    )
    pin.kind, pin.reason, pin.by_id, pin.at = kind, reason, by.id or 0, clock.now()
    session.add(pin)
    decide(session, found, kind, by_id=by.id, reason=reason, learner=learner_id, mentor=mentor_id)
    return pin


def _check_pin(session: Session, round_: Round, learner_id: int, mentor_id: int, kind: PinKind) -> None:
    if learner_id not in learner_ids(session, round_.id or 0):
        raise NotInTheRound()
    if mentor_id not in {offer.mentor_id for offer in mentors_in_scope(session, round_)}:
        raise NotInTheRound()
    if kind == PinKind.forbid:
        return
    if (learner_id, mentor_id) in apart_pairs(session, [learner_id], [mentor_id]):
        raise KeptApart()
    if round_.state in SOLVABLE:
        _, frozen = frozen_input(session, round_.id or 0)
        if not any(row[0] == learner_id and row[1] == mentor_id for row in frozen["candidates"]):
            raise NotACandidate()


def unpin_pair(session: Session, round_id: int, learner_id: int, mentor_id: int, *, by: Person) -> None:
    """Take a lock or a ban back."""
    found = locked_for_staff(session, round_id, at=(RoundState.open, *SOLVABLE), by=by)
    pin = session.get(RoundPin, (round_id, learner_id, mentor_id))
    if pin is None:
        raise NotInTheRound()
    session.delete(pin)
    decide(session, found, "unpin", by_id=by.id, learner=learner_id, mentor=mentor_id)


def solve_again(
    session: Session, round_id: int, *, by: Person, objective: Objective | None = None, seed: int | None = None, solver: str | None = None
) -> RoundSolve:
    """Solve the frozen input, for the first time or once more; earlier answers are kept, the new one is the one to look at."""
    found = locked_for_staff(session, round_id, at=SOLVABLE, by=by)
    row, frozen = frozen_input(session, round_id)
    asked = solving.Asked(
        objective=(objective or found.objective).value,
        seed=round_id if seed is None else seed,
        solver=_solver(solver),
        **_limits(session, round_id, frozen),
    )
    answer = _answer(frozen, row.sha256, asked)
    solve = _kept(session, round_id, row, asked, answer, by)
    _place(session, found, frozen, solve)
    facts: dict[str, Any] = {"solve": solve.id, "input": solve.input_sha256, "result": solve.result_sha256, "pairs": solve.n_pairs}
    if found.state == RoundState.frozen:
        move(session, found, RoundState.solved, by_id=by.id, **facts)
    else:
        decide(session, found, "solved_again", by_id=by.id, **facts)
    return solve


def _solver(name: str | None) -> solving.Solver:
    return "scipy" if name == "scipy" else "ortools" if name == "ortools" else solving.default_solver()


def _limits(session: Session, round_id: int, frozen: Mapping[str, Any]) -> dict[str, Any]:
    pins = pins_of(session, round_id)
    mentors = [mentor for mentor, _ in frozen["seats"]]
    # Who blocked somebody after the freezing is kept apart all the same.
    apart = apart_pairs(session, frozen["learners"], mentors)
    forbidden = {(pin.learner_id, pin.mentor_id) for pin in pins if pin.kind == PinKind.forbid}
    locks = [(pin.learner_id, pin.mentor_id) for pin in pins if pin.kind == PinKind.lock]
    return {"locks": locks, "never": sorted(forbidden | apart)}


def _answer(frozen: Mapping[str, Any], input_sha256: str, asked: solving.Asked) -> solving.Answer:
    try:
        return solving.solve(frozen, input_sha256, asked)
    except solving.Impossible as error:
        raise LocksImpossible() from error
    except solving.NoSolver as error:
        raise SolverMissing(asked.solver) from error


def _kept(session: Session, round_id: int, row: RoundInput, asked: solving.Asked, answer: solving.Answer, by: Person) -> RoundSolve:
    solve = RoundSolve(
        round_id=round_id,
        at=clock.now(),
        by_id=by.id,
        objective=Objective(asked.objective),
        seed=asked.seed,
        solver=asked.solver,
        solver_version=solving.solver_version(asked.solver),
        matching_version=solving.matching_version(),
        seconds=round(answer.seconds, 4),
        input_sha256=solving.question_digest(row.sha256, asked),
        locks=[list(pair) for pair in sorted(asked.locks)],
        never=[list(pair) for pair in sorted(asked.never)],
        n_pairs=len(answer.pairs),
        gap=answer.certificate["gap"],
        blocking_pairs=answer.certificate["blocking_pairs"],
        certificate=answer.certificate,
        trade_off=answer.trade_off,
        result_sha256=answer.sha256,
        result=answer.result.decode(),
    )
    session.add(solve)
    session.flush()
    return solve


def choose_solve(session: Session, round_id: int, solve_id: int, *, by: Person) -> RoundSolve:
    """Go on with another of the answers; what was changed by hand goes with the one before."""
    found = locked_for_staff(session, round_id, at=RoundState.solved, by=by)
    solve = get_solve(session, found, solve_id)
    _, frozen = frozen_input(session, round_id)
    _place(session, found, frozen, solve)
    decide(session, found, "solve_chosen", by_id=by.id, solve=solve.id, result=solve.result_sha256)
    return solve


def _place(session: Session, round_: Round, frozen: Mapping[str, Any], solve: RoundSolve) -> None:
    """Say where everybody stands by this answer."""
    number = round_.id or 0
    session.execute(delete(RoundPlace).where(col(RoundPlace.round_id) == number))
    pairs = dict(json.loads(solve.result)["pairs"])
    ranks = {(learner, mentor): rank for learner, mentor, rank in frozen["choices"]}
    preferred = {(learner, mentor) for learner, mentor in frozen["preferences"]}
    causes = solve.certificate["unmatched"]
    rows = [
        {
            "round_id": number,
            "learner_id": learner,
            "mentor_id": pairs.get(learner),
            "choice_rank": ranks.get((learner, pairs.get(learner, 0))),
            "is_preferred": (learner, pairs.get(learner, 0)) in preferred,
            "cause": None if learner in pairs else Apart(causes[str(learner)]),
        }
        for learner in frozen["learners"]
    ]
    session.execute(insert(RoundPlace), rows)
    round_.solve_id = solve.id
    session.add(round_)
    session.flush()


def change_pair(session: Session, round_id: int, learner_id: int, mentor_id: int | None, *, by: Person, reason: str) -> RoundPlace:
    """Give a learner another mentor than the solver did, or none; with a reason that stands in the ledger for good."""
    found = locked_for_staff(session, round_id, at=RoundState.solved, by=by)
    place = session.get(RoundPlace, (round_id, learner_id))
    if place is None:
        raise NotInTheRound()
    _, frozen = frozen_input(session, round_id)
    if mentor_id is not None:
        _check_change(session, frozen, place, mentor_id)
    was = place.mentor_id
    place.mentor_id, place.cause = mentor_id, None if mentor_id else Apart.overridden
    ranks = {mentor: rank for learner, mentor, rank in frozen["choices"] if learner == learner_id}
    place.choice_rank = ranks.get(mentor_id) if mentor_id else None
    place.is_preferred = [learner_id, mentor_id] in frozen["preferences"]
    place.overridden_by_id, place.override_reason = by.id, reason
    session.add(place)
    decide(session, found, "override", by_id=by.id, reason=reason, learner=learner_id, mentor_before=was, mentor_after=mentor_id)
    return place


def _check_change(session: Session, frozen: Mapping[str, Any], place: RoundPlace, mentor_id: int) -> None:
    seats = dict(map(tuple, frozen["seats"]))
    if mentor_id not in seats:
        raise NotInTheRound()
    pair = (place.learner_id, mentor_id)
    if list(pair) in frozen["apart"] or pair in apart_pairs(session, [place.learner_id], [mentor_id]):
        raise KeptApart()
    others = select(RoundPlace.mentor_id).where(RoundPlace.round_id == place.round_id, RoundPlace.learner_id != place.learner_id)
    if Counter(session.exec(others).all())[mentor_id] >= seats[mentor_id]:
        raise NoPlaceLeft()


@dataclass(frozen=True)
class Recomputation:
    """An answer worked out again from the frozen input: whether the bytes are the same, and where they could differ from."""

    solve: RoundSolve
    input_is_whole: bool
    result_is_whole: bool
    sha256: str
    matching_version: str
    solver_version: str
    seconds: float

    @property
    def is_same(self) -> bool:
        """Input and result are as they were written, and the same bytes came out again."""
        return self.input_is_whole and self.result_is_whole and self.sha256 == self.solve.result_sha256


def recompute(session: Session, round_: Round, solve_id: int) -> Recomputation:
    """Solve the frozen input again as it was solved then, and compare. Changes nothing."""
    solve = get_solve(session, round_, solve_id)
    row, frozen = frozen_input(session, round_.id or 0)
    asked = asked_of(solve)
    whole = sha256(row.document.encode()).hexdigest() == row.sha256 and solving.question_digest(row.sha256, asked) == solve.input_sha256
    answer = _answer(frozen, row.sha256, asked)
    return Recomputation(
        solve=solve,
        input_is_whole=whole,
        result_is_whole=sha256(solve.result.encode()).hexdigest() == solve.result_sha256,
        sha256=answer.sha256,
        matching_version=solving.matching_version(),
        solver_version=solving.solver_version(asked.solver),
        seconds=answer.seconds,
    )


def asked_of(solve: RoundSolve) -> solving.Asked:
    """What was asked then."""
    return solving.Asked(
        objective=solve.objective.value,
        seed=solve.seed,
        solver=_solver(solve.solver),
        locks=[(learner, mentor) for learner, mentor in solve.locks],
        never=[(learner, mentor) for learner, mentor in solve.never],
    )
