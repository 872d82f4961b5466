"""Entries that are like a text: the same index that readers search, then how many words the two share."""

import math
from collections import Counter
from collections.abc import Mapping

from sqlmodel import Session

from marketplace.projects.models import Project
from marketplace.projects.queries import projects_in_order
from marketplace.search.engine import IndexUnusable, Query, SearchEngine
from marketplace.search.text import index_terms

# Chosen on the 450 entries: pairs of different projects of one trade stay below it, a title and summary with a few words changed above.
NEAR = 0.5
CANDIDATES, SHOWN = 12, 3


def alike(session: Session, engine: SearchEngine, texts: Mapping[str, str], *, besides: int | None = None) -> list[tuple[Project, float]]:
    """Published entries whose title and summary are near ``texts`` (zh, en) with their cosine in [0, 1], nearest first.

    Without an index nothing is found: a warning must not stop anybody from writing.
    """
    found: dict[int, float] = {}
    for language, text in texts.items():
        for project in _candidates(session, engine, text):
            near = cosine(text, f"{getattr(project, f'title_{language}')} {getattr(project, f'summary_{language}')}")
            found[project.id or 0] = max(near, found.get(project.id or 0, 0.0))
    near_ids = sorted((number for number, near in found.items() if near >= NEAR and number != besides), key=lambda number: -found[number])
    return [(project, found[project.id or 0]) for project in projects_in_order(session, near_ids[:SHOWN])]


def cosine(one: str, other: str) -> float:
    """Cosine of the word counts of two texts, in [0, 1]; 0 where one has no words."""
    a, b = Counter(index_terms(one)), Counter(index_terms(other))
    length = math.sqrt(sum(n * n for n in a.values()) * sum(n * n for n in b.values()))
    return sum(count * b[word] for word, count in a.items()) / length if length else 0.0


def _candidates(session: Session, engine: SearchEngine, text: str) -> list[Project]:
    if not text:
        return []
    try:
        hits = engine.search(Query(text=text, kinds=frozenset({"project"}), limit=CANDIDATES, literal=True))
    except IndexUnusable:
        return []
    return projects_in_order(session, [number for _, number in hits.ids])
