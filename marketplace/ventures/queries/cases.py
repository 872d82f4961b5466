"""What became of the people who qualified: the cases of the success rate (domain 2.4)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select as columns
from sqlmodel import Session, col

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_by_number
from marketplace.training.models import TrainingClass
from marketplace.training.queries import first_certificates
from marketplace.training.terms import Tier
from marketplace.ventures.models import OutcomeCheck, Venture
from marketplace.ventures.terms import GRACE_DAYS, HEADLINE_MONTHS, CaseState


class Case(NamedTuple):
    """One qualified person, and what became of her by the end of her window. ``opened_on`` is told only of a success."""

    person_id: int
    passed_on: date
    region: str
    kind: str
    tier: Tier
    class_id: int
    course_id: int
    state: CaseState
    opened_on: date | None
    asked: bool
    synthetic: bool


class _Class(NamedTuple):
    starts_on: date
    synthetic: bool


def case_states(session: Session, as_of: date, months: int = HEADLINE_MONTHS) -> list[Case]:
    """The case of every first capability certificate up to ``as_of``; who had a business before the class is no case."""
    classes, openings, checks = _classes(session), _openings(session, as_of), _last_checks(session, as_of)
    found = []
    for one in first_certificates(session):
        held, opened = classes[one.class_id], openings.get(one.person_id, ())
        if one.passed_on > as_of or any(day < held.starts_on for day in opened):
            continue
        window_end = clock.months_after(one.passed_on, months)
        start = _start_inside(opened, one.passed_on - timedelta(days=GRACE_DAYS), window_end)
        checked_on, reached = checks.get(one.person_id, (date.min, True))
        # A call before the window was over tells nothing about its end.
        asked = checked_on >= window_end
        state = _state(is_over=window_end <= as_of, has_opened=start is not None, is_lost=asked and not reached)
        opened_on = start if state == CaseState.success else None
        found.append(Case(*one, state=state, opened_on=opened_on, asked=asked, synthetic=held.synthetic))
    return found


def course_outcomes(session: Session, as_of: date) -> dict[int, tuple[int, int]]:
    """By course: who opened within a year of passing, of those whose year is over (who was lost did not open)."""
    counts = defaultdict[int, list[bool]](list)
    for case in case_states(session, as_of):
        if case.state != CaseState.pending:
            counts[case.course_id].append(case.state == CaseState.success)
    return {course_id: (sum(opened), len(opened)) for course_id, opened in counts.items()}


def people_to_ask(session: Session, as_of: date, regions: Collection[str] | None) -> list[tuple[Case, Person]]:
    """People whose year is over, who told us of no business, and whom nobody has called since; the oldest first."""
    wanted = [
        case
        for case in case_states(session, as_of)
        if case.state == CaseState.failure and not case.asked and (regions is None or case.region in regions)
    ]
    named = people_by_number(session, [case.person_id for case in wanted])
    return [(case, named[case.person_id]) for case in wanted]


def _state(*, is_over: bool, has_opened: bool, is_lost: bool) -> CaseState:
    # An early opening does not make a window ripe: that would push the rate up (domain, trap 4).
    if not is_over:
        return CaseState.pending
    if has_opened:
        return CaseState.success
    return CaseState.lost if is_lost else CaseState.failure


def _start_inside(openings: Sequence[date], first: date, last: date) -> date | None:
    return next((day for day in openings if first <= day <= last), None)


def _classes(session: Session) -> dict[int, _Class]:
    rows = columns(col(TrainingClass.id), col(TrainingClass.starts_on), col(TrainingClass.synthetic))
    return {number: _Class(starts_on, synthetic) for number, starts_on, synthetic in session.execute(rows)}


def _openings(session: Session, as_of: date) -> dict[int, list[date]]:
    openings = defaultdict[int, list[date]](list)
    rows = columns(col(Venture.founder_id), col(Venture.opened_on)).where(col(Venture.opened_on) <= as_of)
    for founder_id, opened_on in session.execute(rows.order_by(col(Venture.opened_on), col(Venture.id))):
        openings[founder_id].append(opened_on)
    return openings


def _last_checks(session: Session, as_of: date) -> dict[int, tuple[date, bool]]:
    rows = columns(col(OutcomeCheck.person_id), col(OutcomeCheck.checked_on), col(OutcomeCheck.reached))
    rows = rows.where(col(OutcomeCheck.checked_on) <= as_of).order_by(col(OutcomeCheck.checked_on), col(OutcomeCheck.id))
    # In the order of the calls, so that the last one stays.
    return {person_id: (checked_on, reached) for person_id, checked_on, reached in session.execute(rows)}
