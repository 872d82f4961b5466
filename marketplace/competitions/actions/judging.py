"""What judges do: give points, step back."""

from collections.abc import Mapping

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.competitions.actions.contests import locked_contest
from marketplace.competitions.actions.readings import draw_if_it_can_be
from marketplace.competitions.models import Entry, Recusal, Score
from marketplace.competitions.sheets import judged_entry
from marketplace.competitions.terms import CRITERIA, ContestState
from marketplace.errors import N_, Refusal
from marketplace.history import write_history


class JudgingOver(Refusal):
    """The sheets are closed."""

    def __init__(self) -> None:
        super().__init__(
            N_("Judging is over and the score sheets are closed, so nothing was changed. If a score is wrong, speak to the organiser.")
        )


class PointsMissing(Refusal):
    """A sheet has points for all four criteria."""

    def __init__(self) -> None:
        super().__init__(N_("Give points from 0 to 100 for each of the four criteria, then save again."))


def score_entry(session: Session, entry_id: int, points: Mapping[str, int], *, by: Person) -> list[Score]:
    """Write down one's own points for all criteria; until the contest is judged they replace the earlier ones."""
    entry = _entry_under_judgement(session, entry_id, by=by)
    if points.keys() != set(CRITERIA) or not all(0 <= value <= 100 for value in points.values()):
        raise PointsMissing()
    earlier = _sheet(session, entry_id, by)
    sheet = [
        earlier.get(criterion) or Score(entry_id=entry_id, judge_id=by.id or 0, criterion=criterion, points=0) for criterion in CRITERIA
    ]
    for score in sheet:
        score.points, score.scored_at = points[score.criterion], clock.now()
    session.add_all(sheet)
    write_history(session, "entry", entry.id or 0, was="scored" if earlier else None, becomes="scored", by_id=by.id)
    session.flush()
    return sheet


def step_back(session: Session, entry_id: int, reason: str, *, by: Person) -> Recusal:
    """A judge steps back from one entry; points given before do not count."""
    entry = _entry_under_judgement(session, entry_id, by=by)
    recusal = Recusal(entry_id=entry_id, judge_id=by.id or 0, reason=reason)
    session.add(recusal)
    write_history(session, "entry", entry.id or 0, was=None, becomes="judge stepped back", by_id=by.id, reason=reason)
    session.flush()
    draw_if_it_can_be(session, entry.contest, by=by)
    return recusal


def _entry_under_judgement(session: Session, entry_id: int, *, by: Person) -> Entry:
    entry = judged_entry(session, entry_id, by=by)
    # Points and the closing of the sheets come one after the other.
    if locked_contest(session, entry.contest_id).state != ContestState.judging:
        raise JudgingOver()
    return entry


def _sheet(session: Session, entry_id: int, by: Person) -> dict[str, Score]:
    rows = session.exec(select(Score).where(Score.entry_id == entry_id, Score.judge_id == by.id))
    return {row.criterion: row for row in rows}
