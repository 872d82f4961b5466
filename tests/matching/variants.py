"""Every recommender that the contract binds: weights set by hand, learnt models, what goes together, and both."""

from collections.abc import Callable, Iterable
from typing import Any

from matching import Models, PairModel, Recommender, Weights
from matching.scoring import MENTOR, PART_NAMES, PROJECT
from matching.together import ENOUGH_PEOPLE

Pools = dict[str, list[Any]]
Variant = Callable[[Pools], Recommender]

# Everybody keeps the first two things and one of six others; the pools of the tests hold at most the first six of the eight.
KEPT = tuple((person, item) for person in range(1, 1 + ENOUGH_PEOPLE) for item in (1, 2, 3 + person % 6))
WITH_TOGETHER = Weights(project={**{name: 0.8 * weight for name, weight in PROJECT.items()}, "together": 0.2})


def learnt(names: Iterable[str], intercept: float, unheard: str = "") -> PairModel:
    """A model in which every part counts, each differently; `unheard` names one whose weight is zero."""
    parts = tuple(names)
    weights = tuple(0.0 if name == unheard else 0.2 + 0.15 * place for place, name in enumerate(parts))
    means = tuple(0.3 + 0.05 * place for place in range(len(parts)))
    return PairModel(parts, weights, means, (0.25,) * len(parts), intercept)


MODELS = Models(
    project=learnt(PART_NAMES["project"], -0.6, unheard="region"),
    mentor=learnt(PART_NAMES["mentor"], -1.0),
    course=learnt(PART_NAMES["course"], 0.2, unheard="start"),
    acceptance=learnt((*MENTOR, "acceptance"), 0.4),
)

VARIANTS: dict[str, Variant] = {
    "by hand": lambda pools: Recommender().fit(**pools),
    "learnt": lambda pools: Recommender(models=MODELS).fit(**pools),
    "kept": lambda pools: Recommender(WITH_TOGETHER).fit(**pools, kept=KEPT),
    "learnt and kept": lambda pools: Recommender(models=MODELS, vocabulary={"毛衫": 1.5, "民宿": 2.5}).fit(**pools, kept=KEPT[::-1]),
}
