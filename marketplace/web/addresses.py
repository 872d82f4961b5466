"""Numbers in addresses: only those that a row can have reach the database."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """``<int:...>`` in a route: a number that no row can have is no address of this house (404)."""

    def __init__(self, addresses: Map, **options: Any) -> None:
        super().__init__(addresses, **{"max": LARGEST, **options})


def init_app(app: Flask) -> None:
    """Read numbers this way; to be called before the routes are known."""
    app.url_map.converters["int"] = RowNumber


def row_number(text: str) -> int:
    """A row's number out of a query string or a form, for ``type=``; raises ValueError like ``int``."""
    number = int(text)
    if not 0 < number <= LARGEST:
        raise ValueError(text)
    return number
