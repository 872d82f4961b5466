"""The organiser's doors: a new contest, and its desk from the opening to the publication."""

from flask import Response
from flask_login import current_user

from marketplace.accounts.terms import Role
from marketplace.competitions import actions, queries
from marketplace.competitions.forms import ContestForm, SeatForm
from marketplace.competitions.models import ContestResult
from marketplace.competitions.panel import standing, stored_ranking, winning_ranks
from marketplace.competitions.routes.blueprint import rooms, words
from marketplace.competitions.sheets import short_entries, workloads
from marketplace.errors import N_
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.session import get_session


@rooms.get("/contests/new")
@only(Role.organiser)
def new_contest() -> Response:
    """The form of a new contest."""
    return page("competitions/contest_new.html", form=ContestForm(), **words())


@rooms.post("/contests")
@only(Role.organiser)
def create_contest() -> Response:
    """Write a contest down; nobody else sees it before the opening."""
    form = ContestForm()
    if not form.validate():
        return page("competitions/contest_new.html", status=422, form=form, **words())
    contest = actions.create_contest(get_session(), form.content, by=current_user)
    tell(N_("The contest is written down. Look at it once more, then open it."))
    return go_to(f"/contests/{contest.id}/desk")


@rooms.get("/contests/<int:contest_id>/desk")
@only(Role.organiser)
def desk(contest_id: int) -> Response:
    """All that the organiser needs: entries, judges, progress, ranking, what comes next."""
    return _desk(contest_id, _seat_form(contest_id))


@rooms.post("/contests/<int:contest_id>/opening")
@only(Role.organiser)
def create_opening(contest_id: int) -> Response:
    """Take entries."""
    actions.open_contest(get_session(), contest_id, by=current_user)
    tell(N_("The contest is open: everybody sees it and can enter."))
    return go_to(f"/contests/{contest_id}/desk")


@rooms.post("/contests/<int:contest_id>/judges")
@only(Role.organiser)
def create_judge(contest_id: int) -> Response:
    """Put a judge on the panel."""
    form = _seat_form(contest_id)
    if not form.validate():
        return _desk(contest_id, form, status=422)
    seat = granted(form.person_id, lambda: actions.seat_judge(get_session(), contest_id, form.person_id.data, by=current_user))
    return go_to(f"/contests/{contest_id}/desk") if seat else _desk(contest_id, form, status=422)


@rooms.post("/contests/<int:contest_id>/judges/<int:person_id>/removal")
@only(Role.organiser)
def delete_judge(contest_id: int, person_id: int) -> Response:
    """Take a judge off the panel."""
    actions.release_judge(get_session(), contest_id, person_id, by=current_user)
    tell(N_("The judge is off the panel. Points given so far do not count."))
    return go_to(f"/contests/{contest_id}/desk")


@rooms.post("/contests/<int:contest_id>/judging")
@only(Role.organiser)
def create_judging(contest_id: int) -> Response:
    """Close the entries and begin to judge."""
    actions.start_judging(get_session(), contest_id, by=current_user)
    tell(N_("Entries are closed. The judges find them under “Judging”."))
    return go_to(f"/contests/{contest_id}/desk")


@rooms.post("/contests/<int:contest_id>/readings")
@only(Role.organiser)
def create_readings(contest_id: int) -> Response:
    """Draw judges for entries that have too few."""
    actions.fill_readings(get_session(), contest_id, by=current_user)
    tell(N_("Judges are drawn. What was drawn before stays; the new ones find the entries under “Judging”."))
    return go_to(f"/contests/{contest_id}/desk")


@rooms.post("/contests/<int:contest_id>/judged")
@only(Role.organiser)
def create_result(contest_id: int) -> Response:
    """Close the score sheets."""
    actions.finish_judging(get_session(), contest_id, by=current_user)
    tell(N_("The score sheets are closed and the result stands. Read it through, then publish the winners."))
    return go_to(f"/contests/{contest_id}/desk")


@rooms.post("/contests/<int:contest_id>/publication")
@only(Role.organiser)
def create_publication(contest_id: int) -> Response:
    """Publish the winners to the library, in one act."""
    result = actions.publish_winners(get_session(), contest_id, by=current_user)
    tell(N_("Published in the library: %(n)s. Won, but not published without the author's consent: %(kept)s."), **_counted(result))
    return go_to(f"/contests/{contest_id}/desk")


def _counted(result: actions.PublishedWinners) -> dict[str, int]:
    return {"n": len(result.published), "kept": len(result.without_consent)}


def _seat_form(contest_id: int) -> SeatForm:
    session = get_session()
    queries.get_own_contest(session, contest_id, by=current_user)
    return SeatForm(queries.judges_to_seat(session, contest_id))


def _desk(contest_id: int, form: SeatForm, status: int = 200) -> Response:
    session = get_session()
    contest = queries.get_own_contest(session, contest_id, by=current_user)
    entries, now = {entry.id: entry for entry in queries.entries_of(session, [contest_id])}, standing(session, contest)
    work, result = workloads(session, contest), session.get(ContestResult, contest_id)
    ranking = stored_ranking(session, result) if result else now.ranking
    return page(
        "competitions/desk.html",
        status=status,
        contest=contest,
        entries=entries,
        work=work,
        short=short_entries(contest, entries.values(), work),
        ranking=ranking,
        signs=now.ranking,
        groups=now.parts,
        result=result,
        winning=winning_ranks(ranking, contest.winners),
        form=form,
        **words(),
    )
