"""Reads of the training room."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.errors import NotFound
from marketplace.history import last_steps
from marketplace.training.models import Course, Enrolment, Provider, TrainingClass
from marketplace.training.policies import may_teach
from marketplace.training.terms import SEATED, ClassState, EnrolmentState, Tier


class Certificate(NamedTuple):
    """Somebody's first pass of a capability course."""

    person_id: int
    passed_on: date
    region: str
    kind: str
    tier: Tier
    class_id: int
    course_id: int


def get_course(session: Session, course_id: int) -> Course:
    """One course of the catalogue."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound()
    return course


def courses_with_skills(session: Session, ids: Iterable[int] | None = None) -> list[Course]:
    """All courses, or those among ``ids``, each with what it teaches."""
    rows = select(Course).order_by(col(Course.id))
    return list(session.exec(rows if ids is None else rows.where(col(Course.id).in_(list(ids)))))


def courses_in_order(session: Session, ids: Sequence[int]) -> list[Course]:
    """Courses in the order of ``ids``; missing ones are left out."""
    found = {course.id: course for course in courses_with_skills(session, ids)}
    return [found[number] for number in ids if number in found]


def get_class(session: Session, class_id: int) -> TrainingClass:
    """One dated class."""
    training_class = session.get(TrainingClass, class_id)
    if training_class is None:
        raise NotFound()
    return training_class


def classes_in_order(session: Session, ids: Sequence[int]) -> list[TrainingClass]:
    """Dated classes in the order of ``ids``; missing ones are left out."""
    rows = session.exec(select(TrainingClass).where(col(TrainingClass.id).in_(ids)))
    found = {training_class.id: training_class for training_class in rows}
    return [found[number] for number in ids if number in found]


def get_taught_class(session: Session, class_id: int, *, by: Person) -> TrainingClass:
    """One class of the person's own provider; another provider's is as absent as one that never was."""
    training_class = get_class(session, class_id)
    if not may_teach(by, training_class):
        raise NotFound()
    return training_class


def get_taught_enrolment(session: Session, enrolment_id: int, *, by: Person) -> Enrolment:
    """One line of a roll of the person's own provider."""
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None:
        raise NotFound()
    get_taught_class(session, enrolment.class_id, by=by)
    return enrolment


def public_pages(session: Session) -> list[tuple[str, datetime | None]]:
    """Addresses of all classes that take people or are running, with the moment of their last step; past ones have no news."""
    steps = last_steps(session, "class")
    live = (ClassState.enrolling, ClassState.running)
    rows = select(TrainingClass.id).where(col(TrainingClass.state).in_(live)).order_by(col(TrainingClass.id))
    return [(f"/classes/{number}", steps.get(number or 0)) for number in session.exec(rows)]


def coming_classes(session: Session, on: date, course_ids: Iterable[int] | None = None) -> list[TrainingClass]:
    """Classes that begin after ``on`` and take enrolments, soonest first; full ones included."""
    rows = select(TrainingClass).where(TrainingClass.state == ClassState.enrolling, col(TrainingClass.starts_on) > on)
    rows = rows if course_ids is None else rows.where(col(TrainingClass.course_id).in_(list(course_ids)))
    return list(session.exec(rows.order_by(col(TrainingClass.starts_on), col(TrainingClass.id))))


def past_classes(session: Session, on: date, course_id: int, limit: int = 10) -> list[TrainingClass]:
    """The latest classes of a course that have begun or are over."""
    due = and_(col(TrainingClass.state) == ClassState.enrolling, col(TrainingClass.starts_on) <= on)
    begun = or_(col(TrainingClass.state).in_((ClassState.running, ClassState.closed)), due)
    rows = select(TrainingClass).where(TrainingClass.course_id == course_id, begun)
    return list(session.exec(rows.order_by(col(TrainingClass.starts_on).desc(), col(TrainingClass.id).desc()).limit(limit)))


def due_classes(session: Session, on: date) -> list[TrainingClass]:
    """Classes whose first day has come and which nobody has begun."""
    rows = select(TrainingClass).where(TrainingClass.state == ClassState.enrolling, col(TrainingClass.starts_on) <= on)
    return list(session.exec(rows.order_by(col(TrainingClass.id))))


def newest_start(session: Session, course_ids: Iterable[int]) -> dict[int, date]:
    """The latest first day of each course that ever had a class."""
    rows = select(TrainingClass.course_id, func.max(TrainingClass.starts_on)).where(col(TrainingClass.course_id).in_(list(course_ids)))
    return dict(session.exec(rows.group_by(col(TrainingClass.course_id))).all())


def seats_left(session: Session, class_ids: Iterable[int]) -> dict[int, int]:
    """Free seats of each class."""
    taken = and_(col(Enrolment.class_id) == col(TrainingClass.id), col(Enrolment.state).in_(SEATED))
    rows = select(TrainingClass.id, TrainingClass.seats, func.count(col(Enrolment.id))).outerjoin(Enrolment, taken)
    found = session.exec(rows.where(col(TrainingClass.id).in_(list(class_ids))).group_by(col(TrainingClass.id), col(TrainingClass.seats)))
    return {number or 0: max(0, seats - count) for number, seats, count in found}


