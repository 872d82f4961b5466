"""The public set of reviewers' own ratings of their expertise, read from its folder as it is published.

Stelmakh, Wieting, Xi, Neubig, Shah: A Gold Standard Dataset for the Reviewer Assignment Problem, 2023 (arXiv:2303.16750).
The folder is a copy of the repository niharshah/goldstandard-reviewer-paper-match: ``data/evaluations.csv`` (tab-separated; a
participant, ten papers, ten ratings from 1 to 5) and ``evaluation_datasets/d_20_1`` to ``d_20_10``: each draws twenty recent
papers for every participant (``archives/~ID.jsonl``) and holds the rated papers (``submissions.json``).
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.expertise_tasks import Task

DRAWS = range(1, 11)
MOST_RATED = range(1, 11)


def gold_tasks(folder: Path) -> Iterator[Task]:
    """One task for each of the ten draws of the participants' papers; the people are in the same order in all."""
    ratings = gold_ratings(folder / "data" / "evaluations.csv")
    for draw in DRAWS:
        yield _task(folder / "evaluation_datasets" / f"d_20_{draw}", ratings)


def gold_ratings(file: Path) -> dict[str, dict[str, float]]:
    """Rating by paper by participant. A cell without a paper says that she rated fewer than ten."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t"))
    return {row["ParticipantID"]: {row[f"Paper{n}"]: float(row[f"Expertise{n}"]) for n in MOST_RATED if row[f"Paper{n}"]} for row in rows}


def _task(folder: Path, ratings: Mapping[str, Mapping[str, float]]) -> Task:
    """Raises KeyError for a rated paper without text, because the loss would then be of another set than the published one."""
    papers = json.loads((folder / "submissions.json").read_text(encoding="utf-8"))
    task = Task(folder.name)
    for person, rated in ratings.items():
        lines = (folder / "archives" / f"~{person}.jsonl").read_text(encoding="utf-8").split("\n")
        documents = [_text(json.loads(line)) for line in lines if line]
        task.add(documents, [(f"{_text(papers[paper])}", rating) for paper, rating in rated.items()])
    return task


def _text(paper: Mapping[str, Any]) -> str:
    content = paper["content"]
    return f"{content['title']}\n{content['abstract']}"
