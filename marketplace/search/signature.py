"""A name for the rules an index was built by: an index built by other rules answers wrongly."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from marketplace.search import levels, rows, suggestions, text


@cache
def signature(storage: str) -> str:
    """A hash of all that decides what is in an index: storage, analysis, dictionary, libraries."""
    parts = [storage, version("rjieba"), version("pypinyin"), *sorted(text.domain_words())]
    files = [*text.SOURCES, *(Path(str(module.__file__)) for module in (rows, levels, suggestions))]
    return hashlib.sha256("\n".join(parts).encode() + b"".join(file.read_bytes() for file in files)).hexdigest()
