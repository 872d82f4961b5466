"""One way to page through a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

PER_PAGE = 24


@dataclass(frozen=True)
class Page(Generic[Item]):
    """``items`` of one page out of ``total``; pages are numbered from 1."""

    items: Sequence[Item]
    total: int
    number: int = 1
    size: int = PER_PAGE

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        return self.number < self.last

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def offset_of(number: int, size: int = PER_PAGE) -> int:
    """Rows to skip before page ``number``."""
    return (max(1, number) - 1) * size
