"""Finding ID numbers in what people write, so that none is stored by mistake: 18 digits with a right check digit, or the old 15."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

# Digits as people write them: with one space, dot or hyphen between the groups.
_BREAK = "[ \\t.·‐‑–-]"
_RUN = re.compile(f"[0-9](?:{_BREAK}?[0-9])+(?:{_BREAK}?[Xx](?![A-Za-z]))?")
_GROUPS = re.compile(_BREAK)
_MOST_GROUPS = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def holds_id_number(text: str) -> bool:
    """True where an ID number stands in ``text``, whole or in groups, in narrow or full-width digits."""
    plain = unicodedata.normalize("NFKC", text)
    return any(_is_id_number(bare) for run in _RUN.findall(plain) for bare in _joined(_GROUPS.split(run)))


def _joined(groups: list[str]) -> Iterator[str]:
    """Neighbouring groups as one number, wherever they may begin and end."""
    for first in range(len(groups)):
        for last in range(first + 1, min(first + _MOST_GROUPS, len(groups)) + 1):
            yield "".join(groups[first:last])


def _is_id_number(bare: str) -> bool:
    if len(bare) == 18 and bare[:17].isdigit():
        return bare[0] != "0" and _is_day(bare[6:14]) and _check_digit(bare) == bare[17].upper()
    # The old kind has no check digit: a right day of birth is all it shows.
    return len(bare) == 15 and bare.isdigit() and bare[0] in "123456" and _is_day("19" + bare[6:12])


def _check_digit(bare: str) -> str:
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(bare, _WEIGHTS, strict=False)) % 11]


def _is_day(digits: str) -> bool:
    if not digits.isdigit() or not _FIRST_YEAR <= int(digits[:4]) <= _LAST_YEAR:
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
