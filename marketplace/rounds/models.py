"""Tables of the rounds room."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Text
from sqlmodel import Field, Relationship, SQLModel

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import choice
from marketplace.rounds.terms import Apart, Objective, PinKind, RoundState, Side


class Round(SQLModel, table=True):
    """One round: whom it is for, until when one may choose, and where it stands."""

    __tablename__ = "matching_round"
    __table_args__ = (
        CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),
        CheckConstraint("max_choices BETWEEN 1 AND 10", name="max_choices"),
        CheckConstraint("state <> 'cancelled' OR end_reason IS NOT NULL", name="cancelled_has_reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name_zh: str = Field(max_length=80)
    name_en: str = Field(max_length=160)
    region: str | None = Field(default=None, max_length=6, index=True, description="a county; empty for the whole city")
    opens_on: date
    closes_on: date
    objective: Objective = Field(sa_column=Column(choice(Objective), nullable=False))
    max_choices: int
    state: RoundState = Field(default=RoundState.draft, sa_column=Column(choice(RoundState), nullable=False, index=True))
    made_by_id: int = Field(foreign_key="person.id", index=True)
    made_at: datetime = Field(default_factory=clock.now)
    # The solve that is to be approved: no foreign key, since solves already point here.
    solve_id: int | None = None
    end_reason: str | None = Field(default=None, max_length=400)


class RoundLearner(SQLModel, table=True):
    """Somebody who takes part and looks for a mentor."""

    __tablename__ = "round_learner"

    round_id: int = Field(primary_key=True, foreign_key="matching_round.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    by_id: int = Field(foreign_key="person.id", description="herself, or the staff who put her on the list")
    joined_at: datetime = Field(default_factory=clock.now)


class RoundMentor(SQLModel, table=True):
    """What a mentor said of her places; whoever said nothing takes part with all that are free."""

    __tablename__ = "round_mentor"
    __table_args__ = (CheckConstraint("seats >= 0", name="seats"),)

    round_id: int = Field(primary_key=True, foreign_key="matching_round.id")
    mentor_id: int = Field(primary_key=True, foreign_key="mentor.person_id", index=True)
    seats: int
    confirmed_at: datetime = Field(default_factory=clock.now)


class RoundWish(SQLModel, table=True):
    """What one side says of the other: a rank from 1 on, or no rank for "rather not". Never shown to the other."""

    __tablename__ = "round_wish"
    __table_args__ = (CheckConstraint("rank IS NULL OR rank BETWEEN 1 AND 10", name="rank"),)

    round_id: int = Field(primary_key=True, foreign_key="matching_round.id")
    side: Side = Field(sa_column=Column(choice(Side), primary_key=True, nullable=False))
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    other_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    rank: int | None = None
    reason: str = Field(default="", max_length=300)


class RoundPin(SQLModel, table=True):
    """A pair that staff locked or forbade before solving."""

    __tablename__ = "round_pin"

    round_id: int = Field(primary_key=True, foreign_key="matching_round.id")
    learner_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    mentor_id: int = Field(primary_key=True, foreign_key="mentor.person_id", index=True)
    kind: PinKind = Field(sa_column=Column(choice(PinKind), nullable=False))
    reason: str = Field(max_length=300)
    by_id: int = Field(foreign_key="person.id")
    at: datetime = Field(default_factory=clock.now)


class RoundInput(SQLModel, table=True):
    """All that a round is solved from, frozen: canonical JSON and its SHA-256. Numbers of people, no names."""

    __tablename__ = "round_input"

    round_id: int = Field(primary_key=True, foreign_key="matching_round.id")
    frozen_at: datetime
    sha256: str = Field(max_length=64)
    document: str = Field(sa_column=Column(Text, nullable=False))


class RoundSolve(SQLModel, table=True):
    """One answer to the frozen input, kept for good with all that is needed to work it out again."""

    __tablename__ = "round_solve"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="matching_round.id", index=True)
    at: datetime
    by_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    objective: Objective = Field(sa_column=Column(choice(Objective), nullable=False))
    seed: int
    solver: str = Field(max_length=16)
    solver_version: str = Field(max_length=32)
    matching_version: str = Field(max_length=64)
    seconds: float
    input_sha256: str = Field(max_length=64, description="of the frozen input and of what was asked")
    locks: list[list[int]] = Field(sa_column=Column(JSON, nullable=False))
    never: list[list[int]] = Field(sa_column=Column(JSON, nullable=False))
    n_pairs: int
    gap: float
    blocking_pairs: int
    certificate: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    trade_off: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    result_sha256: str = Field(max_length=64)
    result: str = Field(sa_column=Column(Text, nullable=False))


class RoundPlace(SQLModel, table=True):
    """Where each learner of a solved round stands: with a mentor or the cause why not, by the solve in use and changes after it."""

    __tablename__ = "round_place"
    __table_args__ = (CheckConstraint("(mentor_id IS NULL) = (cause IS NOT NULL)", name="cause_or_mentor"),)

    round_id: int = Field(primary_key=True, foreign_key="matching_round.id")
    learner_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    mentor_id: int | None = Field(default=None, foreign_key="mentor.person_id", index=True)
    choice_rank: int | None = Field(default=None, description="as what the learner had chosen the mentor")
    is_preferred: bool = Field(default=False, description="the mentor had named the learner")
    cause: Apart | None = Field(default=None, sa_column=Column(choice(Apart), nullable=True))
    overridden_by_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    override_reason: str | None = Field(default=None, max_length=300)
    request_id: int | None = Field(default=None, foreign_key="mentoring_request.id", index=True)

    learner: Person = Relationship(sa_relationship_kwargs={"foreign_keys": "RoundPlace.learner_id"})
