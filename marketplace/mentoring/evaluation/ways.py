"""The ways to rank that are compared. All rank the same candidates: the hard constraints are given to every one of them."""

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np

from marketplace.mentoring.evaluation.cases import Case
from marketplace.mentoring.evaluation.results import Measures
from matching import Kind, Recommender, coverage, gini, map_at_k, ndcg_at_k, recall_at_k
from matching.models import Models

K = 10
RECOMMENDER, BY_HAND, COSINE, POPULARITY, RANDOM = "recommender", "weights by hand", "cosine", "popularity", "random"

Ranked = list[list[int]]


def rankings(city: Recommender, kind: Kind, cases: Sequence[Case], counts: Counter[int], seed: int = 0) -> dict[str, Ranked]:
    """By way, the first ten for each case; weights by hand stand beside the recommender only where a model took their place."""
    chance = random.Random(seed)
    found = {RECOMMENDER: [_recommended(city, kind, case) for case in cases]}
    if getattr(city.models, kind) is not None:
        by_hand = city.with_models(Models())
        found[BY_HAND] = [_recommended(by_hand, kind, case) for case in cases]
    found[COSINE] = [_alike(city, kind, case) for case in cases]
    found[POPULARITY] = [sorted(case.candidates, key=lambda number: (-counts[number], number))[:K] for case in cases]
    found[RANDOM] = [chance.sample(case.candidates, k=min(K, len(case.candidates))) for case in cases]
    return found


def measures(cases: Sequence[Case], ranked: Sequence[Sequence[int]], catalogue: Sequence[int]) -> Measures:
    """Each measure of one way to rank."""
    wanted = [case.wanted for case in cases]
    return {
        f"NDCG@{K}": ndcg_at_k(wanted, ranked, K),
        f"recall@{K}": recall_at_k(wanted, ranked, K),
        f"MAP@{K}": map_at_k(wanted, ranked, K),
        f"coverage@{K}": coverage(ranked, catalogue, K),
        f"Gini@{K}": gini(ranked, catalogue, K),
    }


def _recommended(city: Recommender, kind: Kind, case: Case) -> list[int]:
    allowed = set(case.candidates)
    ids, _ = city.rank(kind, [case.learner], n=len(city.pool(kind)))
    return [number for number in ids[0].tolist() if number in allowed][:K]


def _alike(city: Recommender, kind: Kind, case: Case) -> list[int]:
    """By the cosine of the texts, ties by id."""
    ids = np.array(case.candidates, dtype=np.intp)
    cosines = city.values(kind, case.learner, case.candidates)["topic"]
    return ids[np.lexsort((ids, -cosines))][:K].tolist()
