"""A search as one line of text: what is stored, and the question to the engine that it stands for."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

from marketplace.search.engine import Query

LIMITS = ("at_least", "at_most")
# More than anybody would read of one day's news.
MOST = 1000


def stored_query(asked: Mapping[str, Any], facets: tuple[str, ...]) -> str:
    """What is looked for, without order and page: the same search always makes the same line."""
    pairs = [("q", " ".join((asked.get("q") or "").split()))]
    pairs += [(name, str(asked[name])) for name in LIMITS if asked.get(name) is not None]
    pairs += [(name, value) for name in facets for value in sorted(set(asked.get(name) or ()))]
    return urlencode([(name, value) for name, value in pairs if value])


def latest_first(stored: str) -> Query:
    """The question of a stored line, the latest entries first."""
    asked = parse_qs(stored)
    text = asked.pop("q", [""])[0]
    highest, lowest = asked.pop("at_most", None), asked.pop("at_least", None)
    filters = {name: frozenset(values) for name, values in asked.items()}
    return Query(
        text=text,
        kinds=frozenset({"project"}),
        filters=filters,
        at_most={"capital": float(highest[0])} if highest else {},
        at_least={"capital": float(lowest[0])} if lowest else {},
        sort="-published",
        limit=MOST,
    )
