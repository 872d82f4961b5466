"""Score sheets: who judges what, who stepped back, what is still missing.

One sheet is one judge's points for one entry. A pair is (entry id, judge id).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, and_, col, or_, select

from marketplace.accounts.models import Person, Tie
from marketplace.competitions.models import Contest, Entry, JudgeSeat, Reading, Recusal, Score
from marketplace.competitions.queries import entries_of, judges_of
from marketplace.competitions.terms import AUTOMATIC, BEFORE_RESULT, CRITERIA, HAS_TIE, IS_AUTHOR, ContestState
from marketplace.errors import NotFound

Pair = tuple[int, int]


@dataclass(frozen=True)
class StepBack:
    """Why a judge does not judge an entry: said by the judge, or found by the house."""

    reason: str

    @property
    def is_automatic(self) -> bool:
        return self.reason in AUTOMATIC


@dataclass(frozen=True)
class Workload:
    """One judge's part in one contest."""

    judge: Person
    left: list[Entry]
    done: list[Entry]
    kept_out: list[tuple[Entry, StepBack]]

    @property
    def total(self) -> int:
        return len(self.left) + len(self.done)


def workloads(session: Session, contest: Contest) -> list[Workload]:
    """How far every judge of a contest has come."""
    entries, judges = entries_of(session, [contest.id or 0]), judges_of(session, contest.id or 0)
    ids = [judge.id or 0 for judge in judges]
    backs, sheets, readings = step_backs(session, entries, ids), full_sheets(session, entries, ids), readings_of(session, entries)
    return [_workload(judge, entries, backs, sheets, readings) for judge in judges]


def workloads_of(session: Session, judge: Person, contests: Sequence[Contest]) -> dict[int, Workload]:
    """One judge's part in each of several contests."""
    entries, ids = entries_of(session, [contest.id or 0 for contest in contests]), [judge.id or 0]
    backs, sheets, readings = step_backs(session, entries, ids), full_sheets(session, entries, ids), readings_of(session, entries)
    by_contest = {contest.id or 0: [entry for entry in entries if entry.contest_id == contest.id] for contest in contests}
    return {number: _workload(judge, mine, backs, sheets, readings) for number, mine in by_contest.items()}


def _workload(judge: Person, entries: Iterable[Entry], backs: Mapping[Pair, StepBack], sheets: Set[Pair], readings: Set[Pair]) -> Workload:
    work = Workload(judge, [], [], [])
    for entry in entries:
        pair = (entry.id or 0, judge.id or 0)
        if pair in backs:
            work.kept_out.append((entry, backs[pair]))
        elif reads(judge.id or 0, entry, readings):
            (work.done if pair in sheets else work.left).append(entry)
    return work


def reads(judge_id: int, entry: Entry, readings: Set[Pair]) -> bool:
    """Whether the entry is the judge's to read: all are, unless judges are drawn."""
    return entry.contest.judges_per_entry is None or (entry.id, judge_id) in readings


def readings_of(session: Session, entries: Sequence[Entry]) -> set[Pair]:
    """Who was drawn to read what."""
    of_these = col(Reading.entry_id).in_([entry.id for entry in entries])
    return set(session.exec(select(Reading.entry_id, Reading.judge_id).where(of_these)).all())


def short_entries(contest: Contest, entries: Iterable[Entry], work: Iterable[Workload]) -> list[Entry]:
    """Entries that fewer judges read than there should be: as many as were agreed, or one at least."""
    readers = Counter(entry.id for part in work for entry in (*part.left, *part.done))
    return [entry for entry in entries if readers[entry.id] < (contest.judges_per_entry or 1)]


def judged_entry(session: Session, entry_id: int, *, by: Person) -> Entry:
    """One entry for one of its judges. Before judging begins, and for whoever stepped back, it is not there."""
    entry = session.get(Entry, entry_id)
    if entry is None or entry.contest.state in (ContestState.draft, ContestState.open):
        raise NotFound()
    if session.get(JudgeSeat, (entry.contest_id, by.id)) is None or step_backs(session, [entry], [by.id or 0]):
        raise NotFound()
    if not reads(by.id or 0, entry, readings_of(session, [entry])):
        raise NotFound()
    return entry


def step_backs(session: Session, entries: Sequence[Entry], judge_ids: Sequence[int]) -> dict[Pair, StepBack]:
    """Who does not judge what, and why. Once there is a result, only what was written down then counts."""
    live = [entry for entry in entries if entry.contest.state in BEFORE_RESULT]
    return _found(session, live, judge_ids) | _written(session, entries, judge_ids)


def _written(session: Session, entries: Sequence[Entry], judge_ids: Sequence[int]) -> dict[Pair, StepBack]:
    of_these = col(Recusal.entry_id).in_([entry.id for entry in entries])
    rows = session.exec(select(Recusal).where(of_these, col(Recusal.judge_id).in_(judge_ids)))
    return {(row.entry_id, row.judge_id): StepBack(row.reason) for row in rows}


def _found(session: Session, entries: Sequence[Entry], judge_ids: Sequence[int]) -> dict[Pair, StepBack]:
    tied = _tied_pairs(session, {entry.author_id for entry in entries}, set(judge_ids))
    pairs = [(entry, judge_id) for entry in entries for judge_id in judge_ids]
    own = {(entry.id or 0, judge_id): StepBack(IS_AUTHOR) for entry, judge_id in pairs if entry.author_id == judge_id}
    return own | {(entry.id or 0, judge_id): StepBack(HAS_TIE) for entry, judge_id in pairs if (entry.author_id, judge_id) in tied}


def _tied_pairs(session: Session, author_ids: Set[int], judge_ids: Set[int]) -> set[Pair]:
    # One statement for all pairs of a contest, whatever the kind of the tie and whoever noted it.
    forth = and_(col(Tie.person_id).in_(author_ids), col(Tie.other_id).in_(judge_ids))
    back = and_(col(Tie.other_id).in_(author_ids), col(Tie.person_id).in_(judge_ids))
    rows = session.exec(select(Tie.person_id, Tie.other_id).where(or_(forth, back))).all()
    return {*rows, *((other, one) for one, other in rows)}


def full_sheets(session: Session, entries: Sequence[Entry], judge_ids: Sequence[int]) -> set[Pair]:
    """Sheets that have points for every criterion."""
    of_these = col(Score.entry_id).in_([entry.id for entry in entries]), col(Score.judge_id).in_(judge_ids)
    sheets = select(Score.entry_id, Score.judge_id).where(*of_these).group_by(col(Score.entry_id), col(Score.judge_id))
    return set(session.exec(sheets.having(func.count() == len(CRITERIA))).all())


def counting_scores(session: Session, contest: Contest) -> list[Score]:
    """The scores of all full sheets; what a judge gave before stepping back does not count."""
    entries, ids = entries_of(session, [contest.id or 0]), [judge.id or 0 for judge in judges_of(session, contest.id or 0)]
    readings, by_id = readings_of(session, entries), {entry.id: entry for entry in entries}
    full = full_sheets(session, entries, ids) - step_backs(session, entries, ids).keys()
    counting = {(entry_id, judge_id) for entry_id, judge_id in full if reads(judge_id, by_id[entry_id], readings)}
    rows = session.exec(select(Score).where(col(Score.entry_id).in_([entry.id for entry in entries])).order_by(col(Score.id)))
    return [row for row in rows if (row.entry_id, row.judge_id) in counting]
