"""How good the answers of search are: the engines of the house against plain Whoosh and FTS5, on judged queries.

Run it from the root: ``python -m tests.bench.search_quality [--tuning] [--failures]``.

The entries of the library go through a throw-away SQLite database and become documents as they do in the app. For each
contestant the page gives NDCG@10 (graded: 1, 3, 7), recall@20 and how many queries found nothing, each half of the queries
for itself: weights, synonyms, notions and wishes of the house were chosen on the tuning half and on the texts of
``tuning_queries.toml``, which have a table of their own. The unseen half is given twice, once without the texts that were told
before. Intervals are 95 % bootstrap intervals of the mean over queries. ``--tuning`` leaves the unseen half out of every table;
``--failures`` lists the queries of the tuning half that the house answers badly.
"""

import argparse
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from marketplace import migrations
from marketplace.db import make_engine, transaction
from marketplace.projects.documents import documents
from marketplace.search import Document
from matching.evaluation import bootstrap_interval
from seeds.content import library_entries
from seeds.library import load_dictionaries, load_entries
from tests.bench.quality_contestants import Ranking, contestants
from tests.bench.quality_measures import TOLD, Judged, judged_queries, kappa, ndcg, pairs_of_judges, recall, tuning_queries

HOUSE = "house, folder"
BAD = 0.6


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--failures", action="store_true", help="list what the house answers badly in the tuning half")
    parser.add_argument("--tuning", action="store_true", help="ask only what one may look at while tuning")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        library = library_documents(Path(folder))
        keys = keys_of(library)
        queries = [query for query in judged_queries() + tuning_queries() if query.half == "tuning" or not asked.tuning]
        answers = {name: answered(rank, keys, queries) for name, rank in contestants(library, Path(folder)).items()}
    print("\n".join(page(answers, len(library))))
    if asked.failures:
        print("\n".join(failures(answers[HOUSE])))
    return 0


def library_documents(folder: Path) -> list[Document]:
    """All entries of the library as the app indexes them."""
    engine = make_engine(f"sqlite:///{folder / 'library.db'}")
    migrations.upgrade(engine)
    load_dictionaries(engine)
    load_entries(engine)
    with transaction(engine) as session:
        found = list(documents(session))
    engine.dispose()
    return found


def keys_of(library: Sequence[Document]) -> dict[int, str]:
    """The key of each entry by the id of its document: no two entries share a title."""
    by_title = {entry["title_zh"]: entry["key"] for entry in library_entries()}
    return {document.id: by_title[document.title[0]] for document in library}


def ranked(rank: Ranking, keys: Mapping[int, str], texts: Collection[str] = ()) -> dict[Judged, list[str]]:
    """The best twenty entries for each judged query, or for some texts."""
    return answered(rank, keys, [query for query in judged_queries() if not texts or query.text in texts])


def answered(rank: Ranking, keys: Mapping[int, str], queries: Sequence[Judged]) -> dict[Judged, list[str]]:
    """The best twenty entries for each query."""
    return {query: [keys[number] for number in rank(query.text)] for query in queries}


def page(answers: Mapping[str, Mapping[Judged, Sequence[str]]], entries: int) -> Iterator[str]:
    """The tables: both halves, then each class over both."""
    asked = list(next(iter(answers.values())))
    queries = [query for query in asked if not query.is_for_tuning]
    yield f"{entries} entries, {len(queries)} judged queries"
    if pairs := pairs_of_judges():
        yield f"two judges, {len(pairs)} grades by both: Cohen's kappa with quadratic weights {kappa(pairs):.2f}"
    for half in ("tuning", "unseen"):
        yield from table(f"{half} half", answers, [query for query in queries if query.half == half])
    untold = [query for query in queries if query.half == "unseen" and query.text not in TOLD]
    yield from table("unseen half without the texts that were told", answers, untold)
    yield from table("written for tuning only", answers, [query for query in asked if query.is_for_tuning])
    for kind in dict.fromkeys(query.kind for query in queries):
        yield from table(kind, answers, [query for query in queries if query.kind == kind])
    yield from table("all", answers, queries)


def table(title: str, answers: Mapping[str, Mapping[Judged, Sequence[str]]], queries: Sequence[Judged]) -> Iterator[str]:
    """One line for each contestant."""
    if not queries:
        return
    yield f"\n{title}, n = {len(queries)}"
    for name, found in answers.items():
        gains = bootstrap_interval([ndcg(found[query], query.grades) for query in queries])
        recalls = bootstrap_interval([recall(found[query], query.grades) for query in queries])
        nothing = sum(not found[query] for query in queries) / len(queries)
        yield (
            f"  {name:16} NDCG@10 {gains.value:.3f} [{gains.low:.3f}, {gains.high:.3f}]"
            f"   recall@20 {recalls.value:.3f} [{recalls.low:.3f}, {recalls.high:.3f}]   nothing found {nothing:.1%}"
        )


def failures(found: Mapping[Judged, Sequence[str]]) -> Iterator[str]:
    """What to work on; never of the unseen half."""
    for query, keys in found.items():
        if query.half == "tuning" and ndcg(keys, query.grades) < BAD:
            missed = [key for key, grade in query.grades.items() if grade > 1 and key not in keys[:10]]
            yield f"{ndcg(keys, query.grades):.2f} {query.text} ({query.kind}): misses {', '.join(missed)}"


if __name__ == "__main__":
    raise SystemExit(main())
