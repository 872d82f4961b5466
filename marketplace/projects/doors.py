"""All doors of the library in one blueprint: readers, authors, staff, experts; each file of routes hangs its own when it is imported."""

from marketplace.projects import (
    appraisal_routes,
    author_routes,
    compare_routes,
    draft_routes,
    evidence_routes,
    feed_routes,
    import_routes,
    review_routes,
    saved_search_routes,
    sheet_routes,
)
from marketplace.projects.routes import rooms

__all__ = [
    "appraisal_routes",
    "author_routes",
    "compare_routes",
    "draft_routes",
    "evidence_routes",
    "feed_routes",
    "import_routes",
    "review_routes",
    "rooms",
    "saved_search_routes",
    "sheet_routes",
]
