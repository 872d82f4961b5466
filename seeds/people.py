"""Mentors and the cast."""

from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from marketplace.accounts.actions import grant_role, register_person, save_profile
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.db import transaction
from seeds import content, mentors

PASSWORD = "qihang-demo-village"  # noqa: S105 -- the demo's own, printed on every start


def load(engine: Engine) -> str:
    """Eighty mentors, and the cast (three of whom are among the mentors)."""
    cast = content.cast()
    played = {role["mentor"]: role for role in cast.values() if "mentor" in role}
    with transaction(engine) as session:
        members = {key: _add_person(session, role) for key, role in cast.items() if "mentor" not in role}
        for number, profile in enumerate(content.mentors()):
            _add_mentor(session, profile, played.get(profile["key"]), number, members["shi"])
        waiting = mentors.bring_applicants(session)
    return f"{len(content.mentors())} mentors, {waiting} who want to be, {len(cast)} in the cast"


def _add_mentor(session: Session, profile: dict[str, Any], role: dict[str, Any] | None, number: int, staff: Person) -> None:
    email = role["email"] if role else f"{profile['key']}@mentors.example.org"
    person = register_person(
        session,
        name=profile["name_zh"],
        name_en=profile["name_en"],
        email=email,
        password=PASSWORD if role else None,
        synthetic=True,
    )
    fields = {name: value for name, value in profile.items() if name not in ("name_zh", "name_en")}
    mentors.bring_in(session, person, fields, number, staff=staff)
    for name in role["roles"] if role else ():
        grant_role(session, person, Role(name))


def _add_person(session: Session, role: dict[str, Any]) -> Person:
    person = register_person(session, name=role["name"], name_en=role["name_en"], email=role["email"], password=PASSWORD, synthetic=True)
    for name in role["roles"]:
        grant_role(session, person, Role(name), region=role.get("region"))
    if profile := role.get("profile"):
        answers = {name: value for name, value in profile.items() if name not in ("skills", "years_since_graduation")}
        save_profile(session, by=person, answers=answers, skills=profile["skills"])
    return person


def member(session: Session, key: str) -> Person:
    """One of the cast by key."""
    return session.exec(select(Person).where(Person.email == content.cast()[key]["email"])).one()


def print_cast(_today: date) -> None:
    """Say who can sign in."""
    print(f"\nSign in as (password of all: {PASSWORD}):")
    names = {profile["key"]: (profile["name_zh"], profile["name_en"]) for profile in content.mentors()}
    for role in content.cast().values():
        zh, en = names[role["mentor"]] if "mentor" in role else (role["name"], role["name_en"])
        print(f"  {role['email']:<18} {zh} {en}: {role['story_en']}")
    print()
