"""The board on which readings are dealt out, and how loads on it are made level."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence

from matching.links import Pair


class Board:
    """Who reads what so far: `free` judges by entry, readings that `stays` when others move."""

    def __init__(self, free: Mapping[int, frozenset[int]], judges: Sequence[int], stays: frozenset[Pair]) -> None:
        self.free, self.judges, self.stays = free, judges, stays
        self.readers: dict[int, set[int]] = {entry: set() for entry in free}
        self.piles: dict[int, set[int]] = {judge: set() for judge in judges}
        for entry, judge in stays:
            self.add(entry, judge)

    def add(self, entry: int, judge: int) -> None:
        self.readers[entry].add(judge)
        self.piles[judge].add(entry)

    def remove(self, entry: int, judge: int) -> None:
        self.readers[entry].remove(judge)
        self.piles[judge].remove(entry)

    def exchange(self, one: Pair, other: Pair) -> None:
        """Each of two readings goes to the other's judge."""
        self.remove(*one)
        self.remove(*other)
        self.add(one[0], other[1])
        self.add(other[0], one[1])

    def load(self, judge: int) -> int:
        """How many entries a judge reads."""
        return len(self.piles[judge])

    def common(self, judge: int, others: Collection[int]) -> int:
        """How many readings a judge shares with others."""
        return sum(len(self.piles[judge] & self.piles[other]) for other in others)

    def pairs(self) -> set[Pair]:
        return {(entry, judge) for entry, readers in self.readers.items() for judge in readers}


def level(board: Board) -> None:
    """Shift readings from judge to judge until no chain of shifts makes two loads more equal.

    Then the sum of squared loads is the least possible: no cycle of negative cost is left in the flow of readings
    (Klein 1967, Management Science 14:205-220, on a convex cost).
    """
    while any(_shift_from(board, judge) for judge in sorted(board.judges, key=lambda judge: (-board.load(judge), judge))):
        pass


def _shift_from(board: Board, start: int) -> bool:
    """Along the shortest chain from a judge to one with two readings fewer, each hands one entry to the next."""
    came: dict[int, tuple[int, int]] = {}
    queue, seen = deque([start]), {start}
    while queue:
        judge = queue.popleft()
        if board.load(judge) <= board.load(start) - 2:
            _hand_on(board, came, judge)
            return True
        for entry, taker in _takers(board, judge):
            if taker not in seen:
                seen.add(taker)
                came[taker] = (judge, entry)
                queue.append(taker)
    return False


def _takers(board: Board, judge: int) -> Iterator[tuple[int, int]]:
    for entry in sorted(board.piles[judge]):
        if (entry, judge) not in board.stays:
            for taker in sorted(board.free[entry] - board.readers[entry]):
                yield entry, taker


def _hand_on(board: Board, came: Mapping[int, tuple[int, int]], end: int) -> None:
    taker = end
    while taker in came:
        judge, entry = came[taker]
        board.remove(entry, judge)
        board.add(entry, taker)
        taker = judge
