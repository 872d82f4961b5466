"""Tables of the entries themselves."""

import math
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.db import choice
from marketplace.projects.terms import ArchiveReason, Mode, Source, Status


class Project(SQLModel, table=True):
    """One entry of the library. ``_zh`` and ``_en`` say the same thing in both languages."""

    __table_args__ = (
        CheckConstraint("capital_min >= 0 AND capital_max >= capital_min", name="capital"),
        CheckConstraint("status <> 'published' OR first_published_on IS NOT NULL", name="published_has_date"),
        CheckConstraint("risk BETWEEN 1 AND 5", name="risk"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged_has_other"),
        CheckConstraint("(status = 'archived') = (archive_reason IS NOT NULL)", name="archived_has_reason"),
        CheckConstraint("next_of_id IS NULL OR first_published_on IS NULL", name="next_version_is_not_counted"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, max_length=60, unique=True, description="stable key of an imported entry")
    status: Status = Field(default=Status.draft, sa_column=Column(choice(Status), nullable=False, index=True))
    revision: int = 1
    source: Source = Field(sa_column=Column(choice(Source), nullable=False))
    author_id: int | None = Field(default=None, foreign_key="person.id", index=True, description="empty: the library itself")
    legacy: bool = Field(default=False, description="in the library before the programme began: not counted as new")
    merged_into_id: int | None = Field(default=None, foreign_key="project.id", index=True)
    next_of_id: int | None = Field(default=None, foreign_key="project.id", index=True, description="this is the next version of that entry")
    version: int = Field(default=0, description="number of the version in the library; 0 before the first")
    change_note: str = Field(default="", max_length=500, description="what is different from the version before")
    organisation: str = Field(default="", max_length=80, description="the firm, college or organiser that offers it")
    archive_reason: ArchiveReason | None = Field(default=None, sa_column=Column(choice(ArchiveReason), nullable=True))
    review_round: int = Field(default=0, description="how often it was submitted")
    screened_by_id: int | None = Field(default=None, foreign_key="person.id")
    state_since: datetime = Field(default_factory=clock.now, description="when the status last changed: the age in the queue")
    changed_at: datetime = Field(default_factory=clock.now, description="when its text last changed")
    frozen: bool = Field(default=False, description="entered in a contest that is being judged: its text stands still")
    verification: int = Field(default=0, description="0 none, 1 form checked, 2 documents seen, 3 visited")
    created_at: datetime = Field(default_factory=clock.now)
    first_published_on: date | None = Field(default=None, index=True)
    review_by: date | None = None

    sector: str = Field(max_length=4, index=True)
    regions: list[str] = Field(sa_column=Column(JSON, nullable=False))
    town: str | None = Field(default=None, max_length=24)
    stage: str = Field(max_length=2)
    mode: Mode = Field(sa_column=Column(choice(Mode), nullable=False))
    groups: list[str] = Field(sa_column=Column(JSON, nullable=False))
    people: int
    space_m2: int
    weekly_hours: int
    online: bool = False

    title_zh: str = Field(max_length=40)
    title_en: str = Field(max_length=120)
    summary_zh: str = Field(max_length=200)
    summary_en: str = Field(max_length=200)
    tags_zh: list[str] = Field(sa_column=Column(JSON, nullable=False))
    tags_en: list[str] = Field(sa_column=Column(JSON, nullable=False))
    detail_zh: str
    detail_en: str
    first_90_days_zh: str
    first_90_days_en: str
    buyers_zh: str
    buyers_en: str
    licences_zh: str
    licences_en: str
    not_for_zh: str
    not_for_en: str

    opening: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False), description="zh, en, low, high in yuan")
    monthly: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False), description="zh, en, amount in yuan")
    unit_zh: str = Field(max_length=20)
    unit_en: str = Field(max_length=40)
    price: float
    variable_cost: float
    units_month: int
    capital_min: int = Field(index=True)
    capital_max: int
    risks: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False), description="dimension: score 1-5, zh, en")
    risk: int = Field(index=True, description="1-5, see overall_risk")

    skills: list["ProjectSkill"] = Relationship(sa_relationship_kwargs={"lazy": "selectin", "cascade": "all, delete-orphan"})
    awards: list["Award"] = Relationship(sa_relationship_kwargs={"lazy": "selectin"})

    @property
    def untouched_since(self) -> datetime:
        """The last time that anybody wrote in it or moved it on."""
        return max(self.state_since, self.changed_at)

    @property
    def fixed_cost(self) -> int:
        """Yuan a month that must be paid whatever is sold."""
        return sum(item["amount"] for item in self.monthly)

    @property
    def margin(self) -> float:
        """Yuan left from one unit sold."""
        return round(self.price - self.variable_cost, 2)

    @property
    def break_even_units(self) -> int:
        """Units a month that pay the fixed cost."""
        return math.ceil(round(self.fixed_cost / self.margin, 6))

    @property
    def monthly_profit(self) -> float:
        """Yuan a month at the sober sales after half a year, before the founder's own pay."""
        return round(self.units_month * self.margin - self.fixed_cost, 2)

    @property
    def payback_months(self) -> int | None:
        """Months until the larger opening sum has come back: a claim, not a promise."""
        return math.ceil(self.capital_max / self.monthly_profit) if self.monthly_profit > 0 else None


class ProjectSkill(SQLModel, table=True):
    """A skill that the project wants, level 1-4."""

    __tablename__ = "project_skill"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    project_id: int = Field(primary_key=True, foreign_key="project.id")
    skill: str = Field(primary_key=True, max_length=5)
    level: int


class Favourite(SQLModel, table=True):
    """A person keeps a project."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    project_id: int = Field(primary_key=True, foreign_key="project.id", index=True)
    since: datetime = Field(default_factory=clock.now)


class Award(SQLModel, table=True):
    """A prize that a project won. The contest stands on a higher floor: its number is kept, its table is not known here."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    contest_id: int = Field(index=True)
    contest_zh: str = Field(max_length=80)
    contest_en: str = Field(max_length=160)
    level: str = Field(max_length=4, description="AL1-AL6")
    grade: str = Field(max_length=4, description="AG1-AG6")
    decided_on: date
