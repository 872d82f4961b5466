"""Reports: written, looked at, handed back, decided."""

from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.access_log import reveal_accesses
from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions import freeze_mentorships
from marketplace.notifications.actions import notify
from marketplace.places.workdays import working_days_after
from marketplace.safety.actions.measures import release_mentorships, take_measure
from marketplace.safety.evidence import person_seen_on, seen_on
from marketplace.safety.models import Report
from marketplace.safety.queries import get_case, officers_for
from marketplace.safety.terms import DECISION_DAYS, FIRST_LOOK_DAYS, MeasureKind, ReportKind, ReportState


class NotInReview(Refusal):
    """A decision needs an officer who has looked."""

    def __init__(self) -> None:
        super().__init__(N_("Take the case first: whoever decides has looked into it and is named with it."))


class DecidedAlready(Refusal):
    """The case is over."""

    def __init__(self) -> None:
        super().__init__(N_("This case is decided. If something new came up, it is a new report."))


class TakenByAnother(Refusal):
    """Another officer is at it."""

    def __init__(self) -> None:
        super().__init__(N_("Another officer has this case. She can hand it back, then it is free again."))


def report_person(
    session: Session, subject: str, subject_id: int, *, by: Person, kind: ReportKind, words: str, about_id: int | None = None
) -> Report:
    """Report somebody for what was seen on a subject; a copy of it is kept. Where a child may be in danger, pairs stand still at once."""
    about = person_seen_on(session, subject, subject_id, by=by, about_id=about_id)
    moment = clock.now()
    report = Report(
        reporter_id=by.id or 0,
        about_id=about.id or 0,
        kind=kind,
        words=words,
        subject=subject,
        subject_id=subject_id,
        evidence=seen_on(session, subject, subject_id, by=by).copy,
        reported_at=moment,
        look_due_at=working_days_after(session, moment, FIRST_LOOK_DAYS),
        decision_due_at=working_days_after(session, moment, DECISION_DAYS),
    )
    if report.is_urgent:
        report.froze = True
    session.add(report)
    session.flush()
    number = report.id or 0
    write_history(session, "report", number, was=None, becomes=report.state, by_id=by.id)
    if report.froze:
        freeze_mentorships(session, report.about_id, by=None, reason=f"report {number}")
    for officer in officers_for(session, report):
        kind_of_news = "report_urgent" if report.is_urgent else "report_received"
        notify(session, officer, kind_of_news, {}, f"/safety/reports/{number}", key=f"report_received:{number}:{officer.id}")
    return report


def review_report(session: Session, report_id: int, *, by: Person) -> Report:
    """An officer looks into it from now on."""
    report = _locked(session, report_id, by)
    if report.officer_id not in (None, by.id):
        raise TakenByAnother()
    report.officer_id, report.looked_at = by.id, report.looked_at or clock.now()
    if report.state == ReportState.received:
        _become(session, report, ReportState.in_review, by)
    return report


def release_report(session: Session, report_id: int, *, by: Person) -> Report:
    """Hand a case back to the others; its clock goes on."""
    report = _locked(session, report_id, by)
    if report.officer_id != by.id:
        raise TakenByAnother()
    _become(session, report, ReportState.received, by)
    report.officer_id = None
    session.add(report)
    session.flush()
    return report


def decide_report(
    session: Session,
    report_id: int,
    *,
    by: Person,
    upheld: bool,
    decision: str,
    measure: MeasureKind | None = None,
    reason: str = "",
    until: date | None = None,
) -> Report:
    """Decide a case, with a measure or without; ``reason`` is what the person reads. Both sides are told."""
    report = _locked(session, report_id, by)
    if report.state != ReportState.in_review:
        raise NotInReview()
    if report.officer_id != by.id:
        raise TakenByAnother()
    report.decision, report.decided_at = decision, clock.now()
    _become(session, report, ReportState.upheld if upheld else ReportState.not_upheld, by, decision)
    if upheld and measure:
        take_measure(session, report.about, measure, by=by, reason=reason, until=until, report=report)
    if upheld:
        reveal_accesses(session, f"report:{report.id}")
    release_mentorships(session, report.about_id, by=by, reason=f"report {report.id} decided")
    told = "report_upheld" if upheld else "report_not_upheld"
    notify(session, report.reporter, told, {}, f"/reports/{report.id}", key=f"report_decided:{report.id}:{report.reporter_id}")
    return report


def _locked(session: Session, report_id: int, by: Person) -> Report:
    report = get_case(session, report_id, by=by)
    session.refresh(report, ["state", "officer_id"], with_for_update={"of": Report})
    if report.decided_at is not None or report.state in (ReportState.upheld, ReportState.not_upheld):
        raise DecidedAlready()
    return report


def _become(session: Session, report: Report, state: ReportState, by: Person, reason: str | None = None) -> None:
    write_history(session, "report", report.id or 0, was=report.state, becomes=state, by_id=by.id, reason=reason and reason[:500])
    report.state = state
    session.add(report)
    session.flush()
