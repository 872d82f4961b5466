"""The empty sheet to fill in: with a sheet that explains every column, and one of the codes."""

from collections.abc import Iterator

from sqlmodel import Session

from marketplace.errors import N_
from marketplace.imports.kinds import Kind
from marketplace.imports.writing import Row, csv_text, table, xlsx
from marketplace.places.queries import active_terms
from marketplace.web.i18n import in_both

RULES = (
    N_("Fill in the first sheet, one row each; the order of the columns is free, and columns you do not need may go."),
    N_("Rows are known again by their key: the same key updates, a new key creates. An empty cell leaves what is there."),
    N_("Codes stand on the third sheet; write the code or the name. Several values are separated by ;"),
    N_("At most 10,000 rows and 24 MB. Formulas are not read: write the values."),
)


def template(session: Session, kind: Kind, extension: str) -> bytes:
    """The empty sheet as "xlsx" or "csv"."""
    importable = [column for column in kind.columns if not column.told]
    headings = list(table(importable, []))
    if extension == "csv":
        return csv_text(headings)
    return xlsx({kind.name: headings, "说明 How to": _how_to(kind), "代码 Codes": _codes(session, kind)}, widest=28)


def _how_to(kind: Kind) -> Iterator[Row]:
    yield ["列 Column", "机器名 Machine name", "必填 Needed", "说明 Meaning", "Meaning", "例 Example"]
    for column in kind.columns:
        if not column.told:
            hint = in_both(column.hint) if column.hint else {"zh": "", "en": ""}
            yield [column.heading, column.name, "必填 yes" if column.required else "", hint["zh"], hint["en"], column.example]
    yield []
    for rule in (kind.hint, *RULES):
        words = in_both(rule)
        yield [words["zh"], "", "", "", words["en"]]


def _codes(session: Session, kind: Kind) -> Iterator[Row]:
    yield ["列 Column", "代码 Code", "中文", "English"]
    for column in kind.columns:
        if column.dictionary and not column.told:
            for term in active_terms(session, column.dictionary):
                yield [column.heading, term.code, term.name_zh, term.name_en]
