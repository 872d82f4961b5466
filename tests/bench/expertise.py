"""How well expertise is read from texts: the house against plain TF-IDF and TF-IDF with one latent space.

Run it from the root: ``python -m tests.bench.expertise`` for the proxies made from our own entries and from the docstrings of
the locked packages (no download), ``--packages sympy nltk`` for the docstrings of other installed packages, and
``--gold FOLDER`` for the public ratings of 58 reviewers where somebody has them (``expertise_gold.py`` says which files).

Each table gives the weighted Kendall loss (lower is better; 0.5 is chance) with a 95 % bootstrap interval over people, and the
difference to the house on the same people. Features and weights of the house were chosen on the proxies.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from matching.expertise import ExpertiseModel
from matching.results import Estimate
from matching.text import segment
from tests.bench.expertise_gold import gold_tasks
from tests.bench.expertise_measures import difference, loss, losses, mean_reciprocal_rank, right_pairs
from tests.bench.expertise_tasks import Task, docstrings, modules, tasks

Array = NDArray[np.float64]
HOUSE = "the house"


def tfidf_mean(task: Task) -> Array:
    """Word TF-IDF with sublinear counts, the mean cosine of a person's documents."""
    return _pooled(task, _cosines(task, latent=0.0), nearest=0.0)


def tfidf_nearest(task: Task) -> Array:
    """The same, half mean and half mean of the three nearest documents."""
    return _pooled(task, _cosines(task, latent=0.0), nearest=0.5)


def one_latent_space(task: Task) -> Array:
    """The same over cosines that are half of words and half of a latent space of rank 100: the starting point."""
    return _pooled(task, _cosines(task, latent=0.5), nearest=0.5)


def house(task: Task) -> Array:
    """What is in ``matching/expertise.py``."""
    return ExpertiseModel().fit(task.corpus).score(task.people, task.items)


CONTESTANTS: Mapping[str, Callable[[Task], Array]] = {
    "TF-IDF, mean": tfidf_mean,
    "TF-IDF, mean and nearest": tfidf_nearest,
    "with LSA of rank 100": one_latent_space,
    HOUSE: house,
}


def _cosines(task: Task, latent: float) -> Array:
    """Of all documents of all people with all items."""
    vectorizer = TfidfVectorizer(analyzer=segment, sublinear_tf=True, min_df=2)
    corpus = vectorizer.fit_transform(task.corpus)
    documents = vectorizer.transform([text for person in task.people for text in person])
    items = vectorizer.transform(task.items)
    cosines: Array = (1 - latent) * (documents @ items.T).toarray()
    if latent:
        space = TruncatedSVD(min(100, *corpus.shape), random_state=0).fit(corpus)
        cosines += latent * normalize(space.transform(documents)) @ normalize(space.transform(items)).T
    return cosines


def _pooled(task: Task, cosines: Array, nearest: float) -> Array:
    of_people = np.split(cosines, np.cumsum([len(person) for person in task.people])[:-1])
    return np.array([(1 - nearest) * one.mean(0) + nearest * np.sort(one, axis=0)[-3:].mean(0) for one in of_people])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, metavar="FOLDER", help="the folder of the public ratings")
    parser.add_argument("--packages", nargs="+", help="docstrings of these installed packages instead of the proxies")
    asked = parser.parse_args(arguments)
    if asked.gold:
        lines: Iterable[str] = gold_page(list(gold_tasks(asked.gold)))
    elif asked.packages:
        lines = proxy_page([modules(" ".join(asked.packages), docstrings(asked.packages), 20, seed=0)])
    else:
        lines = proxy_page(tasks())
    for line in lines:
        print(line, flush=True)
    return 0


def proxy_page(found: Iterable[Task]) -> Iterator[str]:
    """A table for each task; the last column is the mean reciprocal rank of the person an item was taken from."""
    for task in found:
        scores = {name: contestant(task) for name, contestant in CONTESTANTS.items()}
        yield f"\n{task.name}: {len(task.people)} people, {len(task.items)} items, corpus of {len(task.corpus)} texts"
        yield from table({name: [losses(one, task.grades)] for name, one in scores.items()})
        if not task.name.startswith("sectors"):
            yield "MRR " + ", ".join(f"{name} {mean_reciprocal_rank(one, task.grades):.3f}" for name, one in scores.items())


def gold_page(draws: Sequence[Task]) -> Iterator[str]:
    """The table over all draws, and the share of easy and of hard pairs in the right order."""
    scores = {name: [contestant(task) for task in draws] for name, contestant in CONTESTANTS.items()}
    grades = draws[0].grades
    yield f"{len(grades)} people, {sum(map(len, grades))} ratings, {len(draws)} draws of their papers"
    yield from table({name: [losses(one, task.grades) for one, task in zip(of, draws, strict=True)] for name, of in scores.items()})
    for name, of in scores.items():
        pairs = [[right_pairs(one, task.grades, easy=easy) for one, task in zip(of, draws, strict=True)] for easy in (True, False)]
        easy, hard = (np.sum(kind, axis=0) for kind in pairs)
        yield f"{name:26s} easy pairs {easy[0] / easy[1]:.3f}, hard pairs {hard[0] / hard[1]:.3f}"


def table(found: Mapping[str, Sequence[Array]]) -> Iterator[str]:
    """A line for each contestant."""
    for name, draws in found.items():
        against = "" if name == HOUSE else f"   house less this {_shown(difference(found[HOUSE], draws))}"
        yield f"{name:26s} {_shown(loss(draws))}{against}"


def _shown(one: Estimate) -> str:
    return f"{one.value:.4f} [{one.low:.4f}, {one.high:.4f}]"


if __name__ == "__main__":
    raise SystemExit(main())
