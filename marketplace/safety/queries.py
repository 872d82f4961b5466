"""Reads of the safety room."""

from datetime import date

from sqlalchemy import case, func, or_
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_with_role, tied_people
from marketplace.accounts.terms import Role, TieKind
from marketplace.errors import NotFound
from marketplace.safety.models import Appeal, Measure, Report
from marketplace.safety.policies import may_decide_appeal, may_handle, may_lift
from marketplace.safety.terms import OPEN, AppealState, MeasureKind, MeasureState, ReportKind, ReportState

NEAR = (TieKind.conflict, TieKind.mentorship)


def near(session: Session, person: Person) -> set[int]:
    """Those with whom an officer has a tie: their cases are another's."""
    return tied_people(session, person.id or 0, NEAR)


def queue_of(session: Session, officer: Person) -> list[Report]:
    """What waits for a look or a decision, without what the officer may not handle: children first, then the oldest."""
    urgent = case((col(Report.kind) == ReportKind.unsafe_for_minor, 0), else_=1)
    rows = select(Report).where(col(Report.state).in_(OPEN)).order_by(urgent, col(Report.reported_at), col(Report.id))
    tied = near(session, officer)
    return [report for report in session.exec(rows).unique() if may_handle(officer, report, tied)]


def decided_of(session: Session, officer: Person, offset: int, limit: int) -> tuple[list[Report], int]:
    """Decided cases, the latest first, and how many there are; without the officer's own."""
    tied = near(session, officer) | {officer.id or 0}
    ends = (col(Report.state).not_in(OPEN), col(Report.reporter_id).not_in(tied), col(Report.about_id).not_in(tied))
    rows = select(Report).where(*ends).order_by(col(Report.decided_at).desc(), col(Report.id).desc()).offset(offset).limit(limit)
    total = session.exec(select(func.count()).select_from(Report).where(*ends)).one()
    return list(session.exec(rows).unique()), total


def get_case(session: Session, report_id: int, *, by: Person) -> Report:
    """A report that the officer may handle; one about her, by her, or of somebody near to her is as absent as none."""
    report = session.get(Report, report_id)
    if report is None or not may_handle(by, report, near(session, by)):
        raise NotFound()
    return report


def other_cases(session: Session, report: Report) -> list[Report]:
    """What else was reported about the same person, the latest first."""
    rows = select(Report).where(Report.about_id == report.about_id, Report.id != report.id)
    return list(session.exec(rows.order_by(col(Report.reported_at).desc())).unique())


def own_report(session: Session, report_id: int, *, by: Person) -> Report:
    """One's own report, for its state."""
    report = session.get(Report, report_id)
    if report is None or report.reporter_id != by.id:
        raise NotFound()
    return report


def reports_by(session: Session, person_id: int) -> list[Report]:
    """What the person reported herself, the latest first."""
    rows = select(Report).where(Report.reporter_id == person_id).order_by(col(Report.reported_at).desc(), col(Report.id).desc())
    return list(session.exec(rows).unique())


def measures_of(session: Session, person_id: int) -> list[Measure]:
    """All measures about a person, the latest first."""
    rows = select(Measure).where(Measure.person_id == person_id).order_by(col(Measure.decided_at).desc(), col(Measure.id).desc())
    return list(session.exec(rows).unique())


def is_told(report: Report) -> bool:
    """Whether the person reported knows of the case: a report that was upheld."""
    return report.state == ReportState.upheld


def measures_in_force(session: Session, officer: Person) -> list[Measure]:
    """Measures that an officer may lift, the latest first."""
    rows = select(Measure).where(Measure.state == MeasureState.active).order_by(col(Measure.decided_at).desc())
    return [measure for measure in session.exec(rows).unique() if may_lift(officer, measure)]


def get_measure(session: Session, measure_id: int) -> Measure:
    """One measure."""
    measure = session.get(Measure, measure_id)
    if measure is None:
        raise NotFound()
    return measure


def suspension_of(session: Session, person_id: int) -> Measure | None:
    """The suspension in force, if there is one."""
    rows = select(Measure).where(
        Measure.person_id == person_id, Measure.kind == MeasureKind.suspension, Measure.state == MeasureState.active
    )
    return session.exec(rows).unique().first()


def measures_over(session: Session, day: date) -> list[Measure]:
    """Measures whose last day has passed."""
    rows = select(Measure).where(Measure.state == MeasureState.active, col(Measure.until) < day)
    return list(session.exec(rows.order_by(col(Measure.id))).unique())


def appeals_for(session: Session, officer: Person) -> list[Appeal]:
    """Appeals that wait for this officer as the second one, oldest first."""
    rows = select(Appeal).where(Appeal.state == AppealState.waiting).order_by(col(Appeal.written_at))
    tied = near(session, officer)
    return [appeal for appeal in session.exec(rows).unique() if may_decide_appeal(officer, appeal, tied)]


def get_appeal(session: Session, appeal_id: int, *, by: Person) -> Appeal:
    """An appeal that the officer may decide."""
    appeal = session.get(Appeal, appeal_id)
    if appeal is None or not may_decide_appeal(by, appeal, near(session, by)):
        raise NotFound()
    return appeal


def officers_for(session: Session, report: Report) -> list[Person]:
    """Who may handle a report."""
    return [person for person in people_with_role(session, Role.safeguarding) if may_handle(person, report, near(session, person))]


def officers_for_appeal(session: Session, appeal: Appeal) -> list[Person]:
    """Who may decide an appeal."""
    officers = people_with_role(session, Role.safeguarding)
    return [person for person in officers if may_decide_appeal(person, appeal, near(session, person))]


def is_held(session: Session, person_id: int) -> bool:
    """Whether the person's mentorships have to stand still: a suspension, or an open report that froze them at once."""
    open_reports = select(Report.id).where(Report.about_id == person_id, col(Report.froze), col(Report.state).in_(OPEN))
    return suspension_of(session, person_id) is not None or session.exec(open_reports).first() is not None


def late_reports(session: Session) -> list[Report]:
    """Reports whose first look or decision is owed since a while."""
    moment = clock.now()
    late = or_(
        (col(Report.state) == ReportState.received) & (col(Report.look_due_at) < moment),
        (col(Report.state) == ReportState.in_review) & (col(Report.decision_due_at) < moment),
    )
    return list(session.exec(select(Report).where(late).order_by(col(Report.id))).unique())


def late_appeals(session: Session) -> list[Appeal]:
    """Appeals that nobody decided in time."""
    rows = select(Appeal).where(Appeal.state == AppealState.waiting, col(Appeal.due_at) < clock.now())
    return list(session.exec(rows.order_by(col(Appeal.id))).unique())
