"""Search: one protocol (``engine``), one file per engine, and what all engines share.

A document goes through ``text`` and ``rows`` into an index. A query is read into groups (``reading``,
with ``synonyms`` and ``vocabulary``), matched (``scoring``), if need be loosened (``widening``,
``spelling``), counted (``facets``), put on a page (``answering``) and shown (``snippets``). An engine
only knows who has a word: ``whoosh_engine`` with ``shelf``, ``folder`` and ``snapshot``;
``sql_engine`` with ``sql_storage``, ``sql_writing``, ``sql_generation`` and ``sql_reading``, kept in
step by ``same_transaction``.
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
