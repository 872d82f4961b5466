"""Files that come in and files that go out."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, Response, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

# Not every machine knows them by itself.
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "ics": "text/calendar",
}
# What a document may be, and how its first bytes read.
DOCUMENTS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


def kind_of(data: bytes) -> str | None:
    """Which of ``DOCUMENTS`` the bytes are; a name proves nothing."""
    return next((kind for kind, beginning in DOCUMENTS.items() if data.startswith(beginning)), None)


def takes_files(largest: int) -> Callable[[View], View]:
    """Let this one route take requests of ``largest`` bytes; all others keep the limit of the house."""

    def marked(view: View) -> View:
        view.largest = largest  # type: ignore[attr-defined]
        return view

    return marked


def init_app(app: Flask) -> None:
    """Set the limit of each request; to be called before anything looks into its form."""
    app.before_request(_allow)


def _allow() -> None:
    largest = getattr(current_app.view_functions.get(request.endpoint or ""), "largest", None)
    if largest:
        request.max_content_length = largest


def file_answer(data: bytes, name: str) -> Response:
    """A file to keep, under ``name``."""
    kind = KINDS.get(name.rpartition(".")[2], "application/octet-stream")
    return Response(data, mimetype=kind, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"})
