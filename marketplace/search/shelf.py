"""Where index folders stand: a pointer names the one in use, so that a new one replaces it at once.

In the folder are ``current`` (the name of the index folder in use), ``write.lock`` (held by whoever
writes) and ``index-<time>-<id>/`` (an index, with the signature of the rules it was built by).
"""

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from marketplace.search.engine import IndexBusy, IndexUnusable
from marketplace.search.signature import signature

STORAGE = f"folder 3, whoosh-reloaded {version('whoosh-reloaded')}"
POINTER, LOCK, SIGNATURE = "current", "write.lock", "signature"


class Shelf:
    """A folder of index folders, one of them in use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path:
        """The index folder in use. Raises ``IndexUnusable`` if there is none."""
        try:
            name = (self.folder / POINTER).read_text("utf-8").strip()
        except FileNotFoundError as error:
            raise IndexUnusable(f"There is no search index in {self.folder}.") from error
        if not name or Path(name).name != name:
            raise IndexUnusable(f"The pointer of the search index in {self.folder} is broken.")
        return self.folder / name

    def check(self, index: Path) -> None:
        """Raises ``IndexUnusable`` if the index was built by other rules than those of this process."""
        try:
            built_by = (index / SIGNATURE).read_text("utf-8")
        except OSError as error:
            raise IndexUnusable(f"The search index {index} has no signature.") from error
        if built_by != signature(STORAGE):
            raise IndexUnusable(f"The search index {index} was built with other words or another version.")

    def new(self) -> Path:
        """A new empty index folder, not in use yet."""
        index = self.folder / f"index-{time.strftime('%Y%m%dT%H%M%S')}-{secrets.token_hex(4)}"
        index.mkdir(parents=True)
        return index

    def use(self, index: Path) -> None:
        """Sign a finished index, put it to use at once for all processes, and remove the others."""
        (index / SIGNATURE).write_text(signature(STORAGE), "utf-8")
        draft = self.folder / f"{POINTER}.new"
        draft.write_text(index.name, "utf-8")
        draft.replace(self.folder / POINTER)
        for other in self.folder.glob("index-*"):
            if other != index:
                # Readers of it keep their open files; who is just opening it looks at the pointer again.
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self, timeout: float) -> Iterator[None]:
        """Be the only writer among all processes. Raises ``IndexBusy`` after ``timeout`` seconds."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.folder / LOCK))
        if not try_for(lock.acquire, timeout=timeout, delay=0.02):
            raise IndexBusy(f"Another process writes to the search index in {self.folder}.")
        try:
            yield
        finally:
            lock.release()
