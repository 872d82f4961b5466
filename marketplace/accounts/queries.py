"""Reads of the accounts room."""

import re
from collections.abc import Iterable

from sqlalchemy import bindparam
from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, or_, select

from marketplace.accounts.models import LearnerProfile, Person, ProfileSkill, RoleGrant, Tie
from marketplace.accounts.terms import Role, TieKind

MOBILE = re.compile(r"^1[3-9]\d{9}$")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]{2,}$")


def tidy_contact(text: str) -> str:
    """A mobile number without spaces and country code, or a mail address in lower case."""
    bare = re.sub(r"[\s-]", "", text or "")
    bare = re.sub(r"^(\+?86)(?=1[3-9]\d{9}$)", "", bare)
    return bare if MOBILE.match(bare) else (text or "").strip().lower()


def is_mobile(contact: str) -> bool:
    """True for a mainland mobile number."""
    return bool(MOBILE.match(contact))


def is_email(contact: str) -> bool:
    """True for something that looks like a mail address."""
    return bool(EMAIL.match(contact))


def person_by_contact(session: Session, contact: str) -> Person | None:
    """The person with this (tidied) mobile number or mail address."""
    return session.exec(select(Person).where(or_(Person.mobile == contact, Person.email == contact))).first()


# Every page asks who reads it, so it is made once; few ask for her roles: those come when they are asked for.
_READER = select(Person).where(col(Person.id) == bindparam("number")).options(lazyload(Person.grants))  # type: ignore[arg-type]


def person_by_session(session: Session, session_id: str) -> Person | None:
    """The person whom a session cookie names, unless she signed out everywhere since."""
    number, _, epoch = session_id.partition(".")
    if not (number.isdigit() and epoch.isdigit()):
        return None
    person = session.exec(_READER, params={"number": int(number)}).first()
    return person if person and person.active and person.session_epoch == int(epoch) else None


def profile_of(session: Session, person_id: int) -> LearnerProfile | None:
    """The person's eight answers, or None before the first time."""
    return session.get(LearnerProfile, person_id)


def skills_of(session: Session, person_id: int) -> dict[str, int]:
    """Skill levels (1-4) the person rated; what is missing is 0."""
    rows = session.exec(select(ProfileSkill).where(ProfileSkill.person_id == person_id))
    return {row.skill: row.level for row in rows}


def people_with_role(session: Session, role: Role) -> list[Person]:
    """Active people who hold ``role``, by name."""
    holders = select(Person).join(RoleGrant).where(RoleGrant.role == role, col(Person.active))
    return list(session.exec(holders.order_by(Person.name).distinct()))


def tied_people(session: Session, person_id: int, kinds: Iterable[TieKind]) -> set[int]:
    """Ids of all who have a tie of one of ``kinds`` with the person, in either direction."""
    ties = select(Tie.person_id, Tie.other_id).where(
        or_(Tie.person_id == person_id, Tie.other_id == person_id), col(Tie.kind).in_(list(kinds))
    )
    return {one if other == person_id else other for one, other in session.exec(ties)}
