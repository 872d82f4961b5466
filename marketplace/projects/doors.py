"""All doors of the library, by who comes in: readers, authors, staff, experts."""

from marketplace.projects import appraisal_routes, author_routes, draft_routes, import_routes, review_routes
from marketplace.projects.routes import rooms

__all__ = ["appraisal_routes", "author_routes", "draft_routes", "import_routes", "review_routes", "rooms"]
