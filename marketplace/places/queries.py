"""Reads of the dictionaries. A process reads each dictionary once, until it changes."""

from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, select

from marketplace.db import is_reading
from marketplace.places.models import CalendarDay, Term
from marketplace.stamps import stamp_of

CITY = "330400"
# Rises with every loading of the dictionaries.
STAMP = "places"

# By the pool of connections of a database: dictionaries as (name, stamp) saw them.
_known: WeakKeyDictionary[Any, dict[tuple[str, int], dict[str, Term]]] = WeakKeyDictionary()


def dictionary(session: Session, name: str) -> dict[str, Term]:
    """All terms of one dictionary by code, in their order, switched-off ones included."""
    kept: dict[str, dict[str, Term]] = session.info.setdefault("dictionaries", {})
    if name not in kept:
        kept[name] = _shared(session, name) if is_reading(session) else _read(session, name)
    return kept[name]


def _shared(session: Session, name: str) -> dict[str, Term]:
    """The dictionary as all reading sessions of this process share it, until its stamp rises."""
    if "dictionaries_stamp" not in session.info:
        session.info["dictionaries_stamp"] = stamp_of(session, STAMP)
    of_database = _known.setdefault(session.connection().engine.pool, {})
    key = (name, session.info["dictionaries_stamp"])
    if key not in of_database:
        terms = _read(session, name)
        for one in terms.values():
            session.expunge(one)
        of_database.update({key: terms})
        for old in [other for other in of_database if other[0] == name and other != key]:
            of_database.pop(old, None)
    return of_database[key]


def _read(session: Session, name: str) -> dict[str, Term]:
    rows = session.exec(select(Term).where(Term.dictionary == name).order_by(col(Term.sort), col(Term.id)))
    return {term.code: term for term in rows}


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


def calendar_days(session: Session, year: int) -> list[CalendarDay]:
    """The days of a year that differ from the usual week, in order."""
    of_year = select(CalendarDay).where(col(CalendarDay.day).between(date(year, 1, 1), date(year, 12, 31)))
    return list(session.exec(of_year.order_by(col(CalendarDay.day))))
