"""Reporting, and following what one reported."""

from flask import Response
from flask_login import current_user

from marketplace.errors import N_
from marketplace.safety import actions, queries
from marketplace.safety.evidence import is_named, person_seen_on
from marketplace.safety.forms import ReportForm, Subject
from marketplace.safety.routes.blueprint import rooms, words
from marketplace.safety.terms import ReportKind
from marketplace.web.doors import members
from marketplace.web.errors import tell
from marketplace.web.htmx import go_to, page
from marketplace.web.limits import limited
from marketplace.web.session import get_session


@rooms.get("/reports/new")
@members
def new_report() -> Response:
    """The report sheet, for what was seen on one page."""
    asked = Subject()
    subject, number = asked.place
    return _sheet(ReportForm(formdata=None, subject=subject, id=number, about=asked.understood.get("about")))


@rooms.post("/reports")
@members
@limited("20 per day")
def create_report() -> Response:
    """Report it."""
    form = ReportForm()
    if not form.validate():
        return _sheet(form, status=422)
    subject, number = form.place
    kind = ReportKind(form.kind.data)
    report = actions.report_person(
        get_session(), subject, number, by=current_user, kind=kind, words=form.words.data, about_id=form.about_id
    )
    tell(N_("Thank you. A safeguarding officer looks at it within one working day, and you can follow it here."))
    return go_to(f"/reports/{report.id}")


@rooms.get("/reports")
@members
def own_reports() -> Response:
    """What one reported, and how far it is."""
    return page("safety/reports.html", reports=queries.reports_by(get_session(), current_user.id), is_named=is_named, **words())


@rooms.get("/reports/<int:report_id>")
@members
def show_report(report_id: int) -> Response:
    """One's own report."""
    report = queries.own_report(get_session(), report_id, by=current_user)
    return page("safety/report.html", report=report, is_named=is_named, **words())


def _sheet(form: ReportForm, status: int = 200) -> Response:
    subject, number = form.place
    about = person_seen_on(get_session(), subject, number, by=current_user, about_id=form.about_id)
    return page("safety/report_new.html", status=status, form=form, about=about, subject=subject, is_named=is_named(subject), **words())
