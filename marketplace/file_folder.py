"""Folders with the bytes of files that people sent: below the home folder, never below ``static/``. A table says what each file is."""

import os
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from marketplace import clock

# A file without a row may still get one: its request is under way.
UNDER_WAY = timedelta(hours=1)


def put(folder: Path, name: str, data: bytes) -> None:
    """Keep ``data`` under ``name``; it is on the disk when this returns."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / name).open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path, name: str) -> bytes | None:
    """What was kept under ``name``; None where it is gone."""
    path = folder / name
    return path.read_bytes() if path.is_file() else None


def drop(folder: Path, name: str) -> None:
    """Forget a file; twice is once."""
    (folder / name).unlink(missing_ok=True)


def sweep(folder: Path, known: Collection[str]) -> int:
    """Forget files that have no row: their request failed after they were written. Returns how many."""
    long_ago = (clock.now() - UNDER_WAY).timestamp()
    files = folder.iterdir() if folder.is_dir() else ()
    left = [path for path in files if path.name not in known and path.stat().st_mtime < long_ago]
    for path in left:
        drop(folder, path.name)
    return len(left)
