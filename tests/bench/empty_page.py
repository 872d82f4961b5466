"""The peer of all pages: nothing but Flask, in a file of its own so that its server reads no other module."""

from flask import Flask


def empty() -> Flask:
    """A Flask app with one route that says one word."""
    app = Flask("empty")
    app.add_url_rule("/", view_func=lambda: "empty")
    return app
