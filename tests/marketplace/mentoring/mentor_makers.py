"""Mentors on their way: applicants, vetted ones, those whose review is open."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.mentoring.actions import agree, apply_as_mentor, pass_training, vet_mentor
from marketplace.mentoring.mentor_terms import ReadingKind
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.readings import reading
from tests.makers import make_person

CONTENT: dict[str, Any] = {
    "kind": "MK1",
    "region": "330483",
    "town": "濮院镇",
    "sectors": ["JX05"],
    "languages": ["zh"],
    "formats": ["person", "phone"],
    "seats": 2,
    "weekly_hours": 2,
    "founder": True,
    "employer": "",
    "headline_zh": "濮院毛衫二十年",
    "headline_en": "",
    "bio_zh": "会小单快反，也会算成本。",
    "bio_en": "",
    "cannot_zh": "不会投流",
    "cannot_en": "",
    "conflicts": "",
    "conflicts_named": [],
    "unpaid": False,
    "skills": {"SK401": 4},
}
SEEN = {"identity_seen": "窗口看过身份证", "experience_seen": "看过营业执照"}
ANSWERS = {place: question.right for place, question in enumerate(reading(ReadingKind.training).questions)}
# The same as a form sends it.
TYPED: dict[str, Any] = {
    **{name: value for name, value in CONTENT.items() if name not in ("skills", "conflicts_named", "unpaid", "founder")},
    "skill-SK401": "4",
    "founder": "y",
}


def make_applicant(session: Session, **changes: Any) -> Person:
    """Somebody who has just applied."""
    person = make_person(session, name="苏敏", name_en="Su Min")
    apply_as_mentor(session, CONTENT | changes, by=person)
    return person


def make_county_staff(session: Session, region: str = "330483") -> Person:
    """Staff of a county."""
    return make_person(session, Role.county_staff, region=region)


def make_vetted(session: Session, **changes: Any) -> Mentor:
    """Vetted, but with nothing read yet."""
    person = make_applicant(session, **changes)
    return vet_mentor(session, person.id or 0, by=make_person(session, Role.city_staff), **SEEN)


def read_all(session: Session, person: Person) -> Mentor:
    """Agreement and training, rightly answered."""
    agree(session, by=person)
    return pass_training(session, ANSWERS, by=person)


def make_reviewed(session: Session, *, in_days: int = 10, **changes: Any) -> Mentor:
    """A public mentor whose review is due in some days."""
    mentor = make_vetted(session, **changes)
    read_all(session, mentor.person)
    mentor.review_due_on = clock.today() + timedelta(days=in_days)
    session.add(mentor)
    session.flush()
    return mentor
