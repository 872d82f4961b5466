"""Who may see what of a person today, and on what ground: from her own rows, so that it is true and not a promise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Guardian, Person
from marketplace.accounts.policies import is_minor, may_see_contact
from marketplace.errors import N_
from marketplace.mentoring.models import Mentor, Waiting
from marketplace.mentoring.queries import mentorships_of_person, requests_of
from marketplace.mentoring.terms import SEEN_BY_MENTOR
from marketplace.projects.queries import asked_of, other_side, take_ups_of
from marketplace.safety.queries import measures_of, reports_by
from marketplace.training.models import Provider
from marketplace.training.queries import enrolments_of
from marketplace.training.terms import SEATED, EnrolmentState
from marketplace.ventures.queries import ventures_of

WHO = {
    "everybody": N_("everybody, also without an account"),
    "provider": N_("%(name)s, who hold the class"),
    "county_staff": N_("staff of %(name)s, and of the city"),
    "city_staff": N_("staff of the city"),
    "owner": N_("whoever answers for “%(name)s”"),
    "officers": N_("the safeguarding officers"),
}
GROUNDS = {
    "profile": N_("your public profile as a mentor"),
    "asked": N_("you asked for mentoring"),
    "pair": N_("your mentorship"),
    "take_up": N_("your question about a project, or your answer to one"),
    "class": N_("you enrolled in the class"),
    "year": N_("the call a year after the class, when we know of no business"),
    "business": N_("you told us of your business"),
    "minor": N_("you are under 18: they ask your parent or guardian"),
    "waiting": N_("you wait for a mentor, and they look for one"),
    "report": N_("you reported something"),
    "measure": N_("a measure about you"),
}


@dataclass(frozen=True)
class Sight:
    """One kind of data (a code of the access log), who may see it now, and why. ``named`` is a person, a row or a region's code."""

    data: str
    who: str
    ground: str
    named: Any = None


def sights(session: Session, person: Person) -> list[Sight]:
    """All that anybody but the person may see of her, without doubles; what is not listed nobody sees."""
    found = [
        *_as_mentor(session, person),
        *_mentoring(session, person),
        *_take_ups(session, person),
        *_training(session, person),
        *_staff(session, person),
        *_safety(session, person),
    ]
    return list(dict.fromkeys(found))


def _as_mentor(session: Session, person: Person) -> Iterator[Sight]:
    if session.get(Mentor, person.id):
        yield Sight("profile", "everybody", "profile")


def _mentoring(session: Session, person: Person) -> Iterator[Sight]:
    number = person.id or 0
    for request in requests_of(session, number):
        if request.state in SEEN_BY_MENTOR:
            for data in ("name", "letter", "answers"):
                yield Sight(data, "person", "asked", _Named.of(request.mentor.person))
    for pair in mentorships_of_person(session, number):
        other = pair.mentor.person if pair.learner_id == number else pair.learner
        yield Sight("mentorship", "person", "pair", _Named.of(other))
        if may_see_contact(person, other, clock.today()):
            yield Sight("contact", "person", "pair", _Named.of(other))


def _take_ups(session: Session, person: Person) -> Iterator[Sight]:
    asked, answered = take_ups_of(session, person.id or 0), asked_of(session, person.id or 0)
    for way in asked:
        if way.question:
            yield Sight("name", "owner", "take_up", _Named(way.project.title_zh, way.project.title_en))
    for way in [*asked, *answered]:
        other = other_side(session, way, person)
        if other and may_see_contact(person, other, clock.today()):
            yield Sight("contact", "person", "take_up", _Named.of(other))


def _training(session: Session, person: Person) -> Iterator[Sight]:
    seated = [one for one in enrolments_of(session, person.id or 0) if one.state in SEATED]
    providers = {one.training_class.provider_id for one in seated}
    for provider in session.exec(select(Provider).where(col(Provider.id).in_(providers)).order_by(col(Provider.id))):
        yield Sight("training", "provider", "class", _Named(provider.name_zh, provider.name_en))
    for one in seated:
        if one.state == EnrolmentState.passed:
            yield Sight("contact", "county_staff", "year", one.training_class.region)


def _staff(session: Session, person: Person) -> Iterator[Sight]:
    for venture in ventures_of(session, person.id or 0):
        yield Sight("business", "county_staff", "business", venture.region)
    guardian = session.get(Guardian, person.id)
    if guardian and is_minor(person, clock.today()):
        yield Sight("guardian", "county_staff", "minor", guardian.region)
    for waiting in session.exec(select(Waiting).where(Waiting.person_id == person.id, col(Waiting.ended_at).is_(None))):
        yield Sight("waiting", "county_staff" if waiting.region else "city_staff", "waiting", waiting.region)


def _safety(session: Session, person: Person) -> Iterator[Sight]:
    if reports_by(session, person.id or 0):
        yield Sight("safety", "officers", "report")
    if measures_of(session, person.id or 0):
        yield Sight("safety", "officers", "measure")


@dataclass(frozen=True)
class _Named:
    """A name in both languages, as the filter ``said`` wants it."""

    name_zh: str
    name_en: str

    @classmethod
    def of(cls, person: Person) -> "_Named":
        return cls(person.name, person.name_en)
