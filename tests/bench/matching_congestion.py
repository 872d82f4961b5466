"""What a score does to the crowd, on a made-up city: 1 000 learners, 200 mentors with 5 seats, two sessions.

Run it from the root: ``python -m tests.bench.matching_congestion [--learners 1000] [--mentors 200] [--seeds 8]``.

In each session the learners without a mentor come one after the other in a random order. Each sees a list of five, reads it
from the top and asks each mentor with the chance `p`, two at most. When the session ends the mentors read what was asked in the
order it came: who is already paired is passed over, a full mentor is "met full", else she says yes with the chance `q`. Nobody
asks the same mentor twice. Popular mentors are liked by most; a mentor likes some learners more. No figure here says anything
about real people: it says which score leads the same people past each other, and which does not.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import congestion_prices, gini_index, reciprocal_scores
from matching.reciprocal import best_places

SEATS, LIST, MOST_REQUESTS, SESSIONS = 5, 5, 2, 2
Table = NDArray[np.float64]
Counts = NDArray[np.int64]


class City(NamedTuple):
    """Chances of both sides, each (n_learners, n_mentors), and the prices of the crowd, (n_mentors,)."""

    p: Table
    q: Table
    prices: Table


class Now(NamedTuple):
    """Free seats and pending requests of each mentor."""

    free: Counts
    pending: Counts


class Outcome(NamedTuple):
    """What came of it; shares, Gini indices, and the longest inbox of any session."""

    matched: float
    accepted_per_request: float
    met_full: float
    gini_requests: float
    gini_exposure: float
    longest_inbox: float


# A score of one learner for all mentors, seeing the city as it is at her moment; what is 0 or less is not shown.
Score = Callable[[City, int, Now], Table]

SCORES: Mapping[str, Score] = {
    "p only": lambda city, who, now: city.p[who],
    "p x q": lambda city, who, now: city.p[who] * city.q[who],
    "harmonic mean": lambda city, who, now: 2 * city.p[who] * city.q[who] / (city.p[who] + city.q[who]),
    "p x q - price (IPFP)": lambda city, who, now: city.p[who] * city.q[who] - city.prices + 10,
    "p x q, full hidden": lambda city, who, now: city.p[who] * city.q[who] * (now.free > 0),
    "p x q x free share": lambda city, who, now: reciprocal_scores(city.p[[who]], city.q[[who]], now.free, now.pending)[0],
}


def city(n_learners: int, n_mentors: int, seed: int) -> City:
    """Made-up chances: of both sides' tastes and of what all think of a mentor or a learner."""
    draw = np.random.default_rng(seed)
    shape = (n_learners, n_mentors)
    p = _chance(1.5 * draw.normal(size=n_mentors) + draw.normal(size=shape))
    q = _chance(0.5 * draw.normal(size=(n_learners, 1)) + draw.normal(size=shape))
    return City(p, q, congestion_prices(p * q, np.full(n_mentors, SEATS)))


def _chance(logit: Table) -> Table:
    return 1 / (1 + np.exp(-logit))


def simulate(given: City, score: Score, seed: int) -> Outcome:
    """Two sessions under one score; the same seed gives all scores the same order of learners and the same luck."""
    n_learners, n_mentors = given.p.shape
    draw = np.random.default_rng(seed)
    asks_if, says_yes_if = draw.random(given.p.shape), draw.random(given.p.shape)
    orders = [draw.permutation(n_learners) for _ in range(SESSIONS)]
    free, paired, asked = np.full(n_mentors, SEATS), np.zeros(n_learners, dtype=bool), np.zeros(given.p.shape, dtype=bool)
    shown, requests = np.zeros(n_mentors), np.zeros(n_mentors)
    longest = met_full = accepted = 0
    for order in orders:
        inbox: list[tuple[int, int]] = []
        pending = np.zeros(n_mentors, dtype=np.int64)
        for who in order[~paired[order]].tolist():
            seen = best_places((score(given, who, Now(free, pending)) * ~asked[who])[None], LIST)[0]
            seen = seen[seen >= 0]
            shown[seen] += 1
            wanted = seen[asks_if[who, seen] < given.p[who, seen]][:MOST_REQUESTS]
            pending[wanted] += 1
            asked[who, wanted] = True
            inbox += [(who, mentor) for mentor in wanted.tolist()]
        requests += pending
        longest = max(longest, int(pending.max()))
        for who, mentor in inbox:
            if paired[who]:
                continue
            if not free[mentor]:
                met_full += 1
            elif says_yes_if[who, mentor] < given.q[who, mentor]:
                free[mentor] -= 1
                paired[who] = True
                accepted += 1
    n = requests.sum()
    return Outcome(float(paired.mean()), accepted / n, met_full / n, gini_index(requests), gini_index(shown), longest)


def measure(n_learners: int, n_mentors: int, seeds: int) -> dict[str, tuple[Outcome, Outcome]]:
    """Mean and standard deviation over the seeds, for each score."""
    cities = [city(n_learners, n_mentors, seed) for seed in range(seeds)]
    table = {name: np.array([simulate(one, score, seed) for seed, one in enumerate(cities)]) for name, score in SCORES.items()}
    return {name: (Outcome(*rows.mean(axis=0)), Outcome(*rows.std(axis=0))) for name, rows in table.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=1000)
    parser.add_argument("--mentors", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=8)
    asked = parser.parse_args(arguments)
    print(f"{asked.learners} learners, {asked.mentors} mentors, {SEATS} seats, {SESSIONS} sessions, {asked.seeds} seeds; simulated\n")
    print("| score | matched | accepted per request | met a full mentor | Gini of requests | Gini of exposure | longest inbox |")
    print("|---|---|---|---|---|---|---|")
    for name, (mean, spread) in measure(asked.learners, asked.mentors, asked.seeds).items():
        cells = [f"{value:.3f} ±{around:.3f}" for value, around in zip(mean[:-1], spread[:-1], strict=True)]
        print(f"| {name} | {' | '.join(cells)} | {mean.longest_inbox:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
