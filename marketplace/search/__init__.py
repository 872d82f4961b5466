"""Search: one protocol (``engine``), one file per engine, and what all engines share.

A document goes through ``text`` and ``rows`` into an index ``folder`` on a ``shelf``. A query is
read into groups (``reading``, with ``synonyms`` and ``vocabulary``), matched (``scoring``), if need
be loosened (``widening``, ``spelling``), counted (``facets``) and shown (``snippets``).
"""

from marketplace.search.engine import (
    ENOUGH,
    Document,
    Hits,
    IndexBusy,
    IndexUnusable,
    Query,
    SearchEngine,
    Suggestion,
)

__all__ = ["ENOUGH", "Document", "Hits", "IndexBusy", "IndexUnusable", "Query", "SearchEngine", "Suggestion"]
