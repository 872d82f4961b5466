"""All doors of the notifications room. Importing a file of routes hangs its doors on the blueprint."""

from marketplace.notifications import staff_routes
from marketplace.notifications.routes import rooms

__all__ = ["rooms", "staff_routes"]
