"""What a process was asked for last, kept for as long as there is room: finished pages, answers of a fit."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Recent(Generic[Found]):
    """At most ``most`` things by what they depend on; those not asked for the longest make room. Threads share it."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._found: OrderedDict[Hashable, Found] = OrderedDict()

    def get(self, question: Hashable, find: Callable[[], Found]) -> Found:
        """What belongs to ``question``, found now if it is not there. ``question`` names all that ``find`` depends on."""
        with self._lock:
            if question in self._found:
                self._found.move_to_end(question)
                return self._found[question]
        found = find()
        with self._lock:
            self._found[question] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return found
