"""The result of a contest is kept as it was found: the order, the points, the rule and the fingerprint of the sheets."""

from sqlmodel import Session

from marketplace.competitions.models import Contest, ContestResult, ResultRow
from marketplace.competitions.panel import decide, sheets_by


def keep_result(session: Session, contest: Contest) -> ContestResult:
    """Rank the closed sheets once and write the answer down; pages and prizes follow it from then on."""
    method, ranking = decide(session, contest)
    fingerprint = sheets_by(method, session, contest).fingerprint
    result = ContestResult(contest_id=contest.id or 0, method=method, basis=ranking.basis, fingerprint=fingerprint)
    session.add(result)
    session.add_all(
        ResultRow(
            entry_id=row.entry_id,
            rank=row.rank,
            value=row.value,
            mean=row.mean,
            n_judges=row.n_judges,
            spread=row.spread,
            error=row.error,
            top_chance=row.top_chance,
            is_near_cut=row.is_near_cut,
        )
        for row in ranking.rows
    )
    session.flush()
    return result
