"""Reads of the dictionaries. A session reads each dictionary once."""

from sqlmodel import Session, col, select

from marketplace.places.models import Term

CITY = "330400"


def dictionary(session: Session, name: str) -> dict[str, Term]:
    """All terms of one dictionary by code, in their order, switched-off ones included."""
    kept: dict[str, dict[str, Term]] = session.info.setdefault("dictionaries", {})
    if name not in kept:
        rows = session.exec(select(Term).where(Term.dictionary == name).order_by(col(Term.sort), col(Term.id)))
        kept[name] = {term.code: term for term in rows}
    return kept[name]


def active_terms(session: Session, name: str) -> list[Term]:
    """The terms one may choose today."""
    return [term for term in dictionary(session, name).values() if term.active]


def term(session: Session, name: str, code: str | None) -> Term | None:
    """One term, or None for an unknown or empty code."""
    return dictionary(session, name).get(code) if code else None


def counties(session: Session) -> list[Term]:
    """The seven counties of the city."""
    return [region for region in active_terms(session, "region") if region.parent == CITY and region.kind != "zone"]


def towns(session: Session, county: str | None = None) -> list[Term]:
    """Towns and sub-districts, of one county or of all."""
    return [town for town in active_terms(session, "town") if county in (None, town.parent)]


def capital_band(session: Session, amount: int) -> str:
    """The code of the band that ``amount`` (yuan) falls into."""
    bands = dictionary(session, "capital").values()
    return [band.code for band in bands if (band.number or 0) <= amount][-1]
