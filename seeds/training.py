"""Providers, the course catalogue, about forty classes with their rolls and results."""

import random
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.actions import grant_role, register_person
from marketplace.accounts.models import LearnerProfile, Person
from marketplace.accounts.terms import Role
from marketplace.db import transaction
from marketplace.training.actions import add_course, add_provider, close_class, enrol, mark_started, open_class, record_result
from marketplace.training.models import Course, Provider, TrainingClass
from seeds import chance as draw
from seeds import content
from seeds.people import member
from seeds.population import synthetic_learners

PAST, COMING = 32, 10
# The counties in turn, the larger ones twice.
ROUND = ("330402", "330481", "330483", "330411", "330482", "330421", "330424", "330483", "330481", "330402")
PLACES = {
    "330402": ("南湖区创业指导服务中心 2 楼", "Nanhu start-up centre, 2nd floor"),
    "330411": ("秀洲区职业技术学校 3 号楼", "Xiuzhou vocational school, building 3"),
    "330421": ("嘉善县人力资源市场培训室", "Jiashan human-resources market, training room"),
    "330424": ("海盐县创业园会议室", "Haiyan start-up park, meeting room"),
    "330481": ("海宁市创业大厦 5 楼", "Haining start-up building, 5th floor"),
    "330482": ("平湖市就业服务中心 1 楼", "Pinghu employment centre, 1st floor"),
    "330483": ("桐乡市毛衫创业园教室", "Tongxiang knitwear start-up park, classroom"),
}


def load_catalogue(engine: Engine) -> str:
    """Providers and courses; the cast's provider and instructor get their scope."""
    with transaction(engine) as session:
        providers = [add_provider(session, provider) for provider in content.providers()]
        for course in content.courses():
            add_course(session, course)
        home = next(provider for provider in providers if provider.region == "330483")
        grant_role(session, member(session, "xu"), Role.provider, provider_id=home.id)
        grant_role(session, member(session, "ye"), Role.instructor, provider_id=home.id)
    return f"{len(providers)} providers, {len(content.courses())} courses"


def load_classes(engine: Engine) -> str:
    """Past classes with results, one that runs, and coming ones with seats."""
    chance = random.Random(40)
    with transaction(engine) as session:
        near = _learners_by_county(session)
        people = sum(_run_class(session, chance, number, near) for number in range(PAST + COMING))
    return f"{PAST + COMING} classes, {people} enrolments"


def _run_class(session: Session, chance: random.Random, number: int, near: dict[str | None, list[Person]]) -> int:
    starts_on = _start(chance, number)
    course = _course(session, chance, number)
    provider = _provider(session, chance, number)
    seats = chance.choice((24, 28, 30))
    by = _head_of(session, provider)
    weeks = max(1, round(course.hours / 14))
    zh, en = PLACES[provider.region]
    with _at(min(starts_on - timedelta(days=40), clock.today() - timedelta(days=21))):
        opened = open_class(
            session,
            course_id=course.id or 0,
            provider_id=provider.id or 0,
            region=provider.region,
            place_zh=zh,
            place_en=en,
            online=course.kind == "NET" and number % 2 == 0,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(weeks=weeks),
            seats=seats,
            synthetic=True,
            by=by,
        )
    learners = chance.sample(near[provider.region], k=seats if number < PAST else chance.randint(6, seats - 4))
    with _at(min(starts_on, clock.today()) - timedelta(days=chance.randint(3, 20))):
        enrolments = [enrol(session, opened.id or 0, by=learner) for learner in learners]
    if opened.ends_on <= clock.today():
        _finish(session, chance, opened, [enrolment.id or 0 for enrolment in enrolments], by)
    return len(enrolments)


def _finish(session: Session, chance: random.Random, one: TrainingClass, enrolments: list[int], by: Person) -> None:
    # Each class has its own pass rate around 0.91.
    rate = min(0.98, max(0.80, chance.betavariate(45, 4.5)))
    with _at(one.starts_on + timedelta(days=1)):
        started = [mark_started(session, number, by=by) for number in enrolments if chance.random() < 0.96]
    with _at(one.ends_on):
        for enrolment in started:
            record_result(session, enrolment.id or 0, passed=chance.random() < rate, on=one.ends_on, by=by)
        close_class(session, one.id or 0, by=by, on=one.ends_on)


def _start(chance: random.Random, number: int) -> date:
    today = clock.today()
    if number >= PAST:
        return today + timedelta(days=6 + (number - PAST) * 9)
    # From 25 months ago until six weeks ago.
    return today - timedelta(days=750 - number * 22 - chance.randint(0, 6))


def _course(session: Session, chance: random.Random, number: int) -> Course:
    courses = list(session.exec(select(Course).order_by(Course.id)))  # type: ignore[arg-type]
    if number >= PAST:
        return courses[(number - PAST) * 2 % len(courses)] if number % 3 else next(c for c in courses if c.kind == "SYB")
    shares = {"SYB": 14, "NET": 8, "PRA": 4, "ORD": 3, "GYB": 5, "IYB": 2, "LEC": 1}
    kind = draw.weighted(chance, shares)
    return chance.choice([course for course in courses if course.kind == kind] or courses)


def _provider(session: Session, chance: random.Random, number: int) -> Provider:
    region = "330483" if number == PAST else ROUND[number % len(ROUND)]
    return chance.choice(list(session.exec(select(Provider).where(Provider.region == region).order_by(Provider.id))))  # type: ignore[arg-type]


def _head_of(session: Session, provider: Provider) -> Person:
    email = f"provider{provider.id}@providers.example.org"
    known = session.exec(select(Person).where(Person.email == email)).first()
    if known:
        return known
    person = register_person(session, name="负责人", name_en="Provider's head", email=email, synthetic=True)
    grant_role(session, person, Role.provider, provider_id=provider.id)
    return person


def _learners_by_county(session: Session) -> dict[str | None, list[Person]]:
    homes = dict(session.exec(select(LearnerProfile.person_id, LearnerProfile.region)).all())
    found: dict[str | None, list[Person]] = {}
    for person in synthetic_learners(session):
        found.setdefault(homes[person.id or 0], []).append(person)
    return found


def _at(day: date) -> AbstractContextManager[None]:
    return clock.stopped_at(datetime.combine(day, time(10), tzinfo=clock.CITY_ZONE))
