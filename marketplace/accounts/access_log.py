"""The access log: who looked at whose personal data, when, at what and why. In the ledger, so that nobody can change it unseen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import AccessMark, Person
from marketplace.accounts.terms import ACCESS_FIELDS, ACCESS_REASONS, ACTING_AS, Role
from marketplace.ledger import LedgerHead, LedgerRow, append

CHAIN = "access-"


@dataclass(frozen=True)
class Access:
    """One look: at one person, or at those of one page of a list."""

    by_id: int
    acting: str
    region: str | None
    people: tuple[int, ...]
    fields: tuple[str, ...]
    reason: str
    case: str = ""
    hidden: bool = False

    @property
    def entry(self) -> Mapping[str, Any]:
        """As it stands in the ledger: numbers and codes, no names."""
        said = {"as": self.acting, "region": self.region, "people": self.people, "fields": self.fields, "reason": self.reason}
        return said | ({"case": self.case} if self.case else {})


def access_of(
    by: Person, people: Iterable[int], fields: Collection[str], reason: str, *, case: str = "", hidden: bool = False
) -> Access | None:
    """A look to be kept; None where somebody only sees herself."""
    unknown = (set(fields) - set(ACCESS_FIELDS)) | ({reason} - set(ACCESS_REASONS))
    if unknown:
        raise ValueError(f"words that the access log does not know: {sorted(unknown)}")
    others = tuple(sorted(set(people) - {by.id or 0}))
    if not others:
        return None
    acting = next((role for role in ACTING_AS[reason] if role in by.role_names), Role.learner)
    region = min((one for one in by.scopes(acting) if one), default=None)
    return Access(by.id or 0, acting.value, region, others, tuple(fields), reason, case, hidden)


def keep_accesses(session: Session, accesses: Iterable[Access]) -> None:
    """Write looks to the end of this month's chain; as many statements for a list as for one person."""
    chain = f"{CHAIN}{clock.today():%Y-%m}"
    for access in accesses:
        row = append(session, chain, access.entry, by_id=access.by_id)
        number = row.id or 0
        session.add_all(AccessMark(ledger_id=number, person_id=person, case=access.case, hidden=access.hidden) for person in access.people)
        session.flush()


def reveal_accesses(session: Session, case: str) -> None:
    """The case is over: the person may read who looked."""
    session.execute(update(AccessMark).where(col(AccessMark.case) == case).values(hidden=False))


def accesses_of(session: Session, person_id: int, offset: int, limit: int) -> tuple[list[LedgerRow], int]:
    """Who looked at a person's data, the latest first, and how often in all."""
    mine = (AccessMark.person_id == person_id, col(AccessMark.hidden).is_(False))
    rows = select(LedgerRow).join(AccessMark, col(AccessMark.ledger_id) == col(LedgerRow.id)).where(*mine)
    total = session.exec(select(func.count()).select_from(AccessMark).where(*mine)).one()
    return list(session.exec(rows.order_by(col(LedgerRow.id).desc()).offset(offset).limit(limit))), total


def accesses_in(
    session: Session, chain: str, *, person_id: int | None, by_id: int | None, offset: int, limit: int
) -> tuple[list[LedgerRow], int]:
    """The rows of one month, of one person or of one who looked, the latest first, and how many."""
    wanted = [col(LedgerRow.chain) == chain]
    if by_id is not None:
        wanted.append(col(LedgerRow.by_id) == by_id)
    if person_id is not None:
        wanted.append(col(LedgerRow.id).in_(select(AccessMark.ledger_id).where(AccessMark.person_id == person_id)))
    total = session.exec(select(func.count()).select_from(LedgerRow).where(*wanted)).one()
    rows = select(LedgerRow).where(*wanted).order_by(col(LedgerRow.number).desc()).offset(offset).limit(limit)
    return list(session.exec(rows)), total


def months_logged(session: Session) -> list[str]:
    """The months that have a chain, such as 2026-11, the latest first."""
    rows = session.exec(select(LedgerHead.chain).where(col(LedgerHead.chain).startswith(CHAIN, autoescape=True)))
    return sorted((chain.removeprefix(CHAIN) for chain in rows), reverse=True)