def people_in(session: Session, class_id: int, *states: EnrolmentState) -> int:
    """How many people of a class are in one of ``states``."""
    rows = select(func.count()).select_from(Enrolment).where(Enrolment.class_id == class_id, col(Enrolment.state).in_(states))
    return session.exec(rows).one()


def tallies(session: Session, class_ids: Iterable[int]) -> dict[int, dict[EnrolmentState, int]]:
    """How many people each class has in each state; all states are there."""
    rows = select(Enrolment.class_id, Enrolment.state, func.count()).where(col(Enrolment.class_id).in_(list(class_ids)))
    counts = {(number, state): n for number, state, n in session.exec(rows.group_by(col(Enrolment.class_id), col(Enrolment.state)))}
    return {number: {state: counts.get((number, state), 0) for state in EnrolmentState} for number in class_ids}


def pass_counts(session: Session, course_id: int | None = None, provider_id: int | None = None) -> tuple[int, int]:
    """Passed, and started, in closed classes (I02): of all, of one course, of one provider."""
    # A closed class has nobody left who started and has no result.
    counted = col(Enrolment.state).in_((EnrolmentState.passed, EnrolmentState.failed))
    rows = select(Enrolment.state, func.count()).join(TrainingClass).where(TrainingClass.state == ClassState.closed, counted)
    rows = rows if course_id is None else rows.where(TrainingClass.course_id == course_id)
    rows = rows if provider_id is None else rows.where(TrainingClass.provider_id == provider_id)
    counts = dict(session.exec(rows.group_by(col(Enrolment.state))).all())
    return counts.get(EnrolmentState.passed, 0), sum(counts.values())


def first_certificates(session: Session) -> list[Certificate]:
    """Each person's first pass of a capability course: whom the success rate is about (domain 2.4)."""
    nth = func.row_number().over(partition_by=col(Enrolment.person_id), order_by=(col(Enrolment.passed_on), col(Enrolment.id)))
    what = (Enrolment.person_id, Enrolment.passed_on, TrainingClass.region, Course.kind, Course.tier, TrainingClass.id, Course.id)
    passes: Any = columns(*map(col, what), nth.label("nth")).select_from(Enrolment)
    passes = passes.join(TrainingClass, col(Enrolment.class_id) == col(TrainingClass.id)).join(Course)
    passes = passes.where(col(Enrolment.state) == EnrolmentState.passed, col(Course.tier) == Tier.capability).subquery()
    rows = columns(passes).where(passes.c.nth == 1).order_by(passes.c.passed_on, passes.c.person_id)
    return [Certificate(*row[:7]) for row in session.execute(rows)]


def enrolments_of(session: Session, person_id: int) -> list[Enrolment]:
    """The person's classes, latest first day first."""
    rows = select(Enrolment).join(TrainingClass).where(Enrolment.person_id == person_id).options(joinedload(Enrolment.training_class))  # type: ignore[arg-type]
    return list(session.exec(rows.order_by(col(TrainingClass.starts_on).desc(), col(Enrolment.id).desc())))


def enrolment_in(session: Session, class_id: int, person_id: int | None) -> Enrolment | None:
    """The person's place in a class, given back or not."""
    row = select(Enrolment).where(Enrolment.class_id == class_id, Enrolment.person_id == person_id)
    return session.exec(row.execution_options(populate_existing=True)).first()


def own_enrolments(session: Session, person_id: int | None, class_ids: Iterable[int]) -> dict[int, Enrolment]:
    """The person's seats among some classes, by class; given-back ones left out."""
    rows = select(Enrolment).where(Enrolment.person_id == person_id, col(Enrolment.state).in_(SEATED))
    return {one.class_id: one for one in session.exec(rows.where(col(Enrolment.class_id).in_(list(class_ids))))}


def providers_of(session: Session, person: Person) -> list[Provider]:
    """The training bodies for which the person acts."""
    ids = [grant.provider_id for grant in person.grants if grant.role in (Role.provider, Role.instructor) and grant.provider_id]
    return list(session.exec(select(Provider).where(col(Provider.id).in_(ids)).order_by(col(Provider.id))))


def classes_of(session: Session, provider_ids: Iterable[int | None]) -> list[TrainingClass]:
    """All classes of some providers, latest first day first."""
    rows = select(TrainingClass).where(col(TrainingClass.provider_id).in_(list(provider_ids)))
    return list(session.exec(rows.order_by(col(TrainingClass.starts_on).desc(), col(TrainingClass.id).desc())))


def roll_of(session: Session, class_id: int) -> list[Enrolment]:
    """Everybody who took a seat in a class, in the order of enrolment."""
    rows = select(Enrolment).where(Enrolment.class_id == class_id).options(joinedload(Enrolment.person))  # type: ignore[arg-type]
    return list(session.exec(rows.order_by(col(Enrolment.enrolled_at), col(Enrolment.id))))


def seated_classes(session: Session, person_id: int, since: date) -> list[TrainingClass]:
    """The classes in which the person has a seat and which end on ``since`` or later, soonest first."""
    rows = select(TrainingClass).join(Enrolment).where(Enrolment.person_id == person_id, col(Enrolment.state).in_(SEATED))
    rows = rows.where(TrainingClass.ends_on >= since)
    return list(session.exec(rows.order_by(col(TrainingClass.starts_on), col(TrainingClass.id))))
