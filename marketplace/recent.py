"""Answers of one fit, kept as long as the fit: a question that was asked before has the same answer again.

Only numbers and reasons are kept, never rows: what a page shows of a project, a mentor or a seat is read anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Answer = TypeVar("Answer")

# Some tens of kilobytes each.
MOST = 300


class Answers:
    """The answers that were asked for last, by question."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, Lock()
        self._answers: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, question: Hashable, find: Callable[[], Answer]) -> Answer:
        """The answer to ``question``, found now if it is not there. ``question`` names all that ``find`` depends on, the fit apart."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]  # type: ignore[return-value]
        answer = find()
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer
