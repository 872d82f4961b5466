"""How well the recommender ranks on this database, against random and popularity.

Protocol: of every learner who kept at least two projects, one kept project is hidden (chosen by a fixed seed); the others
stay in the profile. A ranking is good when the hidden project stands high among all that the learner has not kept.
On the demo village the kept projects are synthetic, so the figures tell that the machinery works, not that people are helped.
"""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from marketplace.mentoring import profiles
from marketplace.mentoring.matchmaking import fit
from marketplace.projects.models import Favourite
from matching import Estimate, Learner, Recommender, coverage, gini, ndcg_at_k, recall_at_k

K = 10
SAMPLE = 300


@dataclass(frozen=True)
class Case:
    """A learner without the hidden project, and the hidden project."""

    learner: Learner
    hidden: int


def evaluate_recommender(session: Session, sample: int = SAMPLE, seed: int = 0) -> dict[str, dict[str, Estimate]]:
    """NDCG@10, recall@10, coverage and Gini of exposure for each way to rank, with 95 % bootstrap intervals."""
    known, cases = fit(session), _cases(session, sample, seed)
    popularity = Counter(session.exec(select(Favourite.project_id)))
    for case in cases:
        popularity[case.hidden] -= 1
    chance = random.Random(seed)
    ways = {
        "recommender": [_recommended(known, case) for case in cases],
        "popularity": [_popular(known, case, popularity) for case in cases],
        "random": [_shuffled(known, case, chance) for case in cases],
    }
    return {name: _measures(cases, ranked, known.projects_) for name, ranked in ways.items()}


def _cases(session: Session, sample: int, seed: int) -> list[Case]:
    kept: dict[int, list[int]] = {}
    pairs = select(Favourite.person_id, Favourite.project_id).order_by(col(Favourite.person_id), col(Favourite.project_id))
    for person_id, project_id in session.exec(pairs):
        kept.setdefault(person_id, []).append(project_id)
    chance = random.Random(seed)
    able = [person_id for person_id, projects in kept.items() if len(projects) >= 2]
    return [_case(session, person_id, chance.choice(kept[person_id])) for person_id in chance.sample(able, k=min(sample, len(able)))]


def _case(session: Session, person_id: int, hidden: int) -> Case:
    return Case(profiles.learner(session, person_id, without=hidden), hidden)


def _recommended(known: Recommender, case: Case) -> list[int]:
    found = known.suggest_projects(case.learner, n=len(known.projects_))
    return [one.id for one in found if one.id not in case.learner.favourites][:K]


def _popular(known: Recommender, case: Case, popularity: Counter[int]) -> list[int]:
    return sorted(_open(known, case), key=lambda number: (-popularity[number], number))[:K]


def _shuffled(known: Recommender, case: Case, chance: random.Random) -> list[int]:
    return chance.sample(_open(known, case), k=min(K, len(_open(known, case))))


def _open(known: Recommender, case: Case) -> list[int]:
    return [number for number in sorted(known.projects_) if number not in case.learner.favourites]


def _measures(cases: list[Case], ranked: list[list[int]], catalogue: Iterable[int]) -> dict[str, Estimate]:
    relevant, everything = [{case.hidden} for case in cases], list(catalogue)
    return {
        f"NDCG@{K}": ndcg_at_k(relevant, ranked, K),
        f"recall@{K}": recall_at_k(relevant, ranked, K),
        f"coverage@{K}": coverage(ranked, everything, K),
        f"Gini@{K}": gini(ranked, everything, K),
    }


def table(measured: dict[str, dict[str, Estimate]]) -> str:
    """The measures as lines of text."""
    names = list(next(iter(measured.values())))
    lines = [f"{'':<12}" + "".join(f"{name:>26}" for name in names)]
    for way, measures in measured.items():
        cells = (f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]" for one in measures.values())
        lines.append(f"{way:<12}" + "".join(f"{cell:>26}" for cell in cells))
    n = next(iter(next(iter(measured.values())).values())).n
    return "\n".join([*lines, f"n = {n} learners, one kept project hidden each; kept projects of the demo village are synthetic"])
