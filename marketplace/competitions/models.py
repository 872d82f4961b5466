"""Tables of the competitions room."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.competitions.terms import ContestState
from marketplace.db import choice
from marketplace.projects.models import Project


class Contest(SQLModel, table=True):
    """One start-up contest with its criteria and their weights."""

    id: int | None = Field(default=None, primary_key=True)
    organiser_id: int = Field(foreign_key="person.id", index=True)
    name_zh: str = Field(max_length=80)
    name_en: str = Field(max_length=160)
    about_zh: str = Field(default="", max_length=600)
    about_en: str = Field(default="", max_length=1200)
    region: str = Field(max_length=6)
    level: str = Field(max_length=4, description="AL1-AL6")
    state: ContestState = Field(default=ContestState.draft, sa_column=Column(choice(ContestState), nullable=False, index=True))
    closes_on: date = Field(description="last day for entries")
    winners: int = Field(default=3, description="how many entries win")
    judges_per_entry: int | None = Field(default=None, description="how many judges read each entry, drawn by lot; empty: all of them")
    weights: dict[str, int] = Field(sa_column=Column(JSON, nullable=False), description="criterion: percent, sums to 100")
    published_on: date | None = None
    synthetic: bool = False


class Entry(SQLModel, table=True):
    """A project that takes part, with its author's word on publication."""

    __table_args__ = (UniqueConstraint("contest_id", "project_id"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    entered_at: datetime = Field(default_factory=clock.now)
    consented_at: datetime | None = Field(default=None, description="the author agrees that a win is published in the library")
    grade: str | None = Field(default=None, max_length=4)

    contest: Contest = Relationship()
    project: Project = Relationship()
    author: Person = Relationship()


class JudgeSeat(SQLModel, table=True):
    """A judge of a contest."""

    __tablename__ = "judge_seat"

    contest_id: int = Field(primary_key=True, foreign_key="contest.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)

    person: Person = Relationship()


class Reading(SQLModel, table=True):
    """A judge is to read an entry; only for contests where not everybody reads everything."""

    entry_id: int = Field(primary_key=True, foreign_key="entry.id")
    judge_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class Recusal(SQLModel, table=True):
    """A judge steps back from one entry."""

    entry_id: int = Field(primary_key=True, foreign_key="entry.id")
    judge_id: int = Field(primary_key=True, foreign_key="person.id")
    reason: str = Field(max_length=200)


class Score(SQLModel, table=True):
    """One judge's points for one criterion of one entry, 0-100."""

    __table_args__ = (UniqueConstraint("entry_id", "judge_id", "criterion"), CheckConstraint("points BETWEEN 0 AND 100", name="points"))

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    judge_id: int = Field(foreign_key="person.id", index=True)
    criterion: str = Field(max_length=16)
    points: int
    scored_at: datetime = Field(default_factory=clock.now)


class ContestResult(SQLModel, table=True):
    """How a contest came out, as it was found when judging ended; later versions of the method leave it alone."""

    __tablename__ = "contest_result"

    contest_id: int = Field(primary_key=True, foreign_key="contest.id")
    method: str = Field(max_length=32, description="name and version of the rule")
    basis: str = Field(max_length=16, description="what the rule went by with these sheets, and why")
    fingerprint: str = Field(max_length=64, description="SHA-256 of the frozen sheets; empty where none was taken when they were frozen")


class ResultRow(SQLModel, table=True):
    """One entry's place and points in the result of its contest."""

    __tablename__ = "result_row"

    entry_id: int = Field(primary_key=True, foreign_key="entry.id")
    rank: int
    value: float = Field(description="what places go by, on the scale of the points")
    mean: float
    n_judges: int
    spread: float | None = None
    error: float | None = None
    top_chance: float | None = None
    is_near_cut: bool = False
