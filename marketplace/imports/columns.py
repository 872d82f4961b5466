"""Columns of a sheet, and how their headings are recognised."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marketplace.errors import N_
from marketplace.imports.refusals import Unreadable
from marketplace.web.i18n import in_both

_NOISE = re.compile(r"[\s*＊:：()（）]")
LONGEST_HEADING = 60
MOST_NAMED = 20


@dataclass(frozen=True)
class Column:
    """One column: its machine name, its label and hint (msgids), and the dictionary that its codes stand in.

    ``told`` columns are written into exports and passed over in imports.
    """

    name: str
    label: str
    hint: str = ""
    required: bool = False
    example: str = ""
    dictionary: str | None = None
    told: bool = False

    @property
    def heading(self) -> str:
        """What stands over the column: both languages, so that one file serves both."""
        words = in_both(self.label)
        return f"{words['zh']} / {words['en']}"


# Two columns of the sheet of errors: it can be mended and sent again as it is.
ROW = Column("row", N_("Row"), told=True)
WRONG = Column("wrong", N_("What is wrong"), told=True)


@dataclass(frozen=True)
class Layout:
    """Which column stands at which place of a sheet; ``ignored`` are the headings that nobody knows."""

    places: Mapping[int, Column] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The filled cells of a row by their column."""
        return {column.name: row[place] for place, column in self.places.items() if place < len(row) and row[place].strip()}


def layout_of(columns: Iterable[Column], headings: Sequence[str]) -> Layout:
    """Recognise the first row by machine names or by headings in either language; refuses what cannot be imported."""
    known = _known([*columns, ROW, WRONG])
    found = {place: _recognised(known, heading) for place, heading in enumerate(headings) if heading.strip()}
    places = {place: column for place, column in found.items() if column is not None}
    _refuse_doubles(places)
    _refuse_gaps([column for column in columns if column.required], places)
    ignored = [headings[place].strip()[:LONGEST_HEADING] for place, column in found.items() if column is None]
    return Layout({place: column for place, column in places.items() if not column.told}, tuple(ignored[:MOST_NAMED]))


def _known(columns: Iterable[Column]) -> dict[str, Column]:
    return {_bare(word): column for column in columns for word in (column.name, column.label, *in_both(column.label).values())}


def _bare(heading: str) -> str:
    return _NOISE.sub("", heading).casefold()


def _recognised(known: Mapping[str, Column], heading: str) -> Column | None:
    words = (heading, *heading.split(" / "), *heading.splitlines())
    return next((known[bare] for word in words if (bare := _bare(word)) in known), None)


def _refuse_doubles(places: Mapping[int, Column]) -> None:
    names = [column.name for column in places.values()]
    for column in places.values():
        if names.count(column.name) > 1:
            raise Unreadable(N_("The column “%(column)s” stands in the file twice. Keep one of them."), column=column.heading)


def _refuse_gaps(required: Iterable[Column], places: Mapping[int, Column]) -> None:
    names = {column.name for column in places.values()}
    missing = [column.heading for column in required if column.name not in names]
    if missing:
        saying = N_("The first row has no heading for: %(columns)s. Compare it with the template; nothing was imported.")
        raise Unreadable(saying, columns="; ".join(missing))
