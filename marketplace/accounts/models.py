"""Tables of the accounts room."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.terms import ConsentState, ConsentWay, Role, TieKind
from marketplace.db import choice


class Person(SQLModel, table=True):
    """One human being over all roles."""

    __table_args__ = (CheckConstraint("mobile IS NOT NULL OR email IS NOT NULL", name="reachable"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=40)
    name_en: str = Field(default="", max_length=60)
    mobile: str | None = Field(default=None, max_length=11, unique=True)
    email: str | None = Field(default=None, max_length=120, unique=True)
    password_hash: str = Field(default="", max_length=200, repr=False)
    session_epoch: int = Field(default=0, description="raised to sign the person out everywhere")
    locale: str = Field(default="zh", max_length=5)
    personalised: bool = Field(default=True, description="recommendations on or off")
    synthetic: bool = Field(default=False, description="invented for the demo village")
    active: bool = True
    birth_month: date | None = Field(default=None, description="first of the month; only asked of those who are 14 to 17")
    suspended_at: datetime | None = Field(default=None, description="since when the safeguarding officers keep the person out of mentoring")
    created_at: datetime = Field(default_factory=clock.now)

    grants: list["RoleGrant"] = Relationship(back_populates="person", sa_relationship_kwargs={"lazy": "selectin"})

    # The four members that Flask-Login asks for; plain properties keep Flask out of here.
    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def is_anonymous(self) -> bool:
        return False

    def get_id(self) -> str:
        return f"{self.id}.{self.session_epoch}"

    @property
    def role_names(self) -> set[str]:
        return {grant.role.value for grant in self.grants}

    def scopes(self, role: Role) -> set[str | None]:
        """Regions (county codes) in which the person holds ``role``; None stands for the whole city."""
        return {grant.region for grant in self.grants if grant.role == role}


class RoleGrant(SQLModel, table=True):
    """A role with its scope: a county for county staff, a provider for its people."""

    __table_args__ = (UniqueConstraint("person_id", "role", "region", "provider_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_column=Column(choice(Role), nullable=False))
    region: str | None = Field(default=None, max_length=6)
    provider_id: int | None = Field(default=None, index=True, description="training provider; that table stands on a higher floor")
    person: Person = Relationship(back_populates="grants")


class Guardian(SQLModel, table=True):
    """Who answers for somebody of 14 to 17, and what they said."""

    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (recorded_at IS NULL)", name="answered_has_date"),
        CheckConstraint("state = 'waiting' OR (said_by <> '' AND way IS NOT NULL AND said_on IS NOT NULL)", name="answered_has_source"),
    )

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    name: str = Field(max_length=40)
    contact: str = Field(max_length=120)
    region: str = Field(max_length=6, index=True, description="county whose staff ask the guardian")
    asked_at: datetime = Field(default_factory=clock.now, description="since when an answer is waited for")
    state: ConsentState = Field(default=ConsentState.waiting, sa_column=Column(choice(ConsentState), nullable=False, index=True))
    said_by: str = Field(default="", max_length=60, description="who said it, and what she is to the minor")
    way: ConsentWay | None = Field(default=None, sa_column=Column(choice(ConsentWay), nullable=True))
    said_on: date | None = None
    note: str = Field(default="", max_length=300)
    recorded_by_id: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime | None = None

    person: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "Guardian.person_id", "lazy": "joined"})

    @property
    def days_waiting(self) -> int:
        """Days of the city since the answer is waited for."""
        return (clock.today() - self.asked_at.astimezone(clock.CITY_ZONE).date()).days


class LearnerProfile(SQLModel, table=True):
    """The eight answers. No sex, hukou, disability or health: matching never uses them."""

    __tablename__ = "learner_profile"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    about: str = Field(default="", max_length=600)
    sectors: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    hours: int | None = Field(default=None, description="hours a week")
    capital: int | None = Field(default=None, description="yuan")
    region: str | None = Field(default=None, max_length=6)
    town: str | None = Field(default=None, max_length=24)
    stage: str | None = Field(default=None, max_length=2)
    help_wanted: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False), description="skill codes")
    group: str | None = Field(default=None, max_length=12)
    graduation_year: int | None = None
    updated_at: datetime = Field(default_factory=clock.now)


class ProfileSkill(SQLModel, table=True):
    """What a learner says she can do, level 0-4."""

    __tablename__ = "profile_skill"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 4", name="level"),)

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    skill: str = Field(primary_key=True, max_length=5)
    level: int


class Tie(SQLModel, table=True):
    """A tie between two people that other rooms must respect: a block, a declared conflict, a mentorship."""

    __table_args__ = (UniqueConstraint("person_id", "other_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    other_id: int = Field(foreign_key="person.id", index=True)
    kind: TieKind = Field(sa_column=Column(choice(TieKind), nullable=False))
    reason: str | None = Field(default=None, max_length=200)
    since: datetime = Field(default_factory=clock.now)


class AccessMark(SQLModel, table=True):
    """Whose data one row of the access log is about. The ledger holds what happened; marks only help to find it."""

    __tablename__ = "access_mark"
    __table_args__ = (Index("ix_access_mark_person", "person_id", "ledger_id"),)

    ledger_id: int = Field(primary_key=True, foreign_key="ledger.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    case: str = Field(default="", max_length=32, index=True, description="an open case that the person must not learn of by this log")
    hidden: bool = Field(default=False, description="not shown to the person until the case is over; auditors see it at once")
