"""What proves a round: pairs, those without, why not, the ledger, input and result as files, and working it out again."""

from flask import Response, request
from flask_login import current_user

from marketplace import ledger
from marketplace.accounts.access import note_accesses
from marketplace.accounts.terms import Role
from marketplace.errors import NotFound
from marketplace.mentoring.matchmaking import reasons_for_pairs
from marketplace.rounds import actions, queries, solving
from marketplace.rounds.actions.solves import asked_of, frozen_input
from marketplace.rounds.forms import WhyForm
from marketplace.rounds.models import Round, RoundInput
from marketplace.rounds.policies import may_see_names
from marketplace.rounds.routes.blueprint import rooms, words
from marketplace.rounds.terms import ANSWERED, chain_of
from marketplace.web.addresses import row_number
from marketplace.web.doors import only
from marketplace.web.files import file_answer
from marketplace.web.htmx import page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

READERS = (Role.city_staff, Role.county_staff, Role.auditor)
ROWS = 50


@rooms.get("/rounds/<int:round_id>/pairs")
@only(*READERS)
def pairs(round_id: int) -> Response:
    """Who got whom, a page at a time, and why they fit."""
    found = _answered(round_id)
    lines = _lines(found, paired=True, size=PER_PAGE)
    made = [(line.place.learner_id, line.place.mentor_id or 0) for line in lines.items]
    reasons = {}
    if may_see_names(current_user, found):
        reasons = reasons_for_pairs(get_session(), made)
        note_accesses(by=current_user, people=[learner for learner, _ in made], fields=("name", "answers"), reason="matching")
    return page("rounds/pairs.html", round=found, found=lines, reasons=reasons, names=may_see_names(current_user, found), **words())


@rooms.get("/rounds/<int:round_id>/unmatched")
@only(*READERS)
def unmatched(round_id: int) -> Response:
    """Who got nobody, and why."""
    found = _answered(round_id)
    causes = queries.unmatched_causes(get_session(), round_id)
    lines = _lines(found, paired=False, size=ROWS)
    if may_see_names(current_user, found):
        note_accesses(by=current_user, people=[line.place.learner_id for line in lines.items], fields=("name",), reason="matching")
    return page("rounds/unmatched.html", round=found, found=lines, causes=causes, names=may_see_names(current_user, found), **words())


@rooms.get("/rounds/<int:round_id>/why")
@only(*READERS)
def why(round_id: int) -> Response:
    """Why two were not put together: solved again with the pair in it."""
    found = _answered(round_id)
    form = WhyForm(formdata=request.args or None)
    cause = None
    if request.args and form.validate():
        solve = queries.get_solve(get_session(), found, found.solve_id)
        _, frozen = frozen_input(get_session(), round_id)
        cause = solving.why_not(frozen, asked_of(solve), form.learner.data, form.mentor.data)
    return page("rounds/why.html", fragment="rounds/_why.html", round=found, form=form, cause=cause, **words())


@rooms.get("/rounds/<int:round_id>/ledger")
@only(*READERS)
def show_ledger(round_id: int) -> Response:
    """Every step and decision, chained."""
    found = queries.get_round(get_session(), round_id, by=current_user)
    rows = ledger.entries_of(get_session(), chain_of(round_id))
    return page("rounds/ledger.html", round=found, rows=rows, broken=ledger.first_break(get_session(), chain_of(round_id)), **words())


@rooms.get("/rounds/<int:round_id>/input.json")
@only(*READERS)
def input_file(round_id: int) -> Response:
    """The frozen input, byte by byte: numbers of people, no names."""
    queries.get_round(get_session(), round_id, by=current_user)
    row = get_session().get(RoundInput, round_id)
    if row is None:
        raise NotFound()
    return file_answer(row.document.encode(), f"round-{round_id}-input.json")


@rooms.get("/rounds/<int:round_id>/solves/<int:solve_id>/result.json")
@only(*READERS)
def result_file(round_id: int, solve_id: int) -> Response:
    """One answer, byte by byte."""
    found = queries.get_round(get_session(), round_id, by=current_user)
    solve = queries.get_solve(get_session(), found, solve_id)
    return file_answer(solve.result.encode(), f"round-{round_id}-result-{solve_id}.json")


@rooms.get("/rounds/<int:round_id>/solves/<int:solve_id>/recomputation")
@only(*READERS)
def show_recomputation(round_id: int, solve_id: int) -> Response:
    """Solve the frozen input again and compare the bytes."""
    found = queries.get_round(get_session(), round_id, by=current_user)
    return page("rounds/recomputation.html", round=found, again=actions.recompute(get_session(), found, solve_id), **words())


def _answered(round_id: int) -> Round:
    found = queries.get_round(get_session(), round_id, by=current_user)
    if found.state not in ANSWERED:
        raise NotFound()
    return found


def _lines(found: Round, *, paired: bool, size: int) -> Page[queries.Line]:
    session, number = get_session(), request.args.get("page", 1, type=row_number)
    rows = queries.places(session, found.id or 0, paired=paired, offset=offset_of(number, size), limit=size)
    return Page(rows, queries.count_places(session, found.id or 0, paired=paired), number, size)
