"""Plain-text sheets, in the encodings that one meets here."""

import csv
import io
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

from marketplace.errors import N_
from marketplace.imports.refusals import Unreadable

_DELIMITERS = ",;\t"
# Excel writes UTF-16 as "Unicode text" and GB18030 (GBK, GB2312) as plain "CSV" on Chinese machines.
_MARKS = ((BOM_UTF8, "UTF-8", "utf-8-sig"), (BOM_UTF16_LE, "UTF-16", "utf-16"), (BOM_UTF16_BE, "UTF-16", "utf-16"))


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; refuses what is no text."""
    for name, codec in _candidates(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text):
            return text, name
    raise Unreadable(
        N_("This is neither a spreadsheet (.xlsx) nor a text table (.csv) in UTF-8, UTF-16 or GB18030 (GBK). Save it anew as .xlsx.")
    )


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            yield name, codec
            return
    if b"\0" in data[:1000]:
        # Text without a mark in which every second byte of ASCII is zero.
        yield "UTF-16", "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return
    yield "UTF-8", "utf-8"
    yield "GB18030", "gb18030"


def _reads_as_text(text: str) -> bool:
    # Nearly all bytes are some GB18030: what gives control, private or unassigned characters is something else.
    strange = {"Cc", "Co", "Cn", "Cs"}
    return not any(unicodedata.category(sign) in strange for sign in set(text) - set("\t\r\n\x0b\x0c\x1a"))


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers as a spreadsheet program shows them; the delimiter is the one that the first line uses most."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            yield number, row
    except csv.Error as error:
        saying = N_("Row %(row)s cannot be read: a quotation mark is open or out of place. Save the file anew as .xlsx.")
        raise Unreadable(saying, row=number + 1) from error
