"""Loading the dictionaries."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, select

from marketplace.places.models import Term
from marketplace.places.queries import STAMP
from marketplace.stamps import raise_stamp


def load_terms(session: Session, rows: Iterable[Mapping[str, Any]]) -> int:
    """Add or correct dictionary entries; the order of ``rows`` is the order of the lists. Never deletes a code."""
    known = {(term.dictionary, term.code): term for term in session.exec(select(Term))}
    count = 0
    for sort, row in enumerate(rows):
        term = known.get((row["dictionary"], row["code"])) or Term(**row)
        term.sqlmodel_update({**row, "sort": sort})
        session.add(term)
        count += 1
    session.flush()
    raise_stamp(session, STAMP)
    session.info.pop("dictionaries", None)
    return count
