"""The protocol: cut the time, hold out what came later, let every way rank what could be shown, measure."""

from collections.abc import Sequence
from dataclasses import replace

from marketplace.mentoring.evaluation.cases import FEWEST_CASES, Case, Event, TooLittle, by_person, popularity, split
from marketplace.mentoring.evaluation.chances import foretellings
from marketplace.mentoring.evaluation.learning import answer_of, before, learn_kind
from marketplace.mentoring.evaluation.past import Past
from marketplace.mentoring.evaluation.results import Comparison, Foretelling
from marketplace.mentoring.evaluation.ways import RECOMMENDER, Ranked, measures, rankings
from matching import Kind, Models, Recommender


class Trial:
    """One kind of item on one body of data: the cut, the recommender of that day, the cases, and what each way showed.

    Raises ``TooLittle`` where fewer than five people came to something new after the cut.
    """

    def __init__(self, past: Past, kind: Kind, seed: int = 0) -> None:
        self.kind = kind
        self.before, after = split(past.events(kind))
        if not self.before:
            raise TooLittle(f"{kind}: nothing happened before the cut")
        self.cut = after[0].day
        city = past.city(after[0].at, before(past.events("project"), after[0]))
        model, _ = learn_kind(past, kind, self.before, seed, known_at=after[0].at)
        self.city = city.with_models(replace(Models(), **{kind: model}))
        self.cases = _cases(past, self.city, kind, self.before, after)
        if len(self.cases) < FEWEST_CASES:
            raise TooLittle(f"{kind}: {len(self.cases)} people came to something new after the cut; at least {FEWEST_CASES} are needed")
        self.ranked = rankings(self.city, kind, self.cases, popularity(self.before), seed)

    @property
    def shown(self) -> Ranked:
        """What the recommender showed."""
        return self.ranked[RECOMMENDER]

    def comparison(self) -> Comparison:
        """Every measure of every way."""
        catalogue = sorted(self.city.pool(self.kind))
        return Comparison(
            kind=self.kind,
            cut=self.cut.isoformat(),
            before=len(self.before),
            after=sum(len(case.wanted) for case in self.cases),
            closed=sum(len(case.wanted.difference(case.candidates)) for case in self.cases),
            cases=len(self.cases),
            learnt=getattr(self.city.models, self.kind) is not None,
            ways={way: measures(self.cases, shown, catalogue) for way, shown in self.ranked.items()},
        )


def foretell(past: Past) -> list[Foretelling]:
    """How the chance of a yes held on requests sent after the cut; nothing where there were none before or after."""
    answers = past.answers()
    earlier, after = split(one.asked for one in answers)
    if not earlier:
        return []
    cut = after[0].at
    city = past.city(cut, before(past.events("project"), after[0]))
    known = [one for one in answers if one.asked.item_id in city.mentors_]
    # What was asked before and answered after the cut belongs to neither.
    early = [answer_of(past, one) for one in known if one.answered_at < cut]
    return foretellings(city, early, [answer_of(past, one) for one in known if one.asked.at >= cut])


def _cases(past: Past, city: Recommender, kind: Kind, before: Sequence[Event], after: Sequence[Event]) -> list[Case]:
    """One for each person who came to something new: as she was when she came to the first of it."""
    known, pool = by_person(before), city.pool(kind)
    cases = []
    for person_id, events in sorted(by_person(after).items()):
        old = {event.item_id for event in known.get(person_id, [])}
        if wanted := frozenset(event.item_id for event in events if event.item_id in pool) - old:
            moment = events[0].at
            learner = past.learner(moment, person_id)
            barred = old | set(past.full(moment)) if kind == "mentor" else old
            cases.append(Case(learner, wanted, tuple(number for number in city.open_ids(kind, learner) if number not in barred)))
    return cases
