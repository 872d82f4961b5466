"""Who reads what: every entry by the same number of judges, every judge about as many, all linked to each other."""

import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from matching.balance import Board, level
from matching.links import Pair, TooFewJudges, UnconnectedPanels, parts_of
from matching.rankings import ReadingPlan


def assign_judges(
    entries: Collection[int],
    judges: Collection[int],
    conflicts: Iterable[Pair],
    per_entry: int,
    seed: int,
    *,
    kept: Iterable[Pair] = (),
) -> ReadingPlan:
    """Draw `per_entry` judges for every entry: no conflict, loads as equal as they can be, all entries linked.

    Entries come in random order and take the judges with the least load, then those who share the fewest entries with the
    judges chosen already: near-balanced incomplete blocks (Niu and Rosenberger 2018, arXiv 1806.00034). Then loads are made
    level by shifting single readings, and parts are linked by exchanging two judges between two entries, which leaves loads
    as they are. Only where no exchange helps is a reading added.

    Parameters
    ----------
    entries, judges : collections of int
        Ids; their order does not matter.
    conflicts : iterable of (entry id, judge id)
        Who must not read what.
    per_entry : int
        Judges for each entry, at least 1.
    seed : int
        The same seed gives the same plan.
    kept : iterable of (entry id, judge id), optional
        Readings that stand already, for example because a judge fell ill and only the gaps are to be filled. Those in
        conflict, and those of entries or judges that are not there, are dropped.

    Returns
    -------
    ReadingPlan

    Raises
    ------
    TooFewJudges
        Where fewer than `per_entry` judges are free for an entry.
    UnconnectedPanels
        Where conflicts allow no plan that links all entries.
    ValueError
        For `per_entry` under 1.
    """
    if per_entry < 1:
        raise ValueError("every entry needs a judge")
    banned = frozenset(conflicts)
    free = {entry: frozenset(judge for judge in judges if (entry, judge) not in banned) for entry in sorted(set(entries))}
    if bare := [entry for entry, able in free.items() if len(able) < per_entry]:
        raise TooFewJudges(bare)
    stays = frozenset((entry, judge) for entry, judge in kept if judge in free.get(entry, ()))
    board = Board(free, sorted(set(judges)), stays)
    chance = random.Random(seed)
    _deal(board, per_entry, chance)
    level(board)
    _link(board, chance)
    extra = _bridge(board)
    pairs = tuple(sorted(board.pairs()))
    return ReadingPlan(pairs, {judge: board.load(judge) for judge in board.judges}, extra, _connectivity(board))


def _deal(board: Board, per_entry: int, chance: random.Random) -> None:
    order = list(board.free)
    chance.shuffle(order)
    for entry in order:
        able = sorted(board.free[entry])
        chance.shuffle(able)
        while len(board.readers[entry]) < per_entry:
            chosen = board.readers[entry]
            rest = [judge for judge in able if judge not in chosen]
            board.add(entry, min(rest, key=lambda judge: (board.load(judge), board.common(judge, chosen))))


def _link(board: Board, chance: random.Random) -> None:
    """Exchange judges between parts, as long as that leaves fewer parts."""
    while len(parts := parts_of(board.pairs())) > 1:
        swaps = list(_swaps(board, parts))
        chance.shuffle(swaps)
        if not any(_is_better(board, swap, len(parts)) for swap in swaps):
            return


Swap = tuple[Pair, Pair]


def _swaps(board: Board, parts: Sequence[frozenset[int]]) -> Iterator[Swap]:
    home = {entry: number for number, part in enumerate(parts) for entry in part}
    loose = sorted(board.pairs() - board.stays)
    for one, other in combinations(loose, 2):
        if home[one[0]] != home[other[0]] and other[1] in board.free[one[0]] and one[1] in board.free[other[0]]:
            yield one, other


def _is_better(board: Board, swap: Swap, parts: int) -> bool:
    """Do the exchange; undo it unless it leaves fewer parts."""
    one, other = swap
    board.exchange(one, other)
    if len(parts_of(board.pairs())) < parts:
        return True
    board.exchange((one[0], other[1]), (other[0], one[1]))
    return False


def _bridge(board: Board) -> tuple[Pair, ...]:
    """Add the readings without which the parts stay apart, each by the least loaded judge who can."""
    extra = []
    while len(parts := parts_of(board.pairs())) > 1:
        home = {entry: number for number, part in enumerate(parts) for entry in part}
        homes = {judge: home[entry] for entry, judge in board.pairs()}
        able = [
            (board.load(judge), len(board.readers[entry]), entry, judge)
            for entry in board.free
            for judge in board.free[entry]
            if judge in homes and homes[judge] != home[entry]
        ]
        if not able:
            raise UnconnectedPanels(parts)
        *_, entry, judge = min(able)
        board.add(entry, judge)
        extra.append((entry, judge))
    return tuple(extra)


def _connectivity(board: Board) -> float:
    busy = [judge for judge in board.judges if board.load(judge)]
    if len(busy) < 2:
        return 0.0
    shared = np.array([[board.common(one, {other}) if one != other else 0.0 for other in busy] for one in busy])
    laplacian = np.diag(shared.sum(axis=1)) - shared
    return max(0.0, round(float(np.linalg.eigvalsh(laplacian)[1]), 9))
