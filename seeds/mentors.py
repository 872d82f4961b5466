"""Mentors come the way everybody comes: applied, vetted, agreement and training read, published, reviewed each year."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.actions import register_person
from marketplace.accounts.models import Person
from marketplace.mentoring.actions import agree, apply_as_mentor, confirm_profile, confirm_review, pass_training, vet_mentor
from marketplace.mentoring.mentor_terms import OFFICIAL, ReadingKind
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.readings import reading
from marketplace.notifications.actions import see_all
from seeds import content
from seeds.programme import first_day

IDENTITY, EXPERIENCE = "窗口看过身份证原件", "看过执照或聘书，电话问过一位同行"
OF_PERSON = ("name_zh", "name_en", "email", "days_ago")
# So many days lie between two mentors' beginnings, so that their reviews do not all fall due together.
APART = 4


def bring_in(session: Session, person: Person, profile: Mapping[str, Any], number: int, *, staff: Person) -> None:
    """Walk one mentor through the years until today."""
    day = first_day() - timedelta(days=20 + number * APART)
    _at(day, 9, lambda: apply_as_mentor(session, {"unpaid": profile["kind"] == OFFICIAL, **profile}, by=person))
    _at(day + timedelta(days=4), 10, lambda: _vet(session, person, staff))
    mentor = _at(day + timedelta(days=6), 20, lambda: _read(session, person))
    # Whose next review has just opened still has it before her.
    while mentor.review_due_on and mentor.review_due_on <= clock.today():
        _at(mentor.review_due_on - timedelta(days=9), 20, lambda: _review(session, mentor, staff))
    see_all(session, by=person)


def bring_applicants(session: Session) -> int:
    """People who wait to be looked at."""
    waiting = list(content.applicants())
    for profile in waiting:
        person = register_person(session, name=profile["name_zh"], name_en=profile["name_en"], email=profile["email"], synthetic=True)
        fields = {name: value for name, value in profile.items() if name not in OF_PERSON}
        with clock.stopped_at(clock.now() - timedelta(days=profile["days_ago"])):
            apply_as_mentor(session, fields, by=person)
    return len(waiting)


def _vet(session: Session, person: Person, staff: Person) -> None:
    vet_mentor(session, person.id or 0, by=staff, identity_seen=IDENTITY, experience_seen=EXPERIENCE)


def _read(session: Session, person: Person) -> Mentor:
    agree(session, by=person)
    rightly = {place: question.right for place, question in enumerate(reading(ReadingKind.training).questions)}
    return pass_training(session, rightly, by=person)


def _review(session: Session, mentor: Mentor, staff: Person) -> None:
    _read(session, mentor.person)
    confirm_profile(session, by=mentor.person)
    confirm_review(session, mentor.person_id, by=staff)


def _at(day: Any, hour: int, act: Any) -> Any:
    with clock.stopped_at(datetime.combine(day, time(hour), tzinfo=clock.CITY_ZONE)):
        return act()
