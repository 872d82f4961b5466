"""Who may handle what in safety."""

from collections.abc import Collection
from datetime import timedelta

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.safety.models import Appeal, Measure, Report
from marketplace.safety.terms import APPEAL_DAYS, AppealState


def is_officer(person: Person) -> bool:
    """A safeguarding officer."""
    return Role.safeguarding in person.role_names


def may_handle(person: Person, report: Report, near: Collection[int] = ()) -> bool:
    """An officer who is no part of it herself and has no tie (``near``: ids) with either side."""
    parts = {report.reporter_id, report.about_id}
    return is_officer(person) and person.id not in parts and parts.isdisjoint(near)


def may_lift(person: Person, measure: Measure) -> bool:
    """An officer, not about herself."""
    return is_officer(person) and person.id != measure.person_id


def may_appeal(person: Person, measure: Measure) -> bool:
    """The person herself, once, within thirty days."""
    in_time = clock.now() <= measure.decided_at + timedelta(days=APPEAL_DAYS)
    return person.id == measure.person_id and measure.appeal is None and measure.ended_at is None and in_time


def may_decide_appeal(person: Person, appeal: Appeal, near: Collection[int] = ()) -> bool:
    """A second officer: not the one who decided, and no part of the case."""
    measure = appeal.measure
    if not is_officer(person) or appeal.state != AppealState.waiting or person.id in (measure.decided_by_id, measure.person_id):
        return False
    return measure.person_id not in near and (measure.report is None or may_handle(person, measure.report, near))
