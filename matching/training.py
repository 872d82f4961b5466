"""Learning from what happened: pairs that came about, and answers that mentors gave.

A learnt model takes the place of the weights only where it wins on later pairs than those it was learnt from: trained on
matched against skipped, models fail at finding (research, section 2), so every pair that came about is held against pairs
drawn at random from what was open to the same learner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from matching.columns import Floats
from matching.evaluation import bootstrap_interval, calibration_error, early_and_late, ndcg_values
from matching.models import Models
from matching.pairmodel import PairModel, fit_pair_model
from matching.profiles import Learner
from matching.rates import BetaPrior, shrunken_rate
from matching.recommend import Recommender
from matching.results import Estimate, Kind

NEGATIVES = 20
FEWEST_EARLY = 50
FEWEST_LATE = 20
K = 10
USUAL_SESSIONS = 6

EventT = TypeVar("EventT", "Pair", "Answer")


@dataclass(frozen=True, slots=True)
class Pair:
    """A learner as she was on that day, and what she came to: a project kept, a mentor who took her, a class.

    The learner must not know the item yet (no favourite, no title of it in her text). `day` counts from any fixed day.
    `weight` says how much there is to learn from it: what went well counts more (see `outcome_weight`).
    """

    learner: Learner
    item_id: int
    day: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A mentor's answer to a request, on the day it was given."""

    learner: Learner
    mentor_id: int
    day: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """How a learnt model did on later pairs against what it would replace.

    `gain` is the mean paired difference (NDCG@10, or the Brier score with its sign turned), `is_used` whether its whole
    interval lies above zero. The estimates are None where there was too little to learn from. `by_outcome` is what weighing
    pairs by what became of them gains over counting all alike, None where all weigh the same; it is done where that is not worse.
    """

    n_early: int
    n_late: int
    before: Estimate | None = None
    after: Estimate | None = None
    gain: Estimate | None = None
    calibration: Estimate | None = None
    by_outcome: Estimate | None = None

    @property
    def is_used(self) -> bool:
        """Whether the learnt model wins beyond chance."""
        return self.gain is not None and self.gain.low > 0

    @property
    def weighs_outcomes(self) -> bool:
        """Whether pairs were weighed by what became of them."""
        return self.by_outcome is not None and self.by_outcome.value >= 0


@dataclass(frozen=True, slots=True)
class Training:
    """The models that won, and how all were tried."""

    models: Models
    trials: dict[str, Trial]


def train(city: Recommender, pairs: Mapping[Kind, Sequence[Pair]], answers: Sequence[Answer] = (), *, random_state: int = 0) -> Training:
    """Learn a fit for each kind and the chance of a yes; keep what wins on the later pairs.

    Parameters
    ----------
    city : Recommender
        Fitted on what was known before the first late pair, or the trial is too kind to it.
    pairs : dict of Kind to Pairs
    answers : sequence of Answer
    """
    models = Models()
    trials: dict[str, Trial] = {}
    for kind in sorted(pairs):
        model, trials[kind] = learn_fit(city, kind, pairs[kind], random_state=random_state)
        models = replace(models, **{kind: model})
    chance, trials["acceptance"] = learn_chance(city, answers)
    return Training(replace(models, acceptance=chance), trials)


def learn_fit(city: Recommender, kind: Kind, pairs: Sequence[Pair], *, random_state: int = 0) -> tuple[PairModel | None, Trial]:
    """The fit of a kind from pairs that came about, if it ranks the later ones better than the weights do.

    Where pairs have weights it is learnt with and without them; they count where the later ones are ranked no worse for it.
    """
    early, late = _by_time([pair for pair in pairs if pair.item_id in city.pool(kind)])
    if len(early) < FEWEST_EARLY or len(late) < FEWEST_LATE:
        return None, Trial(len(early), len(late))
    chance = np.random.default_rng(random_state)
    before = _ndcg(city, kind, late)
    after = _ndcg(_with(city, kind, _fit(city, kind, _alike(early), chance)), kind, late)
    by_outcome = None
    if any(pair.weight != 1 for pair in early):
        weighed = _ndcg(_with(city, kind, _fit(city, kind, early, np.random.default_rng(random_state))), kind, late)
        by_outcome = _mean(weighed - after)
        after = weighed if by_outcome.value >= 0 else after
    trial = Trial(len(early), len(late), _mean(before), _mean(after), _mean(after - before), by_outcome=by_outcome)
    lesson = [*early, *late] if trial.weighs_outcomes else _alike([*early, *late])
    return (_fit(city, kind, lesson, chance) if trial.is_used else None), trial


