"""What a room says of its sheet, so that this room can read, show and import it without knowing what is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.imports.columns import Column
from marketplace.imports.terms import Outcome


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one cell, in the reader's language."""

    column: str
    saying: str


@dataclass(frozen=True)
class Reading:
    """A row as it was understood, what it would do (new, changed, same), or what is wrong with it."""

    outcome: Outcome
    content: Mapping[str, Any] = field(default_factory=dict)
    wrong: Sequence[Wrong] = ()


@dataclass(frozen=True)
class Difference:
    """One cell that an import would change."""

    column: str
    was: Any
    becomes: Any


class Reader(Protocol):
    """Understands many rows, one after the other, in the language and with the session it was made for."""

    def read(self, cells: Mapping[str, str]) -> Reading:
        """Understand one row; never raises for what was typed."""


class Kind(Protocol):
    """One kind of sheet. Rows are known again by the column ``key``."""

    name: str
    title: str  # msgid
    hint: str  # msgid: what one has to know, on the sheet of instructions
    columns: tuple[Column, ...]

    def options(self, by: Person) -> list[tuple[str, Any]]:
        """What can be chosen at the confirmation, the usual choice first."""

    def reader(self, session: Session, by: Person) -> Reader:
        """Somebody who understands rows."""

    def write(self, session: Session, content: Mapping[str, Any], *, by: Person, option: str) -> Outcome:
        """Import one row (created, updated, unchanged); raises a ``Refusal`` when that may not be any more."""

    def differences(self, session: Session, content: Mapping[str, Any]) -> list[Difference]:
        """What one row would change, at this moment."""


Kinds = Mapping[str, Kind]


def kind_named(kinds: Kinds, name: str) -> Kind:
    """One kind of sheet, or nothing at this address."""
    if name not in kinds:
        raise NotFound()
    return kinds[name]


def column_named(kind: Kind, name: str) -> Column:
    """One column of a sheet."""
    return next(column for column in kind.columns if column.name == name)
