"""Doors of the indicators room: every figure, and what it counts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from flask import Blueprint, Response
from flask_login import current_user

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_by_number
from marketplace.accounts.terms import Role
from marketplace.indicators import figures, queries
from marketplace.indicators.definitions import BY_CODE, DEFINITIONS
from marketplace.indicators.forms import WINDOWS, OutcomeFilter
from marketplace.indicators.groups import Line, lines, quarter
from marketplace.indicators.plot import plot_of
from marketplace.indicators.policies import may_see_cases, may_see_names, may_see_small_groups
from marketplace.indicators.suggestion_report import cuts
from marketplace.indicators.tables import curve_table
from marketplace.places.queries import counties, dictionary
from marketplace.projects.queries import pipeline_counts, projects_in_order
from marketplace.ventures.queries import case_states, lives
from marketplace.web.doors import only, public
from marketplace.web.htmx import page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session

rooms = Blueprint("indicators", __name__)

Row = TypeVar("Row")


@rooms.get("/outcomes")
@public
def index() -> Response:
    """The figures of today."""
    asked = OutcomeFilter()
    rows = queries.read_rows(get_session(), clock.today(), asked.window)
    shown = figures.headline(rows)
    by_county = _success_lines(rows.cases, lambda case: case.region, keys=_counties())
    picture: dict[str, Any] = {"plot": plot_of(shown.survival), "curve": curve_table(rows.lives, shown.survival)}
    return page("indicators/index.html", figures=shown, by_county=by_county, windows=WINDOWS, **picture, **_words())


@rooms.get("/outcomes/success-rate")
@public
def success_rate() -> Response:
    """What the success rate counts."""
    asked, today = OutcomeFilter(), clock.today()
    cases = case_states(get_session(), today, asked.window)
    tables = {
        "by_county": _success_lines(cases, lambda case: case.region, keys=_counties()),
        "by_kind": _success_lines(cases, lambda case: case.kind),
        "by_quarter": _success_lines(cases, lambda case: quarter(case.passed_on)),
    }
    found = _rows(sorted(cases, key=lambda case: (case.passed_on, case.person_id), reverse=True), asked.number)
    names = _names([case.person_id for case in found.items] if found else [])
    rate = figures.success(cases)
    return _opened("success_rate", "I03", cases, rate=rate, months=asked.window, windows=WINDOWS, found=found, names=names, **tables)


@rooms.get("/outcomes/pass-rate")
@public
def pass_rate() -> Response:
    """What the pass rate counts."""
    passes = queries.pass_rows(get_session(), clock.today())
    tables = {
        "by_county": _pass_lines(passes, lambda row: row.region, keys=_counties()),
        "by_kind": _pass_lines(passes, lambda row: row.kind),
        "by_quarter": _pass_lines(passes, lambda row: quarter(row.closed_on)),
    }
    found = _rows(passes[::-1], OutcomeFilter().number)
    return _opened("pass_rate", "I02", passes, share=figures.passing(passes), found=found, **tables)


@rooms.get("/outcomes/survival")
@public
def survival() -> Response:
    """What the survival curve counts."""
    born = lives(get_session(), clock.today())
    whole = figures.survival(born)
    tables = {
        "by_county": _survival_lines(born, lambda life: life.region, keys=_counties()),
        "by_form": _survival_lines(born, lambda life: life.form),
        "by_quarter": _survival_lines(born, lambda life: quarter(life.opened_on)),
    }
    picture: dict[str, Any] = {"plot": plot_of(whole), "curve": curve_table(born, whole)}
    tests = {
        "county_test": figures.compared(_apart(born, lambda life: life.region)),
        "form_test": figures.compared(_apart(born, lambda life: life.form)),
    }
    found = _rows(born[::-1], OutcomeFilter().number)
    return _opened("survival", "I09", born, survival=whole, **tests, found=found, **picture, **tables)


@rooms.get("/outcomes/jobs")
@public
def jobs() -> Response:
    """What the jobs ratio counts."""
    session, today = get_session(), clock.today()
    rows = queries.programme_jobs(session, queries.programme_on(session, today), today)
    tables = {
        "by_county": _jobs_lines(rows, lambda row: row.region, keys=_counties()),
        "by_form": _jobs_lines(rows, lambda row: row.form),
        "by_quarter": _jobs_lines(rows, lambda row: quarter(row.opened_on)),
    }
    found = _rows(rows[::-1], OutcomeFilter().number)
    return _opened("jobs", "I10", rows, jobs=figures.jobs(rows), found=found, **tables)


@rooms.get("/outcomes/projects")
@public
def new_projects() -> Response:
    """The entries that count as new, and why others do not."""
    session, number, today = get_session(), OutcomeFilter().number, clock.today()
    programme = queries.programme_on(session, today)
    ids = queries.new_entry_ids(session, programme, today)
    found = Page(projects_in_order(session, ids[offset_of(number) :][:PER_PAGE]), len(ids), number)
    context: dict[str, Any] = {
        "programme": programme,
        "target": queries.targets_of(session, programme).get("I11"),
        "definition": BY_CODE["I11"],
    }
    excluded = queries.excluded_entries(session, programme, today)
    reasons = queries.reasons_for_excluding(session, programme, today)
    context |= {"excluded": excluded, "reasons": reasons, "pipeline": pipeline_counts(session)}
    withdrawn = queries.withdrawn_entries(session, programme, today)
    return page("indicators/projects.html", found=found, withdrawn=withdrawn, **context, **_words())


@rooms.get("/outcomes/suggestions")
@only(Role.city_staff, Role.county_staff, Role.auditor)
def suggestions() -> Response:
    """How well suggestions fit, when they were last measured (W09)."""
    session = get_session()
    stored = queries.latest_suggestion_report(session)
    words: dict[str, Any] = {name: dictionary(session, name) for name in ("region", "group")}
    return page("indicators/suggestions.html", stored=stored, cuts=cuts(stored.report) if stored else {}, **words)


@rooms.get("/outcomes/definitions")
@public
def definitions() -> Response:
    """What every figure means."""
    return page("indicators/definitions.html", definitions=DEFINITIONS)


def _opened(name: str, code: str, rows: Sequence[Any], **context: Any) -> Response:
    synthetic = any(row.synthetic for row in rows)
    rights: dict[str, Any] = {"has_names": may_see_names(_reader()), "shows_small": may_see_small_groups(_reader())}
    return page(
        f"indicators/{name}.html", definition=BY_CODE[code], as_of=clock.today(), synthetic=synthetic, **rights, **context, **_words()
    )


def _success_lines(rows: Any, by: Callable[[Any], str], keys: Sequence[str] = ()) -> list[Line[Any]]:
    return lines(rows, by, figures.success, lambda rate: rate.n_mature, shows_small=may_see_small_groups(_reader()), keys=keys)


def _pass_lines(rows: Any, by: Callable[[Any], str], keys: Sequence[str] = ()) -> list[Line[Any]]:
    return lines(rows, by, figures.passing, lambda share: share.started, shows_small=may_see_small_groups(_reader()), keys=keys)


def _survival_lines(rows: Any, by: Callable[[Any], str], keys: Sequence[str] = ()) -> list[Line[Any]]:
    return lines(rows, by, figures.survival, lambda survival: survival.n, shows_small=may_see_small_groups(_reader()), keys=keys)


def _apart(rows: Iterable[Row], by: Callable[[Row], str]) -> list[list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[by(row)].append(row)
    return [groups[key] for key in sorted(groups)]


def _jobs_lines(rows: Any, by: Callable[[Any], str], keys: Sequence[str] = ()) -> list[Line[Any]]:
    return lines(rows, by, figures.jobs, lambda jobs: jobs.per_founder.n, shows_small=may_see_small_groups(_reader()), keys=keys)


def _rows(rows: Sequence[Row], number: int) -> Page[Row] | None:
    # The rows themselves are for the house; everybody else reads the groups.
    return Page(rows[offset_of(number) :][:PER_PAGE], len(rows), number) if may_see_cases(_reader()) else None


def _names(ids: Sequence[int]) -> dict[int, Person]:
    return people_by_number(get_session(), ids) if may_see_names(_reader()) else {}


def _counties() -> list[str]:
    return [county.code for county in counties(get_session())]


def _reader() -> Person | None:
    return current_user if current_user.is_authenticated else None


def _words() -> dict[str, Any]:
    session = get_session()
    return {name: dictionary(session, name) for name in ("region", "course_kind", "venture_form")}
