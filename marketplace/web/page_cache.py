"""Finished pages, kept by each process for as long as their reason holds, and 304 for browsers that have them.

A page is written once for all visitors and once for all who are signed in. What differs between those (the name at
the top, what one kept, the token of forms) stands between marks and is put in for each answer. The reason names all else
that the page is made of, so that a change of the library makes another page at once, whatever was kept.
"""

import re
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from flask import Flask, Response, current_app, g, get_flashed_messages, render_template, request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from marketplace import clock
from marketplace.config import ROOT
from marketplace.recent import Recent
from marketplace.web.htmx import wants_fragment
from marketplace.web.i18n import language

PAGES = 256
LONGEST_ADDRESS = 400
# A page that a browser still has must not hold a token whose eight hours are nearly over.
TOKEN_HOURS = 3
# Nobody can write these into a text of the library: they are made anew by every process.
NONCE = secrets.token_hex(8)
TOKEN = f"token-{NONCE}"
MARK = re.compile(rf"<!--{NONCE} (\w+) (\d+)-->")


@dataclass(frozen=True)
class Piece:
    """A piece of a page: for ``all``, about the ``reader``, or for those who have or have not ``kept`` the thing with this number."""

    for_whom: str
    number: int
    text: bytes


def init_app(app: Flask) -> None:
    """Give the app its pages, templates their marks, and every other page a tag of its content."""
    app.extensions["pages"] = Recent[tuple[Piece, ...]](PAGES)
    app.extensions["edition"] = _edition()
    app.add_template_global(mark)
    app.after_request(_tag_by_content)


def mark(for_whom: str, number: int = 0) -> Markup:
    """Where a piece begins, while a page is written for many; nothing otherwise."""
    # Both are words of the code, never of a reader.
    return Markup(f"<!--{NONCE} {for_whom} {number}-->") if "written_for_many" in g else Markup("")  # noqa: S704


def cached_page(reason: tuple[object, ...], write: Callable[[], Response], *, kept: Collection[int] = ()) -> Response:
    """The page that ``write`` makes, from the cache while ``reason`` holds; ``kept`` are the numbers the reader kept."""
    has_word = bool(session.get("_flashes"))
    is_member, fragment = current_user.is_authenticated, wants_fragment()
    key = (request.full_path, language(), fragment, is_member, *reason)
    about_reader = render_template("kit/_reader.html") if is_member and not fragment else ""
    # A short word for the next page is said once: such a page is neither kept nor tagged.
    tag = None if has_word else _tag(*key, current_user.get_id() if is_member else "", about_reader, sorted(kept))
    if tag and request.if_none_match.contains(tag):
        return _answer(Response(status=304), tag)
    is_kept = tag and len(request.full_path) <= LONGEST_ADDRESS
    pieces = current_app.extensions["pages"].get(key, lambda: _pieces(write)) if is_kept else _pieces(write)
    return _answer(Response(_filled(pieces, about_reader, kept), mimetype="text/html"), tag)


def tagged(response: Response, *reasons: object) -> Response:
    """An answer for machines, with a tag of its reasons and address."""
    response.set_etag(_digest(repr((current_app.extensions["edition"], request.full_path, language(), reasons)).encode()))
    response.make_conditional(request)
    return response


def _answer(response: Response, tag: str | None) -> Response:
    response.vary.add("HX-Request")
    if tag:
        response.set_etag(tag)
    return response


def _pieces(write: Callable[[], Response]) -> tuple[Piece, ...]:
    with _written_for_many():
        text = write().get_data(as_text=True)
    found = ["all", "0", *MARK.split(text)]
    # split() gives text, name, number, text, ...: after the two words in front it is threes.
    threes = zip(found[0::3], found[1::3], found[2::3], strict=True)
    return tuple(Piece(for_whom, int(number), piece.encode()) for for_whom, number, piece in threes if piece)


@contextmanager
def _written_for_many() -> Iterator[None]:
    before = g.pop("csrf_token", None)
    g.written_for_many, g.csrf_token = True, TOKEN
    try:
        yield
    finally:
        g.pop("written_for_many")
        g.pop("csrf_token")
        if before:
            g.csrf_token = before


def _filled(pieces: tuple[Piece, ...], about_reader: str, kept: Collection[int]) -> bytes:
    texts = (_said(piece, about_reader, kept) for piece in pieces)
    page = b"".join(texts)
    token = TOKEN.encode()
    return page.replace(token, generate_csrf().encode()) if token in page else page


def _said(piece: Piece, about_reader: str, kept: Collection[int]) -> bytes:
    if piece.for_whom == "reader":
        return about_reader.encode() if about_reader else piece.text
    if piece.for_whom == "all" or (piece.for_whom == "kept") == (piece.number in kept):
        return piece.text
    return b""


def _tag(*reasons: object) -> str:
    """A tag of all that decides how the page looks; the token in it is that of the reader's session."""
    hours = int(clock.now().timestamp()) // (TOKEN_HOURS * 3600)
    return _digest(repr((current_app.extensions["edition"], session.get("csrf_token"), hours, reasons)).encode())


def _tag_by_content(response: Response) -> Response:
    """What no reason is known of is compared as it is; that saves the way, not the work."""
    is_page = request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html"
    if not is_page or response.get_etag()[0] or get_flashed_messages():
        return response
    token = g.get("csrf_token")
    body = response.get_data()
    # Signed anew for every answer: it stands for the session's own.
    masked = body.replace(token.encode(), b"") if token else body
    response.set_etag(_tag(masked))
    response.make_conditional(request)
    return response


@cache
def _edition() -> str:
    """Other templates or other words make other pages; a process has one edition of them."""
    folders = (ROOT / "templates", ROOT / "marketplace" / "translations")
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in (".html", ".mo"))
    return _digest(b"".join(file.read_bytes() for file in files))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=12).hexdigest()
