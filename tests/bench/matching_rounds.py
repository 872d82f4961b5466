"""How fast rounds are solved and how good they are, against those one would reach for otherwise, on the same arrays.

Run it from the root, with ``pip install ortools networkx`` in the environment for those two:
``python -m tests.bench.matching_rounds [--sizes 1000x200,10000x2000,100000x20000] [--only OR-tools] [--matching PYTHON]``.

Every contestant has a process of its own for each run: CPU seconds from the arrays to the answer (imports are done before),
and by how much its memory grew. Runs take turns, and the figure is the median of three; at 100 000 learners one run. Times of
the house include its checks and its certificate; those of the others nothing but their answer. Welfare and pairs are compared,
and a contestant that should be the best and is not ends the run with exit status 1. The registry's package `matching` imports
under the name of ours, so it needs an environment of its own: `--matching` takes its Python.
"""

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from statistics import median
from typing import NamedTuple

from tests.bench.round_contestants import CONTESTANTS, SEATS, Result, instance, preference_lists

SIZES = ("1000x200", "10000x2000", "100000x20000")
# Beyond these numbers of learners one would wait too long.
MOST = {"networkx": 1_000, "scipy": 10_000}
RUNS, LARGE = 3, 100_000
FOREIGN = "the registry's matching, stable"
# Reads the round from its input in an environment where `matching` is the other one.
FOREIGN_CODE = """
import json, sys, time
from matching.games import HospitalResident
wishes, ranked, seats = [{int(k): v for k, v in one.items()} for one in json.load(sys.stdin)]
began = time.process_time()
game = HospitalResident.create_from_dictionaries(wishes, ranked, seats)
answer = game.solve(optimal="resident")
print(json.dumps([time.process_time() - began, sum(len(some) for some in answer.values())]))
"""


class Run(NamedTuple):
    """CPU seconds, growth of memory in MB, and what was reached."""

    seconds: float
    megabytes: float
    result: Result


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 if all that should be the best are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(SIZES), help="learners x mentors")
    parser.add_argument("--only", default="", help="contestants whose name has this")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--matching", help="Python of an environment with the registry's package")
    asked = parser.parse_args(arguments)
    agreed = True
    for size in asked.sizes.split(","):
        n_learners, n_mentors = map(int, size.split("x"))
        names = [name for name in CONTESTANTS if asked.only in name and _takes_part(name, n_learners)]
        runs = measure(names, n_learners, n_mentors, 1 if n_learners >= LARGE else asked.runs)
        _show(n_learners, n_mentors, runs)
        if asked.matching:
            print(foreign(asked.matching, n_learners, n_mentors))
        agreed &= _agree(runs)
    return 0 if agreed else 1


def _takes_part(name: str, n_learners: int) -> bool:
    if ("OR-tools" in name and not find_spec("ortools")) or ("networkx" in name and not find_spec("networkx")):
        return False
    return all(n_learners <= most for part, most in MOST.items() if part in name)


def measure(names: Sequence[str], n_learners: int, n_mentors: int, runs: int) -> dict[str, Run]:
    """The median run of each; they take turns, so that a busy moment of the machine hits all."""
    taken: dict[str, list[Run]] = {name: [] for name in names}
    for seed in range(runs):
        for name in names:
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                taken[name].append(pool.submit(run, name, n_learners, n_mentors, seed).result())
    return {name: _middle(some) for name, some in taken.items()}


def _middle(some: Sequence[Run]) -> Run:
    """Median times and memory; what was reached is that of the first instance."""
    return Run(median(one.seconds for one in some), median(one.megabytes for one in some), some[0].result)


def run(name: str, n_learners: int, n_mentors: int, seed: int) -> Run:
    """One run in this process."""
    # A small round first: imports and first calls are not what is measured.
    CONTESTANTS[name](instance(100, 200))
    given = instance(n_learners, n_mentors, seed)
    before, began = _peak(), time.process_time()
    result = CONTESTANTS[name](given)
    return Run(time.process_time() - began, _peak() - before, result)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def foreign(python: str, n_learners: int, n_mentors: int) -> str:
    """One line on the registry's `matching`: its time, or how it failed."""
    given = json.dumps(preference_lists(instance(n_learners, n_mentors)))
    done = subprocess.run([python, "-I", "-c", FOREIGN_CODE], input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"{FOREIGN}: {(done.stderr.strip().splitlines() or ['ended by a signal'])[-1]}"
    seconds, pairs = json.loads(done.stdout)
    return f"{FOREIGN}: {seconds:.3f} s, {pairs} pairs"


def _agree(runs: dict[str, Run]) -> bool:
    """Whether all that look for the same reach the same, and every proof holds."""
    for aim in ("welfare", "participation"):
        reached = {(one.result.welfare, one.result.n_pairs) for name, one in runs.items() if aim in name and "house" in name}
        best = {one.result.welfare for name, one in runs.items() if aim in name}
        if len(reached) > 1 or len(best) > 1:
            print(f"DIFFERENT: {aim}: {reached} {best}")
            return False
    return all(one.result.gap in (None, 0.0) for one in runs.values())


def _show(n_learners: int, n_mentors: int, runs: dict[str, Run]) -> None:
    print(f"\n## {n_learners} learners, {n_mentors} mentors, {SEATS} seats\n")
    print("| contestant | CPU s | of bare OR-tools | MB | pairs | welfare | gap | blocking pairs |\n|---|---|---|---|---|---|---|---|")
    for name, one in runs.items():
        aim = "participation" if "participation" in name else "welfare"
        bare = runs.get(f"bare OR-tools, {aim}")
        ratio = f"{one.seconds / bare.seconds:.2f}" if bare else "-"
        extra = ["-" if value is None else f"{value:g}" for value in (one.result.gap, one.result.blocking)]
        cells = [f"{one.seconds:.3f}", ratio, f"{one.megabytes:.0f}", str(one.result.n_pairs), f"{one.result.welfare / 1e6:.2f}", *extra]
        print(f"| {name} | {' | '.join(cells)} |")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
