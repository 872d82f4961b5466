"""The app's search engine."""

from flask import current_app

from marketplace.search.engine import SearchEngine


def search_engine() -> SearchEngine:
    """The engine that the app was set up with."""
    engine: SearchEngine = current_app.extensions["search"]
    return engine
