"""About two thousand synthetic learners with their eight answers and what they kept."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from pypinyin import lazy_pinyin
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.actions import grant_role, register_person, save_profile
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.db import transaction
from marketplace.places.queries import dictionary
from marketplace.projects.actions import keep_projects
from marketplace.projects.models import Project
from marketplace.projects.queries import published_projects
from seeds import chance as draw
from seeds.programme import first_day

LEARNERS = 2000
BATCH = 250
CITY = "330400"
MOST_KEPT = 6
KEPT_A_VISIT = 2


@dataclass(frozen=True)
class Offer:
    """What a learner weighs when she looks at an entry: plain values, because every learner looks at every entry."""

    id: int
    sector: str
    regions: frozenset[str]
    capital_min: int
    skills: tuple[tuple[str, int], ...]
    levels: int
    fashion: float
    published: datetime


def load_learners(engine: Engine) -> str:
    """All learners, in batches."""
    chance = random.Random(2000)
    kept = 0
    for start in range(0, LEARNERS, BATCH):
        with transaction(engine) as session:
            # The rows are held for as long as they are asked for by number.
            projects = published_projects(session)
            offers = [_offer(project) for project in projects]
            kept += sum(_add_learner(session, chance, number, offers) for number in range(start, start + BATCH))
    return f"{LEARNERS} learners, {kept} kept projects"


def _offer(project: Project) -> Offer:
    number, skills = project.id or 0, tuple((wanted.skill, wanted.level) for wanted in project.skills)
    return Offer(
        number,
        project.sector,
        frozenset(project.regions),
        project.capital_min,
        skills,
        sum(level for _, level in skills),
        (number * 37 % 101) / 101,
        datetime.combine(project.first_published_on or first_day(), time(12), tzinfo=clock.CITY_ZONE),
    )


def _add_learner(session: Session, chance: random.Random, number: int, offers: list[Offer]) -> int:
    name = draw.name(chance)
    english = " ".join(part.capitalize() for part in (lazy_pinyin(name[0])[0], "".join(lazy_pinyin(name[1:]))))
    person = register_person(session, name=name, name_en=english, email=f"learner{number:04d}@learners.example.org", synthetic=True)
    grant_role(session, person, Role.learner)
    # Interests are drawn from what the library offers, so that sectors of the county are more likely.
    region = draw.weighted(chance, draw.COUNTIES)
    near = [offer for offer in offers if region in offer.regions or CITY in offer.regions] or offers
    liked = chance.sample(near, k=min(3, len(near)))
    skills = _skills(chance, session, liked)
    capital = draw.weighted(chance, draw.CAPITALS)
    answers: dict[str, Any] = {
        "sectors": sorted({offer.sector for offer in liked}),
        "hours": chance.choice((10, 15, 20, 30, 40, 45, 50)),
        "capital": int(round(capital * chance.uniform(0.6, 1.5), -3)),
        "region": region,
        "stage": chance.choice(("P0", "P0", "P1", "P1", "P2")),
        "help_wanted": sorted({skill for offer in liked for skill, level in offer.skills if skills.get(skill, 0) < level})[:4],
        "group": draw.weighted(chance, draw.GROUPS),
        "about": "",
    }
    save_profile(session, by=person, answers=answers, skills=skills)
    return _keep_some(session, chance, person, answers, skills, near, _visits(number))


def _skills(chance: random.Random, session: Session, liked: list[Offer]) -> dict[str, int]:
    wanted = [skill for offer in liked for skill, _ in offer.skills]
    others = chance.sample(sorted(dictionary(session, "skill")), k=4)
    return {skill: chance.choice((1, 1, 2, 2, 3)) for skill in chance.sample(wanted, k=min(4, len(wanted))) + others}


def _visits(number: int) -> list[datetime]:
    """When a learner looked around: a first day in the programme, then every other week or so, at most until now."""
    # A chance of its own, so that who keeps what does not depend on when.
    chance = random.Random(f"visits of {number}")
    moment = datetime.combine(first_day(), time(20), tzinfo=clock.CITY_ZONE) + timedelta(days=chance.uniform(0, 785))
    visits = []
    for _ in range(MOST_KEPT):
        visits.append(min(moment, clock.now()))
        moment += timedelta(days=chance.expovariate(1 / 20))
    return visits


def _keep_some(
    session: Session,
    chance: random.Random,
    person: Person,
    answers: dict[str, Any],
    skills: dict[str, int],
    near: list[Offer],
    visits: list[datetime],
) -> int:
    """Keep what pulls: sector, money, held skills, some fashion, and a good deal of chance (synthetic assumption)."""

    def pull(offer: Offer) -> float:
        fits_money = offer.capital_min <= answers["capital"] * 1.25
        held = sum(min(skills.get(skill, 0), level) for skill, level in offer.skills) / offer.levels
        return 2.0 * (offer.sector in answers["sectors"]) + 1.0 * fits_money + 1.5 * held + 0.8 * offer.fashion + chance.gauss(0, 0.9)

    count = chance.choice((0, 0, 1, 2, 3, 4, MOST_KEPT))
    found = _shuffled(sorted(near, key=pull, reverse=True)[:count], visits)
    for moment, start in zip(visits, range(0, len(found), KEPT_A_VISIT), strict=False):
        offers = found[start : start + KEPT_A_VISIT]
        # Nobody keeps what is not in the library yet.
        with clock.stopped_at(min(max(moment, *(offer.published for offer in offers)), clock.now())):
            keep_projects(session, [offer.id for offer in offers], by=person)
    return count


def _shuffled(offers: list[Offer], visits: list[datetime]) -> list[Offer]:
    """In no order of liking: what pulls most is not always found first."""
    return random.Random(visits[0].isoformat()).sample(offers, k=len(offers))


def synthetic_learners(session: Session) -> list[Person]:
    """The population, without the cast and the mentors."""
    invented = select(Person).where(col(Person.email).like("learner%@learners.example.org"))
    return list(session.exec(invented.order_by(col(Person.id))))