def learn_chance(city: Recommender, answers: Sequence[Answer]) -> tuple[PairModel | None, Trial]:
    """The chance of a yes, if it foretells later answers better than the shrunken acceptance alone (Brier score)."""
    early, late = _by_time([answer for answer in answers if answer.mentor_id in city.mentors_])
    said = {answer.accepted for answer in early}
    if len(early) < FEWEST_EARLY or len(late) < FEWEST_LATE or len(said) < 2:
        return None, Trial(len(early), len(late))
    prior = city.priors_["acceptance"]
    names, table = _answer_values(city, [*early, *late], prior)
    happened = np.array([answer.accepted for answer in [*early, *late]], dtype=np.bool_)
    n = len(early)
    learnt = fit_pair_model(table[:n], happened[:n], names, bounded=names)
    before = -((table[n:, names.index("acceptance")] - happened[n:]) ** 2)
    foretold = learnt.fit_of({name: table[n:, column] for column, name in enumerate(names)})
    after = -((foretold - happened[n:]) ** 2)
    trial = Trial(n, len(late), _mean(before), _mean(after), _mean(after - before), calibration_error(foretold, happened[n:]))
    return (fit_pair_model(table, happened, names, bounded=names) if trial.is_used else None), trial


def _alike(pairs: Sequence[Pair]) -> list[Pair]:
    return [replace(pair, weight=1.0) for pair in pairs]


def outcome_weight(sessions: int, goals: int, met: int, useful: int | None) -> float:
    """How much a mentorship teaches, from 0.5 (nothing came of it) to 2.

    0.5 + 0.5 min(s, 6) / 6 + 0.5 m / g + 0.5 (u - 1) / 4, with s sessions held, m of g goals met (0 without goals) and the
    learner's closing word u from 1 to 5 (3 as long as it is not said).
    """
    held, reached = min(sessions, USUAL_SESSIONS) / USUAL_SESSIONS, met / goals if goals else 0.0
    return 0.5 * (1 + held + reached + ((useful or 3) - 1) / 4)


def _fit(city: Recommender, kind: Kind, pairs: Sequence[Pair], chance: np.random.Generator) -> PairModel:
    """Every pair that came about against `NEGATIVES` drawn from what was open to the same learner."""
    came_about: dict[int, set[int]] = {}
    for pair in pairs:
        came_about.setdefault(pair.learner.id, set()).add(pair.item_id)
    rows, happened, names = [], [], city.part_names(kind)
    weights: list[float] = []
    for pair in pairs:
        others = [number for number in city.open_ids(kind, pair.learner) if number not in came_about[pair.learner.id]]
        drawn = chance.choice(others, size=min(NEGATIVES, len(others)), replace=False).tolist() if others else []
        values = city.values(kind, pair.learner, [pair.item_id, *drawn])
        rows.append(np.column_stack([values[name] for name in names]))
        happened += [True] + [False] * len(drawn)
        weights += [pair.weight] * (1 + len(drawn))
    # A part says how much speaks for a pair, so none may count against it.
    return fit_pair_model(np.concatenate(rows), happened, names, bounded=names, weights=weights)


def _ndcg(city: Recommender, kind: Kind, pairs: Sequence[Pair]) -> Floats:
    ids, _ = city.rank(kind, [pair.learner for pair in pairs], n=K)
    return ndcg_values([{pair.item_id} for pair in pairs], ids.tolist(), K)


def _with(city: Recommender, kind: Kind, model: PairModel) -> Recommender:
    return city.with_models(replace(city.models, **{kind: model}))


def _answer_values(city: Recommender, answers: Sequence[Answer], prior: BetaPrior) -> tuple[tuple[str, ...], Floats]:
    """The parts of each pair, with the mentor's acceptance as it stood before that answer."""
    names = (*city.part_names("mentor"), "acceptance")
    told: dict[int, list[bool]] = {}
    rows = []
    for answer in answers:
        values = city.values("mentor", answer.learner, [answer.mentor_id])
        earlier = told.setdefault(answer.mentor_id, [])
        row = [float(values[name][0]) for name in names[:-1]]
        rows.append([*row, shrunken_rate(sum(earlier), len(earlier), *prior)])
        earlier.append(answer.accepted)
    return names, np.array(rows, dtype=np.float64).reshape(len(rows), len(names))


def _by_time(events: Sequence[EventT]) -> tuple[list[EventT], list[EventT]]:
    """The early and the late ones; those of one day stay together."""
    ordered = sorted(events, key=lambda event: (event.day, event.learner.id, _item(event)))
    return early_and_late(ordered, lambda event: event.day)


def _item(event: Pair | Answer) -> int:
    return event.item_id if isinstance(event, Pair) else event.mentor_id


def _mean(values: Floats) -> Estimate:
    return bootstrap_interval(values.tolist())
