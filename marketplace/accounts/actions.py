"""Writes of the accounts room."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from marketplace import clock, outbox
from marketplace.accounts.guardians import name_guardian
from marketplace.accounts.models import LearnerProfile, Person, ProfileSkill, RoleGrant, Tie
from marketplace.accounts.passwords import hash_password, verify_password
from marketplace.accounts.queries import is_mobile, person_by_contact
from marketplace.accounts.terms import Role, TieKind
from marketplace.errors import N_, NotFound, Refusal

RESET_SECONDS = 3600


class ContactTaken(Refusal):
    """Somebody already signed up with this number or address."""

    def __init__(self) -> None:
        super().__init__(N_("There is already an account with this number or address. Sign in, or reset the password."))


class WrongPassword(Refusal):
    """Contact and password do not belong together."""

    def __init__(self) -> None:
        super().__init__(N_("Number or address and password do not go together. Check both, or reset the password."))


class LinkExpired(Refusal):
    """A reset link is too old, or was used."""

    def __init__(self) -> None:
        super().__init__(N_("This link was used already or is older than an hour. Ask for a new one."))


class NotOneself(Refusal):
    """Nobody needs to be kept apart from herself."""

    def __init__(self) -> None:
        super().__init__(N_("This is you: there is nobody to be kept apart from."))


def sign_up(
    session: Session,
    *,
    name: str,
    contact: str,
    password: str,
    locale: str = "zh",
    birth_month: date | None = None,
    guardian: Mapping[str, str] | None = None,
) -> Person:
    """Open an account; the new person is a learner. Who is 14 to 17 gives a month of birth and a ``guardian`` (name, contact, region)."""
    if person_by_contact(session, contact):
        raise ContactTaken()
    mobile, email = (contact, None) if is_mobile(contact) else (None, contact)
    person = Person(name=name, mobile=mobile, email=email, password_hash=hash_password(password), locale=locale, birth_month=birth_month)
    # Nothing is personalised for a minor unless she switches it on.
    person.personalised = birth_month is None
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        # Somebody signed up with it since we looked.
        raise ContactTaken() from error
    grant_role(session, person, Role.learner)
    if guardian:
        name_guardian(session, guardian, by=person)
    return person


def register_person(
    session: Session,
    *,
    name: str,
    email: str | None = None,
    mobile: str | None = None,
    name_en: str = "",
    password: str | None = None,
    synthetic: bool = False,
) -> Person:
    """Open an account for somebody else (staff, imports, seeds); without a password nobody can sign in to it yet."""
    person = Person(
        name=name,
        name_en=name_en,
        email=email,
        mobile=mobile,
        password_hash=hash_password(password) if password else "",
        synthetic=synthetic,
        # Known to be none: nobody has to look for them.
        grants=[],
    )
    session.add(person)
    session.flush()
    return person


def check_sign_in(session: Session, *, contact: str, password: str) -> Person:
    """The person to whom contact and password belong, or a refusal that does not say which of the two is wrong."""
    person = person_by_contact(session, contact)
    right = verify_password(person.password_hash if person else "", password)
    if not right or person is None or not person.active:
        raise WrongPassword()
    return person


def sign_out_everywhere(session: Session, *, by: Person) -> None:
    """Make every session cookie of the person worthless."""
    by.session_epoch += 1
    session.add(by)
    session.flush()


def grant_role(session: Session, person: Person, role: Role, *, region: str | None = None, provider_id: int | None = None) -> RoleGrant:
    """Give a role with its scope; giving it twice changes nothing."""
    for grant in person.grants:
        if (grant.role, grant.region, grant.provider_id) == (role, region, provider_id):
            return grant
    grant = RoleGrant(person_id=person.id or 0, role=role, region=region, provider_id=provider_id)
    person.grants.append(grant)
    session.flush()
    return grant


def ask_password_reset(session: Session, *, contact: str, secret: str) -> None:
    """Mail a reset link, if there is such an account with a mail address; silent otherwise."""
    person = person_by_contact(session, contact)
    if person is None or not person.email:
        return
    token = _signer(secret).dumps([person.id, person.password_hash[-12:]])
    outbox.post(
        session,
        "mail",
        {"to": person.email, "template": "password_reset", "locale": person.locale, "values": {"name": person.name, "token": token}},
    )


def reset_password(session: Session, *, token: str, password: str, secret: str) -> Person:
    """Set a new password by a mailed link; the link works once, and all other sessions end."""
    person = person_of_reset(session, token=token, secret=secret)
    person.password_hash = hash_password(password)
    sign_out_everywhere(session, by=person)
    return person


def person_of_reset(session: Session, *, token: str, secret: str) -> Person:
    """Whom a reset link belongs to; refuses old and used links."""
    try:
        person_id, tail = _signer(secret).loads(token, max_age=RESET_SECONDS)
    except (BadSignature, ValueError) as error:
        raise LinkExpired() from error
    person = session.get(Person, person_id)
    if person is None or person.password_hash[-12:] != tail:
        raise LinkExpired()
    return person


class _ByTheClock(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="password-reset", signer=_ByTheClock)


def save_profile(session: Session, *, by: Person, answers: Mapping[str, Any], skills: Mapping[str, int]) -> LearnerProfile:
    """Keep the eight answers and the skill levels (0 is not kept)."""
    me = by.id or 0
    profile = session.get(LearnerProfile, me)
    if profile is None:
        profile = LearnerProfile(person_id=me, **answers, updated_at=clock.now())
    else:
        session.exec(delete(ProfileSkill).where(col(ProfileSkill.person_id) == me))
        profile.sqlmodel_update({**answers, "updated_at": clock.now()})
    session.add(profile)
    session.add_all(ProfileSkill(person_id=me, skill=skill, level=level) for skill, level in skills.items() if level)
    session.flush()
    return profile


def switch_personalisation(session: Session, *, by: Person, on: bool) -> None:
    """Recommendations on or off; no other service depends on it."""
    by.personalised = on
    session.add(by)
    session.flush()


def tie(session: Session, person_id: int, other_id: int, kind: TieKind, reason: str | None = None) -> Tie:
    """Note a tie between two people; noting it twice changes nothing."""
    known = select(Tie).where(Tie.person_id == person_id, Tie.other_id == other_id, Tie.kind == kind)
    found = session.exec(known).first() or Tie(person_id=person_id, other_id=other_id, kind=kind, reason=reason)
    session.add(found)
    session.flush()
    return found


def untie(session: Session, person_id: int, other_id: int, kind: TieKind) -> None:
    """Take a tie back."""
    session.exec(delete(Tie).where(col(Tie.person_id) == person_id, col(Tie.other_id) == other_id, col(Tie.kind) == kind))
    session.flush()


def block_person(session: Session, person_id: int, *, by: Person) -> Tie:
    """Never be shown to or paired with this person again; she is not told. The one mechanism for everybody."""
    if person_id == by.id:
        raise NotOneself()
    if session.get(Person, person_id) is None:
        raise NotFound()
    return tie(session, by.id or 0, person_id, TieKind.blocked)


def unblock_person(session: Session, person_id: int, *, by: Person) -> None:
    """Take one's own block back; the other's, if there is one, stays."""
    untie(session, by.id or 0, person_id, TieKind.blocked)
