"""From score sheets to the order of the entries. The one file of this room that knows ``matching``."""

from sqlmodel import Session

from marketplace.competitions.models import Contest
from marketplace.competitions.sheets import counting_scores
from matching import Ranking, rank_entries
from matching import Score as Mark

__all__ = ["Ranking", "rank", "winning_ranks"]


def rank(session: Session, contest: Contest) -> Ranking:
    """The entries of a contest from the best to the last, by the full sheets there are so far."""
    marks = [Mark(score.entry_id, score.judge_id, score.criterion, score.points) for score in counting_scores(session, contest)]
    return rank_entries(marks, contest.weights)


def winning_ranks(ranking: Ranking, places: int) -> dict[int, int]:
    """Entry id and rank of all who win, the best first.

    Whoever shares the last winning place wins too: equal points are equal, and the rule is known before the first entry.
    """
    return {row.entry_id: row.rank for row in ranking.rows if row.rank <= places}
