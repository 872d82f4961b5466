"""What matching costs: one learner's suggestions, everybody's, and a fit; times, memory and growth.

``python -m tests.bench.matching`` with ``--mentors 20000 --projects 5000 --learners 100000 --processes 2``.
The floor in each run is a bare numpy product of the same rows (cosines and the ten best): what the text alone costs.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from matching import Learner, Recommender
from tests.bench import matching_pools

WARM, COUNTED, CHUNK = 20, 300, 500

_city = Recommender()
_everybody: list[Learner] = []


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentors", type=int, default=20_000)
    parser.add_argument("--projects", type=int, default=5_000)
    parser.add_argument("--learners", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    for share in (0.1, 1.0):
        mentors, projects = int(asked.mentors * share), int(asked.projects * share)
        began = time.perf_counter()
        fit_city(projects, mentors)
        print(f"\n{mentors} mentors, {projects} projects: fit {time.perf_counter() - began:.1f} s, {memory()} MB")
        one_by_one()
    everybody(asked.learners, asked.processes)


def fit_city(projects: int, mentors: int) -> None:
    """Fit the recommender that all measurements use."""
    _city.fit(projects=matching_pools.projects(projects), mentors=matching_pools.mentors(mentors), courses=matching_pools.courses(300))


def one_by_one() -> None:
    """One learner after another: ten projects and ten mentors, with reasons and without, against the bare cosine."""
    learners = matching_pools.learners(WARM + COUNTED)
    rows = [(np.asarray(row.columns), row.weights) for row in (_city.topics_.row(one.text) for one in learners) if row]
    tables = [_dense_postings(kind) for kind in ("project", "mentor")]
    print(f"  {'':<34}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}")
    print_line("bare cosine and ten best (floor)", [timed(lambda row=row: _floor(row, tables)) for row in rows][WARM:])
    print_line("projects and mentors, ids only", [timed(lambda one=one: _ids(one)) for one in learners][WARM:])
    print_line("projects and mentors, with reasons", [timed(lambda one=one: _told(one)) for one in learners][WARM:])
    print_line("three at once (triads)", [timed(lambda one=one: _city.suggest_triads(one)) for one in learners[:120]][WARM:])


def _dense_postings(kind: str) -> object:
    from scipy.sparse import csr_array

    table = _city.topics_.tables_[kind]  # type: ignore[index]
    shape = (table.size, len(_city.topics_.words_))
    return csr_array((table.weights, table.columns, table.starts), shape=shape).T.tocsr()


def _floor(row: tuple[np.ndarray, np.ndarray], tables: Sequence[object]) -> None:
    columns, weights = row
    for table in tables:
        cosines = weights @ table[columns]  # type: ignore[index]
        np.argpartition(-np.asarray(cosines).ravel(), 10)


def _ids(learner: Learner) -> None:
    _city.rank_projects_and_mentors([learner])


def _told(learner: Learner) -> None:
    _city.suggest_projects(learner)
    _city.suggest_mentors(learner)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds on the wall."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def print_line(name: str, times: Sequence[float]) -> None:
    """Median, 95th percentile and the slowest."""
    print(f"  {name:<34}{np.median(times):>9.2f}{np.percentile(times, 95):>9.2f}{max(times):>9.2f}")


def everybody(n: int, processes: int) -> None:
    """All suggestions for many learners, by processes that share the fitted city."""
    _everybody.extend(matching_pools.learners(n))
    chunks = [(start, min(CHUNK, n - start)) for start in range(0, n, CHUNK)]
    began = time.perf_counter()
    # Forked, so that pools and learners are shared and not sent.
    with ProcessPoolExecutor(processes) as workers:
        done = sum(workers.map(_rank_chunk, chunks))
    seconds = time.perf_counter() - began
    print(f"\n{done} learners, ten projects and ten mentors each: {seconds:.0f} s with {processes} processes on {os.cpu_count()} cores")


def _rank_chunk(chunk: tuple[int, int]) -> int:
    start, size = chunk
    _city.rank_projects_and_mentors(_everybody[start : start + size])
    return size


def memory() -> int:
    """Peak megabytes of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
