"""The embedded engine: a Whoosh index folder, good to about 5 000 documents."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from marketplace.search.answering import answer
from marketplace.search.engine import Document, Hits, IndexUnusable, Key, Query, Suggestion
from marketplace.search.folder import build, change, generation_of
from marketplace.search.shelf import Shelf
from marketplace.search.snapshot import Snapshot

TRIES = 3


class WhooshEngine:
    """``SearchEngine`` over a folder. Threads and processes may share the folder, one of them writes at a time.

    The folder holds pickles: never open one that came from somebody else.
    """

    def __init__(self, folder: Path, *, timeout: float = 30.0) -> None:
        self._shelf = Shelf(Path(folder))
        self._timeout = timeout
        self._opening = Lock()
        self._opened: Snapshot | None = None

    def search(self, query: Query) -> Hits:
        """Answer a query, see ``SearchEngine``."""
        return answer(self._snapshot(), query)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Titles and tags that begin like ``prefix``."""
        return self._snapshot().suggestions.begin_with(prefix, limit)

    def generation(self) -> str:
        """The index folder in use and how often it was changed."""
        return self._snapshot().generation

    def revisions(self) -> dict[Key, int]:
        """The revision of every document in the index."""
        return self._snapshot().revisions()

    def is_usable(self) -> bool:
        """Whether searches will be answered."""
        try:
            self._snapshot()
        except IndexUnusable:
            return False
        return True

    def apply(self, documents: Sequence[Document], deleted: Sequence[Key]) -> None:
        """Bring the index up to date, see ``SearchEngine``; of two versions in one batch the last counts."""
        changed = {document.key: document for document in documents}
        if not changed and not deleted:
            return
        with self._shelf.writing(self._timeout):
            index = self._shelf.current()
            self._shelf.check(index)
            change(index, changed.values(), {*changed, *deleted})

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a new index beside the old one, which serves until the new one takes its place.

        Writers wait meanwhile. Give an iterable that reads the database only when asked, so that
        no change falls between the reading and the building.
        """
        with self._shelf.writing(self._timeout):
            index = self._shelf.new()
            count = build(index, documents)
            self._shelf.use(index)
        return count

    def _snapshot(self) -> Snapshot:
        """The newest generation, opened once for all threads of this process."""
        for _ in range(TRIES - 1):
            # The index may be exchanged or merged between two looks at it: look again before giving up.
            with suppress(FileNotFoundError, IndexUnusable):
                return self._newest()
        try:
            return self._newest()
        except FileNotFoundError as error:
            raise IndexUnusable("Files of the search index are missing.") from error

    def _newest(self) -> Snapshot:
        index = self._shelf.current()
        generation = generation_of(index)
        opened = self._opened
        if opened and opened.generation == generation:
            return opened
        with self._opening:
            if not self._opened or self._opened.generation != generation:
                self._opened = self._open(index, generation)
            return self._opened

    def _open(self, index: Path, generation: str) -> Snapshot:
        self._shelf.check(index)
        try:
            return Snapshot(index, generation, self._opened.segments if self._opened else None)
        except FileNotFoundError:
            raise
        except Exception as error:
            # A broken pickle can raise anything.
            raise IndexUnusable(f"The search index {index} cannot be read.") from error
