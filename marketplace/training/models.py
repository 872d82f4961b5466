"""Tables of the training room."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.training.terms import ClassState, EnrolmentState, Tier


class Provider(SQLModel, table=True):
    """An accredited training body."""

    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, max_length=60, unique=True)
    name_zh: str = Field(max_length=80)
    name_en: str = Field(max_length=160)
    region: str = Field(max_length=6, index=True)
    kind: str = Field(max_length=16)


class Course(SQLModel, table=True):
    """A course of the city's catalogue; a class is its dated run."""

    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, max_length=60, unique=True)
    revision: int = 1
    kind: str = Field(max_length=4, index=True, description="GYB, SYB, IYB ...")
    tier: Tier = Field(sa_column=Column(choice(Tier), nullable=False))
    hours: int = Field(description="hours of 45 minutes")
    title_zh: str = Field(max_length=60)
    title_en: str = Field(max_length=120)
    summary_zh: str = Field(max_length=300)
    summary_en: str = Field(max_length=600)
    content_zh: list[str] = Field(sa_column=Column(JSON, nullable=False))
    content_en: list[str] = Field(sa_column=Column(JSON, nullable=False))
    for_zh: str = Field(max_length=200)
    for_en: str = Field(max_length=400)
    sectors: list[str] = Field(sa_column=Column(JSON, nullable=False))
    groups: list[str] = Field(sa_column=Column(JSON, nullable=False))

    skills: list["CourseSkill"] = Relationship(sa_relationship_kwargs={"lazy": "selectin", "cascade": "all, delete-orphan"})


class CourseSkill(SQLModel, table=True):
    """A skill the course teaches, and the level a learner reaches."""

    __tablename__ = "course_skill"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    course_id: int = Field(primary_key=True, foreign_key="course.id")
    skill: str = Field(primary_key=True, max_length=5)
    level: int


class TrainingClass(SQLModel, table=True):
    """A dated run of a course at a place, with seats."""

    __tablename__ = "training_class"
    __table_args__ = (
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("state <> 'closed' OR closed_on IS NOT NULL", name="closed_has_date"),
    )

    id: int | None = Field(default=None, primary_key=True)
    course_id: int = Field(foreign_key="course.id", index=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    region: str = Field(max_length=6, index=True)
    place_zh: str = Field(default="", max_length=120)
    place_en: str = Field(default="", max_length=200)
    online: bool = False
    starts_on: date = Field(index=True)
    ends_on: date
    seats: int
    state: ClassState = Field(default=ClassState.enrolling, sa_column=Column(choice(ClassState), nullable=False, index=True))
    closed_on: date | None = None
    synthetic: bool = False

    course: Course = Relationship(sa_relationship_kwargs={"lazy": "joined"})
    provider: Provider = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class Enrolment(SQLModel, table=True):
    """A person in a class."""

    __table_args__ = (
        UniqueConstraint("class_id", "person_id"),
        CheckConstraint("(state = 'passed') = (passed_on IS NOT NULL)", name="passed_has_date"),
    )

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="training_class.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: EnrolmentState = Field(default=EnrolmentState.enrolled, sa_column=Column(choice(EnrolmentState), nullable=False, index=True))
    enrolled_at: datetime = Field(default_factory=clock.now)
    passed_on: date | None = Field(default=None, index=True, description="date of the certificate")

    training_class: TrainingClass = Relationship()
    person: Person = Relationship()
