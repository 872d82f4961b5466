"""From score sheets to the order of the entries, and from judges to who reads what. The one file of this room that knows ``matching``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from marketplace.competitions.models import Contest, ContestResult, Entry, ResultRow
from marketplace.competitions.sheet_file import SheetFile, sheet_file
from marketplace.competitions.sheets import Pair, counting_scores
from marketplace.errors import N_, Refusal
from matching import (
    ADDITIVE,
    PLAIN_MEAN,
    Basis,
    RankedEntry,
    Ranking,
    ReadingPlan,
    TooFewJudges,
    UnconnectedPanels,
    assign_judges,
    rank_by_mean,
    rank_entries,
)
from matching import Score as Mark
from matching.links import Parts, parts_of

__all__ = [
    "EntriesApart",
    "Ranking",
    "Standing",
    "TooFewFree",
    "UnknownMethod",
    "check_linked",
    "decide",
    "draw_readings",
    "frozen_sheets",
    "rank",
    "rank_file",
    "sheets_by",
    "standing",
    "stored_ranking",
    "winning_ranks",
]


class EntriesApart(Refusal):
    """Points are compared only where judges link the entries."""

    def __init__(self, parts: Iterable[Iterable[int]]) -> None:
        groups = "; ".join(", ".join(map(str, sorted(part))) for part in parts)
        super().__init__(
            N_("No judge links these groups of entries, so their points cannot be compared: %(groups)s. Add a judge who is free for both."),
            groups=groups,
        )


class TooFewFree(Refusal):
    """Every entry is read by as many judges as was said before."""

    def __init__(self, entry_ids: Iterable[int], wanted: int) -> None:
        numbers = ", ".join(map(str, entry_ids))
        super().__init__(
            N_("Fewer than %(n)s judges are free to judge these entries: %(numbers)s. Add a judge who has no tie to their authors."),
            n=wanted,
            numbers=numbers,
        )


class UnknownMethod(ValueError):
    """A file names a rule that this version does not know."""


@dataclass(frozen=True)
class Standing:
    """The ranking of the sheets there are so far; without rows where they leave the entries in ``parts`` nobody links."""

    ranking: Ranking
    parts: Parts = ()


def rank(session: Session, contest: Contest) -> Ranking:
    """The entries of a contest from the best to the last, by the full sheets there are so far."""
    try:
        return rank_entries(_marks(session, contest), contest.weights, contest.winners)
    except UnconnectedPanels as apart:
        raise EntriesApart(apart.parts) from apart


def standing(session: Session, contest: Contest) -> Standing:
    """The same for a page, which shows what it can."""
    marks = _marks(session, contest)
    try:
        return Standing(rank_entries(marks, contest.weights, contest.winners))
    except UnconnectedPanels as apart:
        return Standing(Ranking(()), apart.parts)


def decide(session: Session, contest: Contest) -> tuple[str, Ranking]:
    """The result of closed sheets with the name of its rule; the plain mean where nothing links the entries any more."""
    marks = _marks(session, contest)
    try:
        return ADDITIVE, rank_entries(marks, contest.weights, contest.winners)
    except UnconnectedPanels:
        # Judging does not end with such sheets any more; a contest for which it did has this way on.
        return PLAIN_MEAN, rank_by_mean(marks, contest.weights, Basis.unlinked)


def stored_ranking(session: Session, result: ContestResult) -> Ranking:
    """The ranking as it was kept; nothing is worked out. What a page does not show of it is left out."""
    found = select(ResultRow).join(Entry).where(Entry.contest_id == result.contest_id)
    rows = session.exec(found.order_by(col(ResultRow.rank), col(ResultRow.entry_id)))
    return Ranking(tuple(RankedEntry(**row.model_dump(), criteria={}) for row in rows), Basis(result.basis))


def winning_ranks(ranking: Ranking, places: int) -> dict[int, int]:
    """Entry id and rank of all who win, the best first.

    Whoever shares the last winning place wins too: equal points are equal, and the rule is known before the first entry.
    """
    return {row.entry_id: row.rank for row in ranking.rows if row.rank <= places}


def draw_readings(
    entry_ids: Sequence[int], judge_ids: Sequence[int], conflicts: Iterable[Pair], per_entry: int, seed: int, kept: Iterable[Pair]
) -> ReadingPlan:
    """Who reads what, by lot: everybody about as much, nobody against a tie, all entries linked."""
    try:
        return assign_judges(entry_ids, judge_ids, conflicts, per_entry, seed, kept=kept)
    except TooFewJudges as short:
        raise TooFewFree(short.entry_ids, per_entry) from short
    except UnconnectedPanels as apart:
        raise EntriesApart(apart.parts) from apart


def check_linked(pairs: Iterable[Pair]) -> None:
    """Refuse where (entry id, judge id) pairs leave groups of entries without a common judge."""
    if len(parts := parts_of(pairs)) > 1:
        raise EntriesApart(parts)


def frozen_sheets(session: Session, contest: Contest) -> SheetFile:
    """All counting sheets as the file from which anybody can work out the result, by the rule that was followed."""
    result = session.get(ContestResult, contest.id)
    return sheets_by(result.method if result else ADDITIVE, session, contest)


def sheets_by(method: str, session: Session, contest: Contest) -> SheetFile:
    """The same with the name of one rule."""
    return sheet_file(contest, counting_scores(session, contest), method)


def rank_file(file: SheetFile) -> Ranking:
    """The ranking of such a file by the rule it names. Raises EntriesApart, UnknownMethod, or ValueError for sheets that cannot be."""
    marks = [Mark(*one) for one in file.points]
    if file.method == PLAIN_MEAN:
        return rank_by_mean(marks, file.weights)
    if file.method != ADDITIVE:
        raise UnknownMethod(file.method)
    try:
        return rank_entries(marks, file.weights, file.places)
    except UnconnectedPanels as apart:
        raise EntriesApart(apart.parts) from apart


def _marks(session: Session, contest: Contest) -> list[Mark]:
    return [Mark(score.entry_id, score.judge_id, score.criterion, score.points) for score in counting_scores(session, contest)]
