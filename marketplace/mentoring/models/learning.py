"""Tables of what matching learns from: the training in use, what was shown, and what was opened."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from marketplace import clock


class ModelChoice(SQLModel, table=True):
    """Which training matching uses from then on: the last row counts. Without an artefact the weights set by hand are used."""

    __tablename__ = "model_choice"

    id: int | None = Field(default=None, primary_key=True)
    artefact: str | None = Field(default=None, max_length=64, description="SHA-256 of the artefact, the name of its folder")
    replaces_id: int | None = Field(default=None, foreign_key="model_choice.id", description="the choice to go back to")
    chosen_at: datetime = Field(default_factory=clock.now)


class Impression(SQLModel, table=True):
    """A suggestion that a person really had before her eyes, so that what was only shown is not taken for liked."""

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "item_id", "seen_on"),
        CheckConstraint("propensity > 0 AND propensity <= 1", name="propensity"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=8, description="project, mentor or course")
    item_id: int
    place: int = Field(description="1 is the first of the list")
    propensity: float = Field(description="the chance it had of standing in this list")
    explored: bool = False
    choice_id: int | None = Field(default=None, foreign_key="model_choice.id", description="the training that ranked it")
    seen_on: date = Field(default_factory=clock.today, description="once a day is enough")
    seen_at: datetime = Field(default_factory=clock.now, index=True)


class Click(SQLModel, table=True):
    """A suggestion that a person opened from a list: more than having seen it, less than asking or keeping it."""

    __table_args__ = (UniqueConstraint("person_id", "kind", "item_id", "clicked_on"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=8, description="project, mentor or course")
    item_id: int
    place: int = Field(description="1 is the first of the list")
    impression_id: int | None = Field(
        default=None, foreign_key="impression.id", index=True, description="the showing that it was opened from"
    )
    clicked_on: date = Field(default_factory=clock.today, description="once a day is enough")
    clicked_at: datetime = Field(default_factory=clock.now, index=True)
