"""What time does in safety: measures end with their day, and late cases are said once."""

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_with_role
from marketplace.accounts.terms import Role
from marketplace.notifications.actions import notify
from marketplace.safety.actions.measures import end_measure
from marketplace.safety.queries import late_appeals, late_reports, measures_over, officers_for, officers_for_appeal
from marketplace.safety.terms import MeasureState


def run_safety_clock(session: Session) -> int:
    """End what is over and remind of what is late; returns how many measures ended. Running it twice changes nothing."""
    over = measures_over(session, clock.today())
    for measure in over:
        end_measure(session, measure, MeasureState.ended, by=None, reason="its last day is over")
    for report in late_reports(session):
        _remind(session, officers_for(session, report), f"report_late:{report.id}:{report.state}", f"/safety/reports/{report.id}")
    for appeal in late_appeals(session):
        _remind(session, officers_for_appeal(session, appeal), f"appeal_late:{appeal.id}", f"/safety/appeals/{appeal.id}")
    return len(over)


def _remind(session: Session, officers: list[Person], key: str, address: str) -> None:
    for officer in officers:
        notify(session, officer, "safety_late", {}, address, key=f"{key}:{officer.id}")
    if officers:
        return
    # Nobody may handle it: the city has to name another officer.
    for person in people_with_role(session, Role.city_staff):
        notify(session, person, "safety_no_officer", {}, "/mine", key=f"{key}:city:{person.id}")
