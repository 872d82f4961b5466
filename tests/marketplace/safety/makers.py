"""Makers of safety: officers, reports, minors."""

from datetime import date
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.actions import sign_up
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.safety.actions import decide_report, report_person, review_report
from marketplace.safety.models import Measure, Report
from marketplace.safety.queries import measures_of
from marketplace.safety.terms import MeasureKind, ReportKind
from tests.makers import PASSWORD, make_person

GUARDIAN = {"name": "王建国", "contact": "13800000000", "region": "330483"}


def make_officer(session: Session, name: str = "骆宁") -> Person:
    """A safeguarding officer."""
    return make_person(session, Role.safeguarding, name=name)


def make_report(session: Session, by: Person, mentor_id: int, kind: ReportKind = ReportKind.harassment, **changes: Any) -> Report:
    """A report about a mentor, seen on the profile."""
    return report_person(session, "mentor", mentor_id, by=by, kind=kind, words="他写了很难听的话", **changes)


def make_suspension(session: Session, report: Report, officer: Person, until: date | None = None) -> Measure:
    """The report upheld, and the person suspended."""
    review_report(session, report.id or 0, by=officer)
    decision = {"upheld": True, "decision": "证据清楚", "measure": MeasureKind.suspension, "reason": "骚扰学员", "until": until}
    decide_report(session, report.id or 0, by=officer, **decision)
    return measures_of(session, report.about_id)[0]


def make_minor(session: Session, years: int = 16, contact: str = "minor@example.org") -> Person:
    """Somebody who signed up with 16."""
    born = clock.months_after(clock.today().replace(day=1), -years * 12)
    return sign_up(session, name="王小小", contact=contact, password=PASSWORD, birth_month=born, guardian=GUARDIAN)
