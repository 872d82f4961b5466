"""Dated classes: opened, begun, closed."""

from datetime import date

from sqlalchemy import ScalarSelect
from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import may_act_for_provider
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.history import write_history
from marketplace.training.actions.catalogue import announce_course
from marketplace.training.models import Course, Enrolment, Provider, TrainingClass
from marketplace.training.policies import may_teach
from marketplace.training.queries import due_classes, people_in
from marketplace.training.terms import ClassState, EnrolmentState


class ClassOver(Refusal):
    """A closed or cancelled class stays as it is."""

    def __init__(self) -> None:
        super().__init__(N_("This class is over; its results stay as they are. Speak to the start-up centre if one of them is wrong."))


class ClassNotBegun(Refusal):
    """Only a class that took place is closed."""

    def __init__(self) -> None:
        super().__init__(N_("This class has not begun yet, so there is nothing to close. Come back when it is over."))


class ResultsMissing(Refusal):
    """Everybody who started gets a result before the class is closed."""

    def __init__(self, people: int) -> None:
        msgid = N_("Still without a result: %(people)s. Say for everybody who started whether they passed, then close the class.")
        super().__init__(msgid, people=people)


def open_class(
    session: Session,
    *,
    course_id: int,
    provider_id: int,
    region: str,
    place_zh: str,
    place_en: str,
    online: bool,
    starts_on: date,
    ends_on: date,
    seats: int,
    synthetic: bool = False,
    by: Person | None = None,
) -> TrainingClass:
    """Open a dated class of a catalogue course; it takes enrolments at once. ``by`` is empty only for the seeds."""
    course, provider = session.get(Course, course_id), session.get(Provider, provider_id)
    if course is None or provider is None:
        raise NotFound()
    if by is not None and not may_act_for_provider(by, provider_id):
        raise NotAllowed(N_("You can open classes only for your own training provider."))
    training_class = TrainingClass(
        course_id=course_id,
        provider_id=provider_id,
        region=region,
        place_zh=place_zh,
        place_en=place_en,
        online=online,
        starts_on=starts_on,
        ends_on=ends_on,
        seats=seats,
        synthetic=synthetic,
    )
    session.add(training_class)
    session.flush()
    _note(session, training_class, was=None, by=by)
    announce_course(session, course)
    return training_class


def start_due_classes(session: Session) -> int:
    """Begin every class whose first day has come. Run by the clock; returns how many."""
    due = due_classes(session, clock.today())
    for training_class in due:
        begin_class(session, training_class, by=None)
    return len(due)


def begin_class(session: Session, training_class: TrainingClass, *, by: Person | None) -> None:
    """From now on nobody enrols; a class that runs already goes on running."""
    if training_class.state == ClassState.enrolling:
        training_class.state = ClassState.running
        _note(session, training_class, was=ClassState.enrolling, by=by)
        announce_course(session, training_class.course)


def close_class(session: Session, class_id: int, *, by: Person, on: date | None = None) -> TrainingClass:
    """Close a class when everybody who started has a result; who never came gives the seat back."""
    training_class, day = locked_class(session, class_id), on or clock.today()
    if not may_teach(by, training_class):
        raise NotFound()
    if training_class.state in (ClassState.closed, ClassState.cancelled):
        raise ClassOver()
    if training_class.state == ClassState.enrolling and training_class.starts_on > day:
        raise ClassNotBegun()
    if waiting := people_in(session, class_id, EnrolmentState.started):
        raise ResultsMissing(waiting)
    _release_absent(session, class_id, by=by)
    was, training_class.state, training_class.closed_on = training_class.state, ClassState.closed, day
    _note(session, training_class, was=was, by=by)
    announce_course(session, training_class.course)
    return training_class


def locked_class(session: Session, class_id: int | ScalarSelect[int]) -> TrainingClass:
    """One class, held until the end of the transaction: seats and results change one after the other."""
    row = select(TrainingClass).where(TrainingClass.id == class_id).with_for_update().execution_options(populate_existing=True)
    # Without the joins: PostgreSQL locks no row on the outer side of one.
    found = session.exec(row.options(lazyload(TrainingClass.course), lazyload(TrainingClass.provider))).first()  # type: ignore[arg-type]
    if found is None:
        raise NotFound()
    return found


def _release_absent(session: Session, class_id: int, *, by: Person) -> None:
    absent = select(Enrolment).where(Enrolment.class_id == class_id, Enrolment.state == EnrolmentState.enrolled)
    for enrolment in session.exec(absent.order_by(col(Enrolment.id))).all():
        was, enrolment.state = enrolment.state, EnrolmentState.withdrawn
        session.add(enrolment)
        write_history(session, "enrolment", enrolment.id or 0, was=was, becomes=enrolment.state, by_id=by.id, reason=N_("did not come"))


def _note(session: Session, training_class: TrainingClass, *, was: ClassState | None, by: Person | None) -> None:
    session.add(training_class)
    write_history(session, "class", training_class.id or 0, was=was, becomes=training_class.state, by_id=by.id if by else None)
    session.flush()
