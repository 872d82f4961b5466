"""How fast search is: every engine of the house against tantivy and bare FTS5, on the same words and with checked answers.

Run it from the root: ``python -m tests.bench.search_speed [--sizes 450,5000] [--engines whoosh,sql-sqlite] [--peers fts5] [--large]``.

One question is: the best twenty, how many there are, five facets, and twenty snippets. Questions have one, two or four
words, a rare and a common one, or end in an unfinished word ("as typed"). Engines get the text and read it themselves (words,
pinyin, synonyms, beginnings; not wishes, which brute force knows nothing of); the peers are handed what was read, so that all
find the same. The answers (totals and every facet count) are compared with brute force before anything is timed, and a
difference ends the run with exit status 1.

Times are wall time in one process with warm caches: the median of five rounds for each question, in which the contestants
take turns; p50 and p95 are over the questions of a class. Building stores documents that were analysed beforehand, and a line
says what that took. Databases and folders are temporary. 500 000 documents (``--large``) take tens of minutes and 10 GB.
"""

import argparse
import gc
import multiprocessing
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np

from marketplace.search import Document
from marketplace.search.reading import Alternative, Group
from marketplace.search.rows import entry_of
from marketplace.search.snippets import snippet
from tests import databases
from tests.bench.search_contestants import Answer, BareFts5, Cold, Contestant, open_house, start_cold
from tests.bench.search_corpus import Corpus, Question, Spool, questions

SIZES, LARGE = (450, 5_000, 50_000), 500_000
ENGINES = ("whoosh", "sql-sqlite", "sql-postgresql")
# tantivy is compared with where it is installed.
PEERS = ("fts5", "tantivy") if find_spec("tantivy") else ("fts5",)
# Beyond, the folder takes minutes to build and nobody should use it.
MOST_ON_WHOOSH = 5_000
ROUNDS, EACH, ADDED = 5, 60, 5
Result = TypeVar("Result")
Times = dict[str, dict[str, list[float]]]


class WrongAnswer(Exception):
    """An engine or a peer does not find what brute force finds."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 if every answer was right."""
    asked = _understood(arguments)
    if "tantivy" not in PEERS:
        print("tantivy is not here to be compared with: pip install -r requirements-bench.lock")
    for size in asked.sizes:
        engines = [name for name in asked.engines if name != "whoosh" or size <= max(MOST_ON_WHOOSH, asked.whoosh_up_to)]
        try:
            measure(size, engines, asked.peers, each=asked.questions)
        except WrongAnswer as error:
            print(f"WRONG ANSWER: {error}")
            return 1
    return 0


