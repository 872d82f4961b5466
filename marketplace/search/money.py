"""Amounts of money that somebody says: "5万以内", "两三千元", "under 50k", "10万到20万"."""

import re
from typing import NamedTuple

_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_UNITS = {"": 1, "百": 100, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000, "thousand": 1_000}
_FIGURE = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]{1,2})"
_CHINESE = re.compile(
    rf"(?P<before>不超过|不到|低于|少于|最多)?(?P<low>{_FIGURE})(?P<low_unit>[百千万kw]?)(?:元|块)?(?:(?:到|至|-|~)"
    rf"(?P<high>{_FIGURE}))?(?P<unit>[百千万kw]?)(?P<said>块钱|元钱|元|块)?(?P<after>以内|以下|之内|左右|上下)?"
)
_ENGLISH = re.compile(
    r"(?P<before>\b(?:under|below|less than|up to|at most|no more than|within|about|around|for|with)\s+)?(?:¥|rmb\s*|cny\s*)?"
    r"(?P<low>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>k\b|thousand\b|w\b)?\s*(?P<said>yuan|rmb|cny)?\b"
)
# Smaller sums are prices, not what one begins with.
SMALLEST = 1_000


class Amount(NamedTuple):
    """Yuan to begin with, from ``low`` (None for none) to ``high``, and where in the text that was said."""

    low: float | None
    high: float
    start: int
    end: int


def amount_in(text: str) -> Amount | None:
    """The first amount of money in a folded text; None if there is none.

    >>> amount_in("两三万块钱开店")
    Amount(low=None, high=30000.0, start=0, end=5)
    """
    found = (amount for pattern in (_ENGLISH, _CHINESE) for said in pattern.finditer(text) if (amount := _amount(said)))
    return next(found, None)


def _amount(said: re.Match[str]) -> Amount | None:
    groups = said.groupdict()
    unit = groups["unit"] or groups.get("low_unit") or ""
    is_money = groups["said"] or (unit and unit != "百") or groups["before"] or groups.get("after")
    # "3d", "1688" and "55 years" are no money; "50k" and "5万" are.
    if not is_money or not (unit or groups["said"] or _plain(groups["low"]) >= SMALLEST):
        return None
    high = groups.get("high")
    lowest = _value(groups["low"], groups.get("low_unit") or unit) if high else None
    highest = _value(high or groups["low"], unit)
    return Amount(lowest, highest, *said.span()) if highest >= SMALLEST else None


def _value(figure: str, unit: str) -> float:
    return _plain(figure) * _UNITS[unit.strip()]


def _plain(figure: str) -> float:
    """The number itself; of "两三" the larger, which is the most that somebody has."""
    if figure[0].isdigit():
        return float(figure.replace(",", ""))
    if "十" in figure:
        tens, _, ones = figure.partition("十")
        return _DIGITS.get(tens, 1) * 10.0 + _DIGITS.get(ones, 0)
    return float(max(_DIGITS[sign] for sign in figure))
