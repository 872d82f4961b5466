"""One Whoosh index folder: its fields, how it is built and changed."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import create_in, open_dir

from marketplace.search.engine import Document, Key
from marketplace.search.rows import entry_of

TOC = re.compile(r"_MAIN_(\d+)\.toc")
MEGABYTES = 256


class LevelledTerms(FieldType):
    """Terms with a level each, ready made: the words of all parts of a document in one field.

    One field with levels asks for one list of postings a word where four fields ask for four.
    """

    def __init__(self) -> None:
        # Scores are ours, but without stored lengths Whoosh looks for their file at every posting.
        super().__init__(Existence(), None, scorable=True)

    def index(self, value: Mapping[str, int], **_: Any) -> Iterable[tuple[bytes, int, float, bytes]]:
        """Postings as Whoosh wants them: term, frequency, weight, no value."""
        # Whoosh keeps a whole number as its weight exactly, and 0 would be none.
        return ((term.encode(), 1, level + 1.0, b"") for term, level in value.items())


def level_stored(weight: float) -> int:
    """The level that stands in an index as a weight."""
    return round(weight) - 1


def schema() -> Schema:
    """The fields of the index."""
    return Schema(key=ID(unique=True), words=LevelledTerms(), pairs=LevelledTerms(), row=STORED)


def generation_of(index: Path) -> str:
    """Name of the folder and number of its newest table of contents. Raises FileNotFoundError if there is none."""
    numbers = [int(found[1]) for file in index.iterdir() if (found := TOC.fullmatch(file.name))]
    if not numbers:
        raise FileNotFoundError(f"The search index {index} has no table of contents.")
    return f"{index.name}.{max(numbers)}"


def open_reader(index: Path) -> Any:
    """A Whoosh reader of the newest generation."""
    return open_dir(str(index), schema=schema()).reader()


def build(index: Path, documents: Iterable[Document]) -> int:
    """Fill a new folder; returns the number of documents. Raises ValueError if one comes twice."""
    writer = create_in(str(index), schema()).writer(limitmb=MEGABYTES)
    seen: set[Key] = set()
    try:
        for document in documents:
            if document.key in seen:
                raise ValueError(f"{document.kind} {document.id} comes twice.")
            seen.add(document.key)
            _add(writer, document)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return len(seen)


def change(index: Path, documents: Iterable[Document], gone: Iterable[Key]) -> None:
    """Take out what is ``gone`` and put in ``documents``, in one commit."""
    writer = open_dir(str(index), schema=schema()).writer()
    try:
        with writer.searcher() as searcher:
            for key in gone:
                writer.delete_by_term("key", _name(key), searcher=searcher)
        for document in documents:
            _add(writer, document)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _add(writer: Any, document: Document) -> None:
    entry = entry_of(document)
    writer.add_document(key=_name(document.key), words=entry.words, pairs=entry.pairs, row=tuple(entry.row))


def _name(key: Key) -> str:
    return f"{key[0]}:{key[1]}"
