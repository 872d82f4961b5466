"""Single cells: which of them a spreadsheet program would run, and how they are made harmless."""

import re
from datetime import date, datetime
from typing import Any

from marketplace.errors import N_
from marketplace.imports.terms import LONGEST_CELL

# What Excel, WPS and LibreOffice take for a formula; the wide signs are the same to some of them.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[\d,]*\d(\.\d+)?%?")
_SHEET_ERROR = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL)[!?]?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def begins_like_formula(text: str) -> bool:
    """True for text that a spreadsheet program might run; a plain negative number is none."""
    return text.startswith(_STARTS) and not _NUMBER.fullmatch(text.strip())


def objection(text: str) -> str | None:
    """The msgid of what is wrong with a cell, whatever its column."""
    if len(text) > LONGEST_CELL:
        return N_("The cell has more than 32,767 characters. Shorten it.")
    if begins_like_formula(text):
        return N_("The cell is a formula or begins like one. Write the result, or put ' before it if it is meant as text.")
    if _SHEET_ERROR.fullmatch(text.strip()):
        return N_("The cell holds an error of the spreadsheet program. Write the value itself.")
    return None


def meant(text: str) -> str:
    """What the person means by a cell: without the ' that marks text, and without white space around it."""
    bare = text[1:] if text.startswith("'") and begins_like_formula(text[1:]) else text
    return _UNPRINTABLE.sub("", bare).strip()


def typed(value: Any) -> str:
    """The value of a cell as the text that one would type."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, str | int | float):
        return str(value)
    return value.isoformat() if isinstance(value, date) else f"={getattr(value, 'text', None) or 'formula'}"


def harmless(value: Any) -> Any:
    """A value that can be written into any spreadsheet: text that begins like a formula is marked as text."""
    if not isinstance(value, str):
        return value
    text = _UNPRINTABLE.sub("", value)[: LONGEST_CELL - 1]
    return f"'{text}" if begins_like_formula(text) else text
