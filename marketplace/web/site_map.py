"""The map of the site: each room says which of its pages the whole world may find, and since when they are as they are."""

from collections.abc import Callable, Iterable
from datetime import datetime

from flask import Flask, current_app
from sqlmodel import Session

# Path, and the moment of the last change where it is known.
PublicPage = tuple[str, datetime | None]
PublicPages = Callable[[Session], Iterable[PublicPage]]


def offer(app: Flask, pages: PublicPages) -> None:
    """Put the pages of one room on the map, after those of the rooms before."""
    app.extensions.setdefault("public_pages", []).append(pages)


def public_pages(session: Session) -> list[PublicPage]:
    """All pages on the map, room by room."""
    return [page for pages in current_app.extensions.get("public_pages", ()) for page in pages(session)]
