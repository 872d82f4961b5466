"""Seats and results: one person in one class."""

from datetime import date

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.training.actions.classes import ClassOver, begin_class, locked_class
from marketplace.training.models import Enrolment, TrainingClass
from marketplace.training.policies import may_teach, may_withdraw, takes_enrolments
from marketplace.training.queries import enrolment_in, people_in
from marketplace.training.terms import SEATED, ClassState, EnrolmentState


class AlreadyEnrolled(Refusal):
    """One person, one seat."""

    def __init__(self) -> None:
        super().__init__(N_("You have a seat in this class already. You find it under My classes."))


class ClassFull(Refusal):
    """The last seat is taken."""

    def __init__(self) -> None:
        super().__init__(
            N_("The last seat of this class is taken. Look at the other classes of the course, or come back: seats are given back.")
        )


class EnrolmentOver(Refusal):
    """A class that has begun takes nobody in."""

    def __init__(self) -> None:
        super().__init__(N_("This class has begun and takes nobody in any more. Look at the other classes of the course."))


class TooLateToWithdraw(Refusal):
    """Seats are given back before the class begins."""

    def __init__(self) -> None:
        super().__init__(N_("A seat can be given back only before the class begins. Speak to the training provider."))


class SeatGivenBack(Refusal):
    """A seat is given back once."""

    def __init__(self) -> None:
        super().__init__(N_("You gave this seat back already; there is nothing more to do."))


class NotWaiting(Refusal):
    """A step on the roll is taken once, and in order."""

    def __init__(self) -> None:
        super().__init__(N_("The roll has changed meanwhile, and this step does not fit now. Load the page again to see how it stands."))


def enrol(session: Session, class_id: int, *, by: Person) -> Enrolment:
    """Take a seat; who gave one back may come again while there is room."""
    training_class = locked_class(session, class_id)
    known = enrolment_in(session, class_id, by.id)
    if known and known.state != EnrolmentState.withdrawn:
        raise AlreadyEnrolled()
    if not takes_enrolments(training_class, clock.today()):
        raise EnrolmentOver()
    if people_in(session, class_id, *SEATED) >= training_class.seats:
        raise ClassFull()
    enrolment = known or Enrolment(class_id=class_id, person_id=by.id or 0)
    enrolment.enrolled_at = clock.now()
    return _move(session, enrolment, EnrolmentState.enrolled, was=known.state if known else None, by=by)


def withdraw(session: Session, enrolment_id: int, *, by: Person) -> Enrolment:
    """Give one's own seat back before the class begins."""
    enrolment, training_class = _held(session, enrolment_id)
    if enrolment.person_id != by.id:
        raise NotFound()
    if enrolment.state == EnrolmentState.withdrawn:
        raise SeatGivenBack()
    if not may_withdraw(by, enrolment, training_class, clock.today()):
        raise TooLateToWithdraw()
    return _move(session, enrolment, EnrolmentState.withdrawn, was=enrolment.state, by=by)


def mark_started(session: Session, enrolment_id: int, *, by: Person) -> Enrolment:
    """Note that the person came to the first lesson; the first such mark begins the class."""
    enrolment, training_class = _taught(session, enrolment_id, by=by)
    if enrolment.state != EnrolmentState.enrolled:
        raise NotWaiting()
    begin_class(session, training_class, by=by)
    return _move(session, enrolment, EnrolmentState.started, was=enrolment.state, by=by)


def record_result(session: Session, enrolment_id: int, *, passed: bool, on: date | None = None, by: Person) -> Enrolment:
    """Passed or failed, for somebody who started; who dropped out after the first lesson has failed."""
    enrolment, _ = _taught(session, enrolment_id, by=by)
    if enrolment.state != EnrolmentState.started:
        raise NotWaiting()
    was = enrolment.state
    enrolment.passed_on = (on or clock.today()) if passed else None
    return _move(session, enrolment, EnrolmentState.passed if passed else EnrolmentState.failed, was=was, by=by)


def _taught(session: Session, enrolment_id: int, *, by: Person) -> tuple[Enrolment, TrainingClass]:
    enrolment, training_class = _held(session, enrolment_id)
    if not may_teach(by, training_class):
        raise NotFound()
    if training_class.state in (ClassState.closed, ClassState.cancelled):
        raise ClassOver()
    return enrolment, training_class


def _held(session: Session, enrolment_id: int) -> tuple[Enrolment, TrainingClass]:
    # The class is locked first, everywhere, so that two steps never wait for each other.
    training_class = locked_class(session, select(Enrolment.class_id).where(Enrolment.id == enrolment_id).scalar_subquery())
    row = select(Enrolment).where(Enrolment.id == enrolment_id).execution_options(populate_existing=True)
    return session.exec(row).one(), training_class


def _move(session: Session, enrolment: Enrolment, becomes: EnrolmentState, *, was: EnrolmentState | None, by: Person) -> Enrolment:
    enrolment.state = becomes
    session.add(enrolment)
    session.flush()
    write_history(session, "enrolment", enrolment.id or 0, was=was, becomes=becomes, by_id=by.id)
    return enrolment
