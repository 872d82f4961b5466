"""The words in a file that people send, as far as they can be read without opening it: for scanning, never for showing."""

import io
import re
import zipfile
import zlib

# A small file can unpack to a large one; more than this nobody reads.
MOST_TEXT = 20 * 1024 * 1024
_TAG = re.compile(r"<[^>]*>")
_CELL_END = re.compile(r"</(?:c|si|p|w:p|a:p)>|<w:(?:br|tab)[^>]*>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_SHOWN = re.compile(rb"\[(?:[^\]\\]|\\.)*\]\s*TJ|\((?:[^()\\]|\\.)*\)\s*(?:Tj|'|\")")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)")


def words_in(kind: str, data: bytes) -> str:
    """What is written in a file of this kind; nothing for pictures, and what a scan of a PDF can find."""
    if kind in ("txt", "csv"):
        return _plain(data)
    if kind in ("xlsx", "docx"):
        return _office(data)
    return _pdf(data) if kind == "pdf" else ""


def _plain(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _office(data: bytes) -> str:
    pieces: list[str] = []
    left = MOST_TEXT
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in sorted(parts.namelist()):
            if name.endswith(".xml") and left > 0:
                with parts.open(name) as part:
                    text = part.read(left).decode("utf-8", "replace")
                left -= len(text)
                # Runs of one word may stand in several elements; cells and paragraphs are apart.
                pieces.append(_TAG.sub("", _CELL_END.sub("\n", text)))
    return "\n".join(pieces)


def _pdf(data: bytes) -> str:
    pieces = [data]
    left = MOST_TEXT
    for found in _STREAM.finditer(data):
        try:
            unpacked = zlib.decompressobj().decompress(found[1], left)
        except zlib.error:
            continue
        left -= len(unpacked)
        pieces.append(unpacked)
        if left <= 0:
            break
    return "\n".join(_shown(piece) for piece in pieces)


def _shown(content: bytes) -> str:
    """The strings that a page of a PDF shows; letters that were moved a little apart are one word."""
    lines = (b"".join(_LITERAL.findall(shown)) for shown in _SHOWN.findall(content))
    return "\n".join(line.decode("latin-1") for line in lines)
