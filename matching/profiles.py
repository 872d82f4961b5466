"""What the matcher knows about a learner, a mentor, a project and a dated class.

There is no field for sex, age, household registration, disability or health, so no score can use them.
Money is in yuan, hours are a week, skill levels run from 0 (none) to 4 (can teach).
Regions are GB/T 2260 codes; a longer code that begins with a county's six digits is a town in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CITY = "330400"
HIGHEST_LEVEL = 4

Skills = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often something worked out: `successes` of `trials` matured cases."""

    successes: int = 0
    trials: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.successes <= self.trials:
            raise ValueError(f"{self.successes} successes of {self.trials} trials")


@dataclass(frozen=True, slots=True)
class Learner:
    """One who looks for a project, a mentor or a course; empty fields mean "not said".

    `help_wanted` holds skill codes; `conflicts` and `declined` hold mentor ids (blocked or
    conflicted, and those who lately said no); `favourites` holds project ids.
    """

    id: int
    text: str = ""
    skills: Skills = field(default_factory=dict)
    sectors: frozenset[str] = frozenset()
    region: str = ""
    capital: int | None = None
    hours: int | None = None
    stage: str = ""
    help_wanted: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    conflicts: frozenset[int] = frozenset()
    favourites: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        check_levels(self.skills)


@dataclass(frozen=True, slots=True)
class Mentor:
    """One who helps: `seats_free` places, `pending` requests, `accepted` of `answered` requests."""

    id: int
    text: str = ""
    skills: Skills = field(default_factory=dict)
    sectors: frozenset[str] = frozenset()
    region: str = ""
    online: bool = False
    languages: frozenset[str] = frozenset()
    seats_free: int = 0
    pending: int = 0
    hours: int | None = None
    accepted: int = 0
    answered: int = 0
    outcome: Outcome = Outcome()

    def __post_init__(self) -> None:
        check_levels(self.skills)
        if not 0 <= self.accepted <= self.answered:
            raise ValueError(f"{self.accepted} accepted of {self.answered} answered")


@dataclass(frozen=True, slots=True)
class Project:
    """A library entry; `skills` are the wanted levels, no `regions` means anywhere."""

    id: int
    text: str = ""
    skills: Skills = field(default_factory=dict)
    sectors: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    online: bool = False
    capital_min: int | None = None
    capital_max: int | None = None
    hours: int | None = None
    groups: frozenset[str] = frozenset()
    stage: str = ""
    outcome: Outcome = Outcome()

    def __post_init__(self) -> None:
        check_levels(self.skills)


@dataclass(frozen=True, slots=True)
class Course:
    """One dated class; `skills` are the levels it brings people to, `starts_in` is in days."""

    id: int
    text: str = ""
    skills: Skills = field(default_factory=dict)
    sectors: frozenset[str] = frozenset()
    region: str = ""
    online: bool = False
    hours: int | None = None
    seats_free: int = 0
    starts_in: int = 0
    groups: frozenset[str] = frozenset()
    outcome: Outcome = Outcome()

    def __post_init__(self) -> None:
        check_levels(self.skills)


Item = Mentor | Project | Course


def check_levels(skills: Skills) -> None:
    """Refuse a level outside 0-4 with a ValueError that names the skill."""
    for skill, level in skills.items():
        if not 0 <= level <= HIGHEST_LEVEL:
            raise ValueError(f"level of {skill} is {level}, not within 0 and {HIGHEST_LEVEL}")
