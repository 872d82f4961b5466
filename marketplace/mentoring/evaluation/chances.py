"""Whether a foretold chance of a yes came true."""

from collections.abc import Sequence

import numpy as np

from marketplace.mentoring.evaluation.results import Foretelling
from matching import Recommender, bootstrap_interval, calibration_error
from matching.columns import Floats
from matching.training import Answer, learn_chance

RECORD, LEARNT = "mentor's record", "learnt chance"


def foretellings(city: Recommender, before: Sequence[Answer], after: Sequence[Answer]) -> list[Foretelling]:
    """The mentors' shrunken record, and the learnt chance where it won on answers before the cut; nothing without later answers."""
    if not after:
        return []
    values = [city.values("mentor", answer.learner, [answer.mentor_id]) for answer in after]
    vectors = {name: np.concatenate([one[name] for one in values]) for name in values[0]}
    happened = [answer.accepted for answer in after]
    found = [_foretelling(RECORD, vectors["acceptance"], happened)]
    model, _ = learn_chance(city, before)
    return [*found, _foretelling(LEARNT, model.fit_of(vectors), happened)] if model else found


def _foretelling(way: str, chances: Floats, happened: Sequence[bool]) -> Foretelling:
    brier = bootstrap_interval(((chances - np.array(happened)) ** 2).tolist())
    return Foretelling(way, calibration_error(chances, happened), brier)
