"""Postings that were read once, kept as long as there is room; threads share it."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from marketplace.search.scoring import Asked, Postings

MEGABYTES = 128
# What an entry costs beside its arrays.
OVERHEAD = 400


class Kept(NamedTuple):
    """Postings as they were at a change of the index."""

    postings: Postings
    at: int


class PostingsCache:
    """The terms asked for last, up to a number of bytes."""

    def __init__(self, limit: int = MEGABYTES << 20) -> None:
        self._limit = limit
        self._kept: OrderedDict[Asked, Kept] = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, asked: Asked) -> Kept | None:
        """What is kept of a term."""
        with self._lock:
            kept = self._kept.get(asked)
            if kept:
                self._kept.move_to_end(asked)
            return kept

    def put(self, asked: Asked, postings: Postings, at: int = 0) -> None:
        """Keep postings, unless newer ones are kept; those not asked for the longest make room."""
        with self._lock:
            before = self._kept.get(asked)
            if before and before.at > at:
                return
            self.bytes += _size(postings) - (_size(before.postings) if before else 0)
            self._kept[asked] = Kept(postings, at)
            self._kept.move_to_end(asked)
            while self.bytes > self._limit:
                self.bytes -= _size(self._kept.popitem(last=False)[1].postings)


def _size(postings: Postings) -> int:
    return postings.positions.nbytes + postings.levels.nbytes + OVERHEAD
