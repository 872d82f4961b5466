"""All doors of the library in one blueprint; each file of routes hangs its own when it is imported."""

from marketplace.projects import compare_routes, draft_routes, feed_routes, saved_search_routes, sheet_routes
from marketplace.projects.routes import rooms

__all__ = ["compare_routes", "draft_routes", "feed_routes", "rooms", "saved_search_routes", "sheet_routes"]
