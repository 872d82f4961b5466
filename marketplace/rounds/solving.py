"""The one door from rounds to ``matching``: what a pair is worth, a solved round as canonical JSON, and why not somebody else.

Nothing here reads the database: a frozen input goes in and bytes come out, so that the same input gives the same bytes
wherever and whenever it is solved.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

import matching
from marketplace.ledger import canonical
from matching import Assignment, Certificate, Learner, Pairs, Recommender, congestion_prices, is_near, solve_round, trade_off
from matching.scoring import WeightedSum

FORMAT = "qihang-round-1"
# What somebody wished for is worth more than whatever the recommender thinks of: its scores end where the wishes begin.
WISHED = 0.6
NEUTRAL = 0.5
# Longer lists make no better rounds: they are cut by worth less the price of the crowd (docs/matching.md).
LIST = 50
DIGITS = 6

Solver = Literal["scipy", "ortools"]
Floats = NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """What is asked of a frozen input, beside the input itself."""

    objective: Literal["welfare", "participation", "stable"]
    seed: int
    solver: Solver
    locks: Sequence[Pair] = ()
    never: Sequence[Pair] = ()


@dataclass(frozen=True)
class Answer:
    """A solved round; ``result`` is canonical JSON and ``sha256`` is its name."""

    pairs: tuple[Pair, ...]
    certificate: dict[str, Any]
    trade_off: dict[str, Any]
    result: bytes
    seconds: float

    @property
    def sha256(self) -> str:
        """The digest of the result."""
        return sha256(self.result).hexdigest()


class Impossible(ValueError):
    """The locked pairs cannot all be made; the words say which one."""


class NoSolver(Exception):
    """The solver that is asked for is not installed here."""


def learner_worth(rank: int | None, max_choices: int, fit: float) -> float:
    """What a mentor is worth to a learner, in [0, 1].

    Her choice of rank r of at most k: 0.6 + 0.4 * (k - r + 1) / k, so the first is worth 1 and the last still more than 0.6.
    Whoever she did not choose: 0.6 * fit, the recommender's fit p of the pair.
    """
    return WISHED * fit if rank is None else WISHED + (1 - WISHED) * (max_choices - rank + 1) / max_choices


def mentor_worth(is_preferred: bool, chance: float) -> float:
    """What a learner is worth to a mentor, in [0, 1].

    Somebody the mentor named: 0.6 + 0.4 * chance; anybody else: 0.6 * chance, the recommender's chance q of a yes.
    """
    return WISHED + (1 - WISHED) * chance if is_preferred else WISHED * chance


def unwished(values: Floats) -> Floats:
    """Both of the above for a whole table in which nobody has wished for anybody yet."""
    return WISHED * values


def fits_and_chances(
    known: Recommender, learners: Sequence[Learner], mentors: Sequence[int], silent: Collection[int] = ()
) -> tuple[Floats, Floats]:
    """The recommender's fit and chance of every pair, each of shape (n_learners, n_mentors).

    Neutral for mentors it does not know yet, and for the ``silent`` learners, of whom it is not asked.
    """
    there = [place for place, number in enumerate(mentors) if number in known.mentors_]
    fits, chances = (np.full((len(learners), len(mentors)), NEUTRAL) for _ in range(2))
    fit, chance = known.models.mentor or WeightedSum(known.weights.mentor), known.models.acceptance
    numbers = [mentors[place] for place in there]
    asked = [(row, learner) for row, learner in enumerate(learners) if there and learner.id not in silent]
    for row, learner in asked:
        values = known.values("mentor", learner, numbers)
        fits[row, there] = fit.fit_of(values)
        chances[row, there] = chance.fit_of(values) if chance else values["acceptance"]
    return fits.round(DIGITS), chances.round(DIGITS)


def within_reach(learner_regions: Sequence[str], mentors: Sequence[tuple[str, bool]]) -> NDArray[np.bool_]:
    """Who could meet whom, shape (n_learners, n_mentors): near enough, or the mentor also works online."""
    rows = {home: np.array([online or is_near(home, [region]) for region, online in mentors], dtype=bool) for home in {*learner_regions}}
    return np.array([rows[home] for home in learner_regions], dtype=bool).reshape(len(learner_regions), len(mentors))


def shortlists(worth: Floats, seats: Sequence[int], may_meet: NDArray[np.bool_], wished: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which pairs a round looks at: each learner's best by worth less the price of the crowd, and all wishes."""
    if worth.shape[1] <= LIST or not worth.size:
        return may_meet
    prices = congestion_prices(worth, list(seats))
    by_price = np.where(may_meet, worth - prices, -np.inf)
    best = np.argsort(-by_price, axis=1, kind="stable")[:, :LIST]
    kept = np.zeros_like(may_meet)
    np.put_along_axis(kept, best, True, axis=1)
    return (kept | wished) & may_meet


