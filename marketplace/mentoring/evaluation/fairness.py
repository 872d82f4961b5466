"""W09: who is served how well, and whose entries get how much attention, by county and by target group.

Target groups count here although the protected ones (women, people with disabilities, rural workers) are never used in a
score: what is not looked at can still come out uneven. Sex, age and household registration are not stored at all.
"""

from collections.abc import Callable, Collection, Sequence

from marketplace.mentoring.evaluation.cases import Case
from marketplace.mentoring.evaluation.results import FairLine
from marketplace.mentoring.evaluation.ways import K, Ranked
from matching import Estimate, Learner, Project, Recommender, exposure_ratio, ndcg_at_k


def by_county(city: Recommender, cases: Sequence[Case], shown: Ranked) -> tuple[FairLine, ...]:
    """One line for each region that people or entries name; whole-city entries stand under the city's code."""
    return _lines(city, cases, shown, lambda learner: {learner.region} - {""}, lambda project: project.regions)


def by_group(city: Recommender, cases: Sequence[Case], shown: Ranked) -> tuple[FairLine, ...]:
    """One line for each target group that people or entries name."""
    return _lines(city, cases, shown, lambda learner: learner.groups, lambda project: project.groups)


def _lines(
    city: Recommender,
    cases: Sequence[Case],
    shown: Ranked,
    of_learner: Callable[[Learner], Collection[str]],
    of_project: Callable[[Project], Collection[str]],
) -> tuple[FairLine, ...]:
    people: dict[str, list[int]] = {}
    for place, case in enumerate(cases):
        for key in of_learner(case.learner):
            people.setdefault(key, []).append(place)
    entries: dict[str, set[int]] = {}
    for project in city.projects_.values():
        for key in of_project(project):
            entries.setdefault(key, set()).add(project.id)
    return tuple(_line(key, cases, shown, people.get(key, []), entries.get(key, set())) for key in sorted(people.keys() | entries.keys()))


def _line(key: str, cases: Sequence[Case], shown: Ranked, places: Sequence[int], entries: Collection[int]) -> FairLine:
    fit = ndcg_at_k([cases[place].wanted for place in places], [shown[place] for place in places], K) if places else None
    return FairLine(key, len(places), fit, len(entries), _exposure(cases, shown, entries))


def _exposure(cases: Sequence[Case], shown: Ranked, entries: Collection[int]) -> Estimate | None:
    candidates = [case.candidates for case in cases]
    if not any(set(entries).intersection(could) for could in candidates):
        return None
    return exposure_ratio(shown, candidates, entries, K)
