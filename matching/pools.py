"""What a pool of profiles has seen before the learner comes."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from matching.profiles import Course, Item, Mentor, Project
from matching.rates import BetaPrior, fit_beta_prior
from matching.results import Kind

ItemT = TypeVar("ItemT", Mentor, Project, Course)


def by_id(items: Iterable[ItemT]) -> dict[int, ItemT]:
    """Order a pool by id, so that sums and ties never depend on the order given. ValueError for a doubled id."""
    ordered = sorted(items, key=lambda item: item.id)
    pool = {item.id: item for item in ordered}
    if len(pool) < len(ordered):
        raise ValueError("an id occurs twice")
    return pool


def learn_priors(pools: Mapping[Kind, Mapping[int, Item]], mentors: Iterable[Mentor]) -> dict[str, BetaPrior]:
    """The expected success of each kind, and under "acceptance" how often mentors say yes."""
    answers = [(mentor.accepted, mentor.answered) for mentor in mentors]
    acceptance = fit_beta_prior([accepted for accepted, _ in answers], [answered for _, answered in answers])
    return {**{kind: _outcome_prior(pool.values()) for kind, pool in pools.items()}, "acceptance": acceptance}


def _outcome_prior(items: Iterable[Item]) -> BetaPrior:
    outcomes = [item.outcome for item in items]
    return fit_beta_prior([outcome.successes for outcome in outcomes], [outcome.trials for outcome in outcomes])
