"""Learning from a body of data without knowing what is to be foretold."""

import random
from collections.abc import Sequence
from datetime import datetime

from marketplace import clock
from marketplace.mentoring.evaluation.cases import Event, split
from marketplace.mentoring.evaluation.past import Answered, Past
from matching import Answer, Kind, Pair, PairModel, Trial
from matching.training import learn_chance, learn_fit

LEARNT_FROM = 0.5
# Learning from more takes minutes and changes little.
MOST_LEARNT = 400


def learn_kind(
    past: Past, kind: Kind, events: Sequence[Event], seed: int = 0, *, known_at: datetime | None = None
) -> tuple[PairModel | None, Trial]:
    """A model of a kind, where it wins over the weights on the later of these events.

    It looks at pairs from the later half, in a city that knows only the earlier half: else "kept together" and the
    outcomes would have seen what is asked. ``known_at`` is the moment up to which it is known what became of pairs: now, or the cut.
    """
    known, later = split(events, LEARNT_FROM)
    if not known:
        return None, Trial(0, len(later))
    city = past.city(later[0].at, before(past.events("project"), later[0]))
    drawn = random.Random(seed).sample(later, k=min(MOST_LEARNT, len(later)))
    at = known_at or clock.now()
    pairs = [
        Pair(past.learner(event.at, event.person_id), event.item_id, event.day.toordinal(), past.weight(kind, event, at)) for event in drawn
    ]
    return learn_fit(city, kind, pairs, random_state=seed)


def learn_answers(past: Past, answers: Sequence[Answered]) -> tuple[PairModel | None, Trial]:
    """The chance of a yes, learnt in the same way."""
    known, later = split((one.asked for one in answers), LEARNT_FROM)
    if not known:
        return None, Trial(0, len(later))
    city = past.city(later[0].at, before(past.events("project"), later[0]))
    return learn_chance(city, [answer_of(past, one) for one in answers if one.asked.at >= later[0].at])


def answer_of(past: Past, one: Answered) -> Answer:
    """An answered request, with the learner as she was when she asked."""
    return Answer(past.learner(one.asked.at, one.asked.person_id), one.asked.item_id, one.asked.day.toordinal(), one.accepted)


def before(events: Sequence[Event], first: Event) -> list[Event]:
    """Those before the moment of an event."""
    return [event for event in events if event.at < first.at]
