"""What everybody sees: the list of contests, one contest with its result."""

from typing import Any

from flask import Response
from flask_login import current_user

from marketplace import clock
from marketplace.competitions import queries
from marketplace.competitions.models import Contest, ContestResult
from marketplace.competitions.panel import Ranking, frozen_sheets, stored_ranking
from marketplace.competitions.policies import may_hold_sheets, runs, takes_entries
from marketplace.competitions.routes.blueprint import reader, rooms, words
from marketplace.competitions.terms import ContestState
from marketplace.errors import NotFound
from marketplace.web.doors import public
from marketplace.web.files import file_answer
from marketplace.web.htmx import page
from marketplace.web.session import get_session


@rooms.get("/contests")
@public
def index() -> Response:
    """Contests that are open, being judged, and finished with their winners."""
    session = get_session()
    contests, own = queries.public_contests(session), queries.contests_of(session, current_user.id) if current_user.is_authenticated else []
    ids = [contest.id or 0 for contest in (*contests, *own)]
    counts, winners = queries.entry_counts(session, ids), queries.winners(session, ids)
    return page("competitions/index.html", **_by_state(contests), own=own, counts=counts, winners=winners, **words())


@rooms.get("/contests/<int:contest_id>")
@public
def show(contest_id: int) -> Response:
    """One contest: what it is, how it is judged, who won."""
    session = get_session()
    contest = queries.get_contest(session, contest_id, by=reader())
    result = session.get(ContestResult, contest_id) if contest.state == ContestState.published else None
    entries = {entry.id: entry for entry in queries.entries_of(session, [contest_id])}
    return page(
        "competitions/show.html",
        contest=contest,
        entries=entries,
        winners=queries.winners(session, [contest_id])[contest_id],
        ranking=stored_ranking(session, result) if result else Ranking(()),
        result=result,
        is_open=takes_entries(contest, clock.today()),
        is_own=runs(reader(), contest),
        entered=queries.own_entry(session, contest_id, current_user.id) if current_user.is_authenticated else None,
        **words(),
    )


@rooms.get("/contests/<int:contest_id>/sheets.csv")
@public
def sheets(contest_id: int) -> Response:
    """All points without names, once they are frozen: from this file anybody can work out the result."""
    session = get_session()
    contest = queries.get_contest(session, contest_id, by=reader())
    if not may_hold_sheets(reader(), contest):
        raise NotFound()
    return file_answer(frozen_sheets(session, contest).text.encode(), f"contest-{contest_id}-sheets.csv")


def _by_state(contests: list[Contest]) -> dict[str, Any]:
    today = clock.today()
    taking = [contest for contest in contests if takes_entries(contest, today)]
    finished = [contest for contest in contests if contest.state == ContestState.published]
    return {"taking": taking, "running": [contest for contest in contests if contest not in taking + finished], "finished": finished}