def _understood(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of documents")
    parser.add_argument("--engines", default=",".join(ENGINES), help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--peers", default=",".join(PEERS), help="what they are compared with")
    parser.add_argument("--large", action="store_true", help=f"{LARGE} documents too")
    parser.add_argument("--questions", type=int, default=EACH, help="of each class")
    parser.add_argument("--whoosh-up-to", type=int, default=0, help=f"documents, if more than {MOST_ON_WHOOSH}")
    asked = parser.parse_args(arguments)
    asked.sizes = [int(size) for size in asked.sizes.split(",")] + [LARGE] * asked.large
    asked.engines = [name for name in asked.engines.split(",") if name]
    asked.peers = [name for name in asked.peers.split(",") if name]
    return asked


def measure(size: int, engines: Sequence[str], peers: Sequence[str] = PEERS, *, each: int = EACH) -> Times:
    """One number of documents: build, check, time, add, start cold, print. Raises ``WrongAnswer``."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qihang-bench-")))
        corpus = Corpus(size)
        spool, prepared = _timed(lambda: Spool(folder / "spool", corpus))
        asked = questions(corpus, spool, each)
        print(
            f"\n## {size} documents ({_analysis(corpus):.1f} ms to analyse a new one; all, with sentences remembered: {prepared:.0f} s)\n"
        )
        running = {name: stack.enter_context(_running(name, folder)) for name in (*peers, *engines)}
        built = {name: _timed(lambda one=one: one.build(corpus, spool))[1] for name, one in running.items()}
        for name, one in running.items():
            _check(name, one, asked)
        times = _rounds(running, asked, corpus)
        _print_times(times, peers)
        sizes = {name: one.size() for name, one in running.items()}
        added = {name: _added(one, corpus) for name, one in running.items()}
        cold = {name: _cold(name, running[name], asked) for name in engines}
        _print_rest(built, sizes, added, cold)
    return times


@contextmanager
def _running(name: str, folder: Path) -> Iterator[Contestant]:
    with ExitStack() as stack:
        contestant = _opened(name, folder / name, stack)
        stack.callback(contestant.close)
        yield contestant


def _opened(name: str, folder: Path, stack: ExitStack) -> Contestant:
    folder.mkdir()
    if name == "fts5":
        return BareFts5(folder / "fts5.db")
    if name == "tantivy":
        from tests.bench.search_tantivy import Tantivy

        return Tantivy(folder / "index")
    if name != "sql-postgresql":
        return open_house(name, str(folder / "index"))
    server, database = databases.postgres_url(), f"qihang_bench_{uuid.uuid4().hex[:8]}"
    if server is None:
        sys.exit(databases.REMEDY)
    databases.run_sql(server, f"CREATE DATABASE {database}")
    stack.callback(databases.run_sql, server, f"DROP DATABASE {database} WITH (FORCE)")
    return open_house(name, databases.on_server(server, database))


def _analysis(corpus: Corpus) -> float:
    """Milliseconds for one document, the median of a few."""
    some = [corpus.document(number) for number in range(1, min(corpus.size, 30) + 1)]
    return 1000 * median(_timed(lambda each=each: entry_of(each))[1] for each in some)


def _check(name: str, one: Contestant, asked: dict[str, list[Question]]) -> None:
    """Totals, facets and membership of the best, for every question; this also warms the caches."""
    for question in (each for group in asked.values() for each in group):
        answer = one.ask(question)
        if answer.total != len(question.ids):
            raise WrongAnswer(f"{name}, {question.text!r}: {answer.total} found, there are {len(question.ids)}")
        if answer.facets != question.facets:
            raise WrongAnswer(f"{name}, {question.text!r}: facets {answer.facets}, but {question.facets}")
        if not np.isin(answer.ids, question.ids).all() or len(answer.ids) != min(20, answer.total):
            raise WrongAnswer(f"{name}, {question.text!r}: the best {answer.ids} are not among those that match")


def _rounds(running: dict[str, Contestant], asked: dict[str, list[Question]], corpus: Corpus) -> Times:
    """Seconds for each question: contestants take turns, so that a busy moment of the machine hits all."""
    # What the measuring itself holds is nothing for the collector to look through between two questions.
    gc.collect()
    gc.freeze()
    taken: dict[str, dict[str, list[list[float]]]] = {kind: {name: [] for name in running} for kind in asked}
    for _ in range(ROUNDS):
        for kind, some in asked.items():
            for name, one in running.items():
                taken[kind][name].append([_timed(lambda q=q, one=one: _shown(one.ask(q), corpus))[1] for q in some])
    return {kind: {name: [median(each) for each in zip(*rounds, strict=True)] for name, rounds in of.items()} for kind, of in taken.items()}


def _shown(answer: Answer, corpus: Corpus) -> int:
    return sum(len(snippet(corpus.text(number), answer.terms)) for number in answer.ids)


def _added(one: Contestant, corpus: Corpus) -> float:
    """Seconds until an added document is found, the median of a few."""
    taken = []
    for number in range(1, ADDED + 1):
        document = replace(corpus.document(number), id=corpus.size + number, title=("", f"zanzibar{'q' * number}"))
        wanted = Question(f"zanzibar{'q' * number} ", _only(f"zanzibar{'q' * number}"), np.empty(0, np.int32), {})

        def add_and_find(document: Document = document, wanted: Question = wanted) -> None:
            one.add(document)
            if one.ask(wanted).ids != [document.id]:
                raise WrongAnswer(f"{document.title} was added and is not found")

        taken.append(_timed(add_and_find)[1])
    return median(taken)


def _only(word: str) -> tuple[Group, ...]:
    return (Group((Alternative((word,), shown=(word,)),)),)


def _cold(name: str, one: Contestant, asked: dict[str, list[Question]]) -> Cold:
    """In a process of its own."""
    texts = [question.text for group in asked.values() for question in group]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(start_cold, name, one.place(), texts).result()


def _timed(act: Callable[[], Result]) -> tuple[Result, float]:
    """What an act gives, and its seconds."""
    began = time.perf_counter()
    result = act()
    return result, time.perf_counter() - began


def _print_times(times: Times, peers: Sequence[str]) -> None:
    print(f"| question | engine | p50 ms | p95 ms | {' | '.join(f'p50 : {peer} | p95 : {peer}' for peer in peers)} |")
    print("|---" * (4 + 2 * len(peers)) + "|")
    everything = {name: [one for kind in times.values() for one in kind[name]] for name in next(iter(times.values()))}
    for kind, of in {**times, "all": everything}.items():
        for name, taken in of.items():
            here = _points(taken)
            ratios = [f"{mine / theirs:.2f}" for peer in peers for mine, theirs in zip(here, _points(of[peer]), strict=True)]
            print(f"| {kind} | {name} | {here[0]:.2f} | {here[1]:.2f} | {' | '.join(ratios)} |")


def _points(taken: Sequence[float]) -> tuple[float, float]:
    p50, p95 = np.percentile(np.array(taken) * 1000, [50, 95])
    return float(p50), float(p95)


def _print_rest(built: dict[str, float], sizes: dict[str, int], added: dict[str, float], cold: dict[str, Cold]) -> None:
    print(
        "\n| engine | build s | MB on disk | one added, found after ms | cold start, first answer ms | memory MB | after all questions MB |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, seconds in built.items():
        row = f"| {name} | {seconds:.1f} | {sizes[name] / 1e6:.1f} | {added[name] * 1000:.1f} |"
        if name in cold:
            row += f" {cold[name].first * 1000:.0f} | {cold[name].memory / 1e6:.0f} | {cold[name].memory_after / 1e6:.0f} |"
        print(row if name in cold else row + " - | - | - |")


if __name__ == "__main__":
    sys.exit(main())
