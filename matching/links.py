"""Which entries and judges hang together: two entries are linked when one judge reads both."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

Pair = tuple[int, int]
Parts = tuple[frozenset[int], ...]


class UnconnectedPanels(ValueError):
    """Entries that no chain of common judges links: a strict panel and weak entries look the same.

    `parts` are the groups of entry ids that can be compared within themselves, by their smallest id.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__(f"{len(parts)} groups of entries have no judge in common: {'; '.join(str(sorted(part)) for part in parts)}")
        self.parts = parts


class TooFewJudges(ValueError):
    """Entries for which fewer judges are free than there should be; `entry_ids` in order."""

    def __init__(self, entry_ids: Sequence[int]) -> None:
        super().__init__(f"too few judges are free to judge entries {', '.join(map(str, entry_ids))}")
        self.entry_ids = tuple(entry_ids)


def parts_of(pairs: Iterable[Pair]) -> Parts:
    """Group the entries of (entry id, judge id) pairs by the chains of judges between them.

    The additive model has one solution if and only if there is one group (MacKay, Kenna, Low and Parker 2017,
    R. Soc. Open Sci. 4:160760).
    """
    judges, entries = defaultdict(set), defaultdict(set)
    for entry_id, judge_id in pairs:
        judges[entry_id].add(judge_id)
        entries[judge_id].add(entry_id)
    unseen, parts = set(judges), []
    while unseen:
        part, edge = set(), {min(unseen)}
        while edge:
            part |= edge
            edge = {entry for one in edge for judge in judges[one] for entry in entries.pop(judge, ())} - part
        unseen -= part
        parts.append(frozenset(part))
    return tuple(parts)
