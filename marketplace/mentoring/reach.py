"""From what somebody has to projects: each with what is missing, and the class, mentor or loan that fills it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.queries import avoided_mentors, published_mentors, seats_left
from marketplace.places.distances import FAR, kilometres
from marketplace.projects.models import Project, ProjectSkill
from marketplace.projects.queries import projects_in_order
from marketplace.projects.terms import Status
from marketplace.training.models import TrainingClass
from marketplace.training.queries import coming_classes
from marketplace.training.queries import seats_left as class_seats_left
from matching import Gap, Learner, Shortfall, by_fit, is_near
from matching import Project as Wants

Thing = TypeVar("Thing")

# What a guaranteed start-up loan brings one person at most, in yuan. Requirement R96 gives 300,000 to 500,000 for today, by county
# (source S15 there, read on 2026-11-25); the lower one can be hoped for everywhere.
LOAN_CEILING = 300_000


@dataclass(frozen=True)
class Have:
    """What somebody has; None and empty stand for "not said"."""

    money: int | None = None
    hours: int | None = None
    region: str = ""
    town: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    sectors: Collection[str] = ()
    person_id: int = 0


@dataclass(frozen=True)
class Filling:
    """One missing skill: the class that teaches it next, and a mentor with a free place who knows it."""

    gap: Gap
    training_class: TrainingClass | None
    mentor: Mentor | None


@dataclass(frozen=True)
class Reach:
    """One project as seen from what somebody has."""

    project: Project
    shortfall: Shortfall
    fillings: Sequence[Filling]
    have: Have

    @property
    def distance(self) -> int | None:
        """Kilometres between the county seats, for a project that is far; None where that is not known."""
        far = kilometres(self.have.region, self.project.regions)
        return round(far) if self.shortfall.is_far and far < FAR else None

    @property
    def is_in_town(self) -> bool:
        """It is meant for the very town."""
        return bool(self.have.town) and self.have.town == self.project.town

    @property
    def is_in_another_town(self) -> bool:
        """Near, yet meant for another town of the county."""
        says_a_town = bool(self.have.town and self.project.town) and not self.project.online
        return says_a_town and not self.shortfall.is_far and not self.is_in_town

    @property
    def loan_closes_it(self) -> bool:
        """Whether a guaranteed loan covers the money that is missing."""
        return 0 < self.shortfall.money <= LOAN_CEILING


@dataclass(frozen=True)
class Found:
    """One page of all projects in the order of fit; ``ready`` of them miss nothing, ``far`` lie outside the county."""

    items: Sequence[Reach]
    total: int
    ready: int
    far: int


def projects_in_reach(session: Session, have: Have, offset: int, limit: int) -> Found:
    """Published projects, those with the least missing first."""
    learner = Learner(
        have.person_id,
        skills=dict(have.skills),
        sectors=frozenset(have.sectors),
        region=have.region,
        capital=have.money,
        hours=have.hours,
    )
    everything = by_fit(learner, _wants(session))
    shown = everything[offset : offset + limit]
    projects = {project.id: project for project in projects_in_order(session, [one.project_id for one in shown])}
    fill = _Fillers(session, learner) if any(one.gaps for one in shown) else None
    items = [Reach(projects[one.project_id], one, [fill.filling(gap) for gap in one.gaps] if fill else [], have) for one in shown]
    ready, far = sum(one.is_complete for one in everything), sum(one.is_far for one in everything)
    return Found(items, len(everything), ready, far)


class _Fillers:
    """Classes and mentors that are open to one learner, read once for a page."""

    def __init__(self, session: Session, learner: Learner) -> None:
        classes = coming_classes(session, clock.today())
        free = class_seats_left(session, [one.id or 0 for one in classes])
        self.classes = [
            (one, {skill.skill: skill.level for skill in one.course.skills})
            for one in classes
            if free.get(one.id or 0) and (one.online or is_near(learner.region, [one.region]))
        ]
        mentors, avoided = published_mentors(session), avoided_mentors(session, learner.id) | {learner.id}
        seats = seats_left(session, mentors)
        self.mentors = [
            (one, {skill.skill: skill.level for skill in one.skills})
            for one in mentors
            if seats[one.person_id] and one.person_id not in avoided and (one.online or is_near(learner.region, [one.region]))
        ]

    def filling(self, gap: Gap) -> Filling:
        """Who closes most of the gap: the soonest class, and the mentor with the lowest number."""
        return Filling(gap, _best(gap, self.classes), _best(gap, self.mentors))


def _best(gap: Gap, things: Sequence[tuple[Thing, Mapping[str, int]]]) -> Thing | None:
    closed = [(gap.closed_by(levels.get(gap.skill, 0)), thing) for thing, levels in things]
    share, thing = max(closed, key=lambda pair: pair[0], default=(0.0, None))
    return thing if share else None


def _wants(session: Session) -> list[Wants]:
    # Columns, not rows: 450 whole entries would be three megabytes of text for a handful of numbers.
    skills: dict[int, dict[str, int]] = {}
    for number, skill, level in session.exec(select(ProjectSkill.project_id, ProjectSkill.skill, ProjectSkill.level)):
        skills.setdefault(number, {})[skill] = level
    what = (Project.id, Project.sector, Project.regions, Project.online, Project.capital_min, Project.weekly_hours)
    rows = session.execute(columns(*map(col, what)).where(col(Project.status) == Status.published))
    return [
        Wants(
            number,
            skills=skills.get(number, {}),
            sectors=frozenset({sector}),
            regions=frozenset(regions),
            online=online,
            capital_min=capital,
            hours=hours,
        )
        for number, sector, regions, online, capital, hours in rows
    ]
