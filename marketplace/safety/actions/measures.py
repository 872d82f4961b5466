"""Measures: a warning, a suspension, and their end."""

from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions import freeze_mentorships, thaw_mentorships
from marketplace.mentoring.actions.mentors import announce
from marketplace.mentoring.models import Mentor
from marketplace.notifications.actions import notify
from marketplace.safety.models import Measure, Report
from marketplace.safety.policies import may_lift
from marketplace.safety.queries import get_measure, is_held, suspension_of
from marketplace.safety.terms import WARNING_MONTHS, MeasureKind, MeasureState


class SuspendedAlready(Refusal):
    """One suspension at a time."""

    def __init__(self) -> None:
        super().__init__(N_("This person is suspended already. Lift that suspension first, or decide without a new one."))


class OverAlready(Refusal):
    """The measure is not in force any more."""

    def __init__(self) -> None:
        super().__init__(N_("This measure is not in force any more."))


def take_measure(
    session: Session, person: Person, kind: MeasureKind, *, by: Person, reason: str, until: date | None = None, report: Report | None = None
) -> Measure:
    """Warn or suspend a person. A suspension keeps her out of mentoring, and her pairs stand still; signing in and own data stay open."""
    if kind == MeasureKind.suspension and suspension_of(session, person.id or 0):
        raise SuspendedAlready()
    if kind == MeasureKind.warning:
        until = clock.months_after(clock.today(), WARNING_MONTHS)
    measure = Measure(
        person_id=person.id or 0,
        report_id=report.id if report else None,
        kind=kind,
        reason=reason,
        until=until,
        decided_by_id=by.id or 0,
        decided_at=clock.now(),
    )
    measure.person = person
    session.add(measure)
    session.flush()
    write_history(session, "measure", measure.id or 0, was=None, becomes=measure.state, by_id=by.id, reason=reason[:500])
    if kind == MeasureKind.suspension:
        _suspend(session, person, by=by, reason=f"measure {measure.id}")
    told = "measure_suspension" if kind == MeasureKind.suspension else "measure_warning"
    notify(session, person, told, {}, "/mine/measures", key=f"measure_taken:{measure.id}")
    return measure


def lift_measure(session: Session, measure_id: int, *, by: Person, reason: str) -> Measure:
    """An officer takes a measure back before its day."""
    measure = get_measure(session, measure_id)
    if not may_lift(by, measure):
        raise NotAllowed()
    return end_measure(session, measure, MeasureState.lifted, by=by, reason=reason)


def end_measure(session: Session, measure: Measure, state: MeasureState, *, by: Person | None, reason: str) -> Measure:
    """End a measure (``by`` is empty for the clock); after a suspension mentoring is open again and pairs go on."""
    session.refresh(measure, ["state"], with_for_update={"of": Measure})
    if measure.state != MeasureState.active:
        raise OverAlready()
    by_id = by.id if by else None
    write_history(session, "measure", measure.id or 0, was=measure.state, becomes=state, by_id=by_id, reason=reason[:500])
    measure.state, measure.ended_at, measure.end_reason = state, clock.now(), reason
    session.add(measure)
    session.flush()
    if measure.kind == MeasureKind.suspension:
        _readmit(session, measure.person, by=by)
    told = "measure_lifted" if state == MeasureState.lifted else "measure_ended"
    notify(session, measure.person, told, {}, "/mine/measures", key=f"measure_over:{measure.id}")
    return measure


def release_mentorships(session: Session, person_id: int, *, by: Person | None, reason: str) -> None:
    """Let the person's pairs go on where nothing holds them any more, on either side."""
    if is_held(session, person_id):
        return
    for pair in thaw_mentorships(session, person_id, by=by, reason=reason):
        other = pair.mentor_id if pair.learner_id == person_id else pair.learner_id
        if is_held(session, other):
            freeze_mentorships(session, other, by=None, reason="the other side is held")


def _suspend(session: Session, person: Person, *, by: Person, reason: str) -> None:
    person.suspended_at = clock.now()
    session.add(person)
    session.flush()
    freeze_mentorships(session, person.id or 0, by=by, reason=reason)
    _announce(session, person)


def _readmit(session: Session, person: Person, *, by: Person | None) -> None:
    person.suspended_at = None
    session.add(person)
    session.flush()
    release_mentorships(session, person.id or 0, by=by, reason="suspension over")
    _announce(session, person)


def _announce(session: Session, person: Person) -> None:
    # Search and suggestions are told by way of the outbox, whichever way the person went.
    if mentor := session.get(Mentor, person.id):
        announce(session, mentor)
