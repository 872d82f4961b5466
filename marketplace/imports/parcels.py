"""Looking at a packed file before anything in it is unpacked."""

import io
import zipfile
import zlib
from xml.parsers import expat

from marketplace.errors import N_
from marketplace.imports.refusals import Unreadable
from marketplace.imports.terms import HIGHEST_RATIO, LARGEST_UNPACKED, MEGABYTE, MOST_PARTS

ZIP = b"PK"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SMALL = MEGABYTE


def refuse_old_office(data: bytes) -> None:
    """Old Office files and encrypted new ones come in the same wrapping."""
    if _LOCKED in data:
        raise Unreadable(N_("The file is protected by a password. Save it without one and send it again."))
    raise Unreadable(N_("This is an old Excel file (.xls). Open it, save it as .xlsx, and send that."))


def guarded(data: bytes) -> None:
    """Refuse a packed file that is broken, locked, a bomb, or no workbook. Nothing is unpacked but the beginnings of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            _weigh(parcel)
            _refuse_others(set(parcel.namelist()))
            for part in parcel.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_entities(parcel, part)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, expat.ExpatError, zlib.error) as error:
        raise Unreadable(N_("The file is damaged or was cut short. Save it anew and send it again.")) from error


def _weigh(parcel: zipfile.ZipFile) -> None:
    parts = parcel.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(N_("The file is protected by a password. Save it without one and send it again."))
    unpacked = sum(part.file_size for part in parts)
    # Small parts may be as regular as they like.
    is_bomb = any(part.file_size > _SMALL and part.file_size > HIGHEST_RATIO * max(1, part.compress_size) for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or is_bomb:
        raise Unreadable(
            N_("Unpacked, the file would be far too large. Copy the rows you need into the template, without pictures, and send that.")
        )


def _refuse_others(names: set[str]) -> None:
    if "xl/vbaProject.bin" in names:
        raise Unreadable(N_("The file holds macros. Save it as .xlsx, without macros, and send that."))
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Unreadable(N_("This is a packed file, but no spreadsheet (.xlsx). Save the table as .xlsx and send that."))


def _refuse_entities(parcel: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    # No spreadsheet declares entities; an attack does, and has to before the first element.
    found: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append(True)
    parser.StartElementHandler = lambda *_: found.append(False)
    with parcel.open(part) as opened:
        while not found and (piece := opened.read(4096)):
            parser.Parse(piece)
    if found[:1] == [True]:
        raise Unreadable(N_("The file is damaged or was cut short. Save it anew and send it again."))