def default_solver() -> Solver:
    """OR-tools where it is installed, scipy elsewhere."""
    return solvers()[0]


def solvers() -> tuple[Solver, ...]:
    """The solvers that are installed here, the quicker one first."""
    return ("ortools", "scipy") if find_spec("ortools") else ("scipy",)


def solver_version(solver: Solver) -> str:
    """The version of the solver that is installed here."""
    return metadata.version(solver)


@cache
def matching_version() -> str:
    """The version of the library, and a fingerprint of its source: two that differ may answer differently."""
    folder = Path(matching.__file__).parent
    source = sha256()
    for file in sorted(folder.glob("*.py")):
        source.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{metadata.version('qihang')}+{source.hexdigest()[:12]}"


def question_digest(input_sha256: str, asked: Asked) -> str:
    """The SHA-256 of all that an answer depends on."""
    return sha256(canonical({"input": input_sha256, **_question(asked)})).hexdigest()


def _question(asked: Asked) -> dict[str, Any]:
    return {
        "objective": asked.objective,
        "seed": asked.seed,
        "solver": asked.solver,
        "locks": sorted(map(list, asked.locks)),
        "never": sorted(map(list, asked.never)),
    }


def solve(frozen: Mapping[str, Any], input_sha256: str, asked: Asked) -> Answer:
    """Solve the frozen input; the same input and question give the same bytes. Raises Impossible and NoSolver."""
    began = time.perf_counter()
    pairs = _pairs(frozen)
    assignment = _assign(frozen, asked, pairs)
    seconds = time.perf_counter() - began
    certificate = _plain(assignment.certificate)
    others = trade_off(pairs, _seats(frozen), **_limits(frozen, asked))
    said = {
        "format": FORMAT,
        "input": input_sha256,
        **_question(asked),
        "pairs": [list(pair) for pair in assignment.pairs],
        "certificate": certificate,
    }
    return Answer(assignment.pairs, certificate, {name: _plain(other) for name, other in others.items()}, canonical(said), seconds)


def why_not(frozen: Mapping[str, Any], asked: Asked, learner_id: int, mentor_id: int) -> tuple[str, dict[str, float]]:
    """What kept the two apart: a cause and its facts (see `matching.WhyNot`). Takes as long as solving twice."""
    found = _assign(frozen, asked, _pairs(frozen)).why_not(learner_id, mentor_id)
    return found.cause, dict(found.facts)


def _assign(frozen: Mapping[str, Any], asked: Asked, pairs: Pairs) -> Assignment:
    if asked.solver == "ortools" and not find_spec("ortools"):
        raise NoSolver(asked.solver)
    try:
        return solve_round(pairs, _seats(frozen), objective=asked.objective, solver=asked.solver, **_limits(frozen, asked))
    except ValueError as error:
        raise Impossible(str(error)) from error


def _limits(frozen: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    never = {(learner, mentor) for learner, mentor in asked.never}
    locks = [(learner, mentor) for learner, mentor in asked.locks]
    return {"must": locks, "never": never, "learners": _ids(frozen["learners"]), "random_state": asked.seed}


def _pairs(frozen: Mapping[str, Any]) -> Pairs:
    table = np.array(frozen["candidates"], dtype=np.float64).reshape(-1, 6)
    # Numbers of people are far below where floats stop counting one by one.
    return Pairs(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 4], table[:, 5])


def _seats(frozen: Mapping[str, Any]) -> dict[int, int]:
    return dict(frozen["seats"])


def _ids(numbers: Collection[int]) -> list[int]:
    return sorted(numbers)


def _plain(certificate: Certificate) -> dict[str, Any]:
    """A certificate as JSON can hold it; keys are words, so that it reads back as it was written."""
    said = asdict(certificate) | {"gap": certificate.gap}
    said["unmatched"] = {str(learner): cause for learner, cause in sorted(certificate.unmatched.items())}
    said["rank_profile"] = list(certificate.rank_profile)
    return said
