"""How many learners a round can place at all, by what their lists of candidates were cut by; made-up chances.

Run it from the root: ``python -m tests.bench.matching_lists [--learners 10000] [--mentors 2000] [--list 50]``. Ten thousand
learners take some 1 GB, and half a minute more without OR-tools.
"""

import argparse
import sys
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching import Pairs, congestion_prices, solve_round

SEATS, TEMPERATURES = 5, (0.05, 0.1)


def placed(p: NDArray[np.float64], q: NDArray[np.float64], scores: NDArray[np.float64], length: int) -> float:
    """Share of those who could have a seat and get one, where each brings the mentors with the highest scores."""
    n_learners, n_mentors = p.shape
    mentors = np.sort(np.argpartition(-scores, length, axis=1)[:, :length], axis=1).ravel()
    learners = np.repeat(np.arange(n_learners), length)
    pairs = Pairs(learners, mentors, p[learners, mentors], q[learners, mentors])
    certificate = solve_round(pairs, dict.fromkeys(range(n_mentors), SEATS), objective="participation").certificate
    if certificate.gap:
        raise ArithmeticError("not proven to be the most")
    return certificate.n_pairs / min(n_learners, SEATS * n_mentors)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=10_000)
    parser.add_argument("--mentors", type=int, default=2_000)
    parser.add_argument("--list", type=int, default=50)
    asked = parser.parse_args(arguments)
    draw, shape = np.random.default_rng(0), (asked.learners, asked.mentors)
    p = _chance(draw.normal(size=asked.mentors) + draw.normal(size=shape))
    q = _chance(0.5 * draw.normal(size=(asked.learners, 1)) + draw.normal(size=shape))
    fit = p * q
    print("| lists cut by | placed | CPU s of the prices |\n|---|---|---|")
    print(f"| p | {placed(p, q, p, asked.list):.4f} | - |")
    print(f"| p x q | {placed(p, q, fit, asked.list):.4f} | - |")
    for temperature in TEMPERATURES:
        began = time.process_time()
        prices = congestion_prices(fit, np.full(asked.mentors, SEATS), temperature=temperature)
        taken = time.process_time() - began
        print(f"| p x q less the price, temperature {temperature} | {placed(p, q, fit - prices, asked.list):.4f} | {taken:.1f} |")
    return 0


def _chance(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-logit))


if __name__ == "__main__":
    sys.exit(main())
