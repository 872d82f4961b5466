"""The safeguarding officers' side: the queue, a case, measures."""

from collections.abc import Sequence
from typing import Any

from flask import Response
from flask_login import current_user

from marketplace.accounts.access import note_access, note_accesses
from marketplace.accounts.terms import Role
from marketplace.errors import N_
from marketplace.safety import actions, queries
from marketplace.safety.forms import DecisionForm, LiftForm, PageQuestion
from marketplace.safety.models import Report
from marketplace.safety.routes.blueprint import rooms, words
from marketplace.web.doors import only
from marketplace.web.errors import tell
from marketplace.web.forms import granted
from marketplace.web.htmx import go_to, page
from marketplace.web.paging import PER_PAGE, Page, offset_of
from marketplace.web.session import get_session


@rooms.get("/safety")
@only(Role.safeguarding)
def queue() -> Response:
    """What waits, with its clock."""
    session = get_session()
    reports, appeals = queries.queue_of(session, current_user), queries.appeals_for(session, current_user)
    _note_list(reports)
    return page("safety/queue.html", reports=reports, appeals=appeals, **words())


@rooms.get("/safety/decided")
@only(Role.safeguarding)
def decided() -> Response:
    """Decided cases."""
    number = PageQuestion().number
    reports, total = queries.decided_of(get_session(), current_user, offset_of(number), PER_PAGE)
    _note_list(reports)
    return page("safety/decided.html", found=Page(reports, total, number), **words())


@rooms.get("/safety/measures")
@only(Role.safeguarding)
def measures() -> Response:
    """Measures in force."""
    return _measures(LiftForm(formdata=None))


@rooms.post("/safety/measures/<int:measure_id>/lifting")
@only(Role.safeguarding)
def create_lifting(measure_id: int) -> Response:
    """Lift a measure before its day."""
    form = LiftForm()
    if not form.validate():
        return _measures(form, wrong_id=measure_id, status=422)
    actions.lift_measure(get_session(), measure_id, by=current_user, reason=form.reason.data)
    tell(N_("Lifted. The person is told, and her pairs go on."))
    return go_to("/safety/measures")


@rooms.get("/safety/reports/<int:report_id>")
@only(Role.safeguarding)
def show_case(report_id: int) -> Response:
    """One case with its evidence."""
    return _case(report_id, DecisionForm(formdata=None))


@rooms.post("/safety/reports/<int:report_id>/review")
@only(Role.safeguarding)
def create_review(report_id: int) -> Response:
    """Take the case."""
    actions.review_report(get_session(), report_id, by=current_user)
    return go_to(f"/safety/reports/{report_id}")


@rooms.post("/safety/reports/<int:report_id>/release")
@only(Role.safeguarding)
def create_release(report_id: int) -> Response:
    """Hand it back."""
    actions.release_report(get_session(), report_id, by=current_user)
    tell(N_("Handed back: another officer can take it. Its clock goes on."))
    return go_to("/safety")


@rooms.post("/safety/reports/<int:report_id>/decision")
@only(Role.safeguarding)
def create_decision(report_id: int) -> Response:
    """Decide it."""
    form = DecisionForm()
    if not form.validate():
        return _case(report_id, form, status=422)
    report = granted(form.verdict, lambda: actions.decide_report(get_session(), report_id, by=current_user, **form.answer))
    if report is None:
        return _case(report_id, form, status=422)
    tell(N_("Decided. The one who reported is told, and so is the person if there is a measure."))
    return go_to(f"/safety/reports/{report_id}")


def _note_list(reports: Sequence[Report]) -> None:
    """A list shows who is reported; those people read only of looks into their own case."""
    people = [report.about_id for report in reports]
    note_accesses(by=current_user, people=people, fields=("name", "safety"), reason="safety", hidden=True)


def _note(report: Report) -> None:
    """Who reported reads at once that an officer looked; the other one only when a measure tells her of the case."""
    note_access(by=current_user, person_id=report.reporter_id, fields=("name", "safety"), reason="safety")
    case = f"report:{report.id}"
    is_hidden = not queries.is_told(report)
    note_access(by=current_user, person_id=report.about_id, fields=("name", "safety"), reason="safety", case=case, hidden=is_hidden)


def _case(report_id: int, form: DecisionForm, status: int = 200) -> Response:
    session = get_session()
    report = queries.get_case(session, report_id, by=current_user)
    _note(report)
    found: dict[str, Any] = {"others": queries.other_cases(session, report), "measures": queries.measures_of(session, report.about_id)}
    return page("safety/case.html", status=status, report=report, form=form, **found, **words())


def _measures(form: LiftForm, wrong_id: int | None = None, status: int = 200) -> Response:
    found = queries.measures_in_force(get_session(), current_user)
    note_accesses(by=current_user, people=[one.person_id for one in found], fields=("name", "safety"), reason="safety")
    return page("safety/measures.html", status=status, measures=found, form=form, wrong_id=wrong_id, **words())
