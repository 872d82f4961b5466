"""What is wrong, as a sheet: the rows as they were typed, with what to mend before them."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext

from marketplace.imports.columns import ROW, WRONG
from marketplace.imports.kinds import Kind, column_named
from marketplace.imports.models import ImportRow
from marketplace.web.i18n import said


def error_rows(kind: Kind, rows: Iterable[ImportRow]) -> Iterator[dict[str, Any]]:
    """One row of the sheet for one row with errors."""
    for row in rows:
        sayings = [f"{gettext(column_named(kind, error['column']).label)}: {said(error, '')}" for error in row.errors]
        yield {**(row.cells or {"key": row.key}), ROW.name: row.number, WRONG.name: "\n".join(sayings)}
