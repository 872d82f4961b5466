"""Reads of the accounts room."""

import re
from collections.abc import Collection, Iterable

from sqlalchemy import bindparam
from sqlalchemy.orm import lazyload
from sqlmodel import Session, col, or_, select

from marketplace import clock
from marketplace.accounts.models import Guardian, LearnerProfile, Person, ProfileSkill, RoleGrant, Tie
from marketplace.accounts.policies import is_minor
from marketplace.accounts.terms import ConsentState, Role, TieKind

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


def people_by_number(session: Session, numbers: Iterable[int]) -> dict[int, Person]:
    """These people by number, in one statement."""
    rows = session.exec(select(Person).where(col(Person.id).in_(set(numbers))))
    return {person.id or 0: person for person in rows}


def tied_people(session: Session, person_id: int, kinds: Iterable[TieKind]) -> set[int]:
    """Ids of all who have a tie of one of ``kinds`` with the person, in either direction."""
    ties = select(Tie.person_id, Tie.other_id).where(
        or_(Tie.person_id == person_id, Tie.other_id == person_id), col(Tie.kind).in_(list(kinds))
    )
    return {one if other == person_id else other for one, other in session.exec(ties)}


def blocked_by(session: Session, person_id: int) -> list[tuple[Person, Tie]]:
    """Whom the person blocked herself, latest first; who blocked her is nobody's to read."""
    rows = select(Person, Tie).join(Tie, col(Tie.other_id) == col(Person.id))
    return list(session.exec(rows.where(Tie.person_id == person_id, Tie.kind == TieKind.blocked).order_by(col(Tie.since).desc())).all())


def has_blocked(session: Session, person_id: int, other_id: int) -> bool:
    """Whether the first blocked the second (not the other way round)."""
    rows = select(Tie.id).where(Tie.person_id == person_id, Tie.other_id == other_id, Tie.kind == TieKind.blocked)
    return session.exec(rows).first() is not None


def guardian_of(session: Session, person_id: int) -> Guardian | None:
    """Who answers for somebody who signed up with 14 to 17."""
    return session.get(Guardian, person_id)


def has_guardian_consent(session: Session, person: Person) -> bool:
    """True when nobody has to be asked: an adult, or a minor whose guardian said yes."""
    if not is_minor(person, clock.today()):
        return True
    guardian = guardian_of(session, person.id or 0)
    return guardian is not None and guardian.state == ConsentState.given


def minors_of(session: Session, regions: Collection[str] | None) -> list[Guardian]:
    """Everybody who is 14 to 17 in these counties (None: the whole city) with the guardian: who waits longest first, then the answered."""
    rows = select(Guardian) if regions is None else select(Guardian).where(col(Guardian.region).in_(regions))
    found = [guardian for guardian in session.exec(rows) if is_minor(guardian.person, clock.today())]
    return sorted(found, key=lambda guardian: (guardian.state != ConsentState.waiting, guardian.asked_at))
