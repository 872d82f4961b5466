"""Amounts of money that somebody says: "5万以内", "两三千元", "under 50k", "10万到20万", "十万以上"."""

import re
import unicodedata
from typing import NamedTuple

from marketplace.search.numerals import NUMBER, scale_of, value_of

# Smaller sums are prices, not what one begins with.
SMALLEST = 1_000
YEARS = range(1990, 2036)

_AT_MOST = (
    r"(?:不|没|别|不要)超过|不到|不高于|低于|少于|小于|最多|至多|"
    r"\b(?:under|below|less than|up to|at most|no more than|not more than|not over|within)\b"
)
_AT_LEAST = r"不少于|不低于|超过|高于|多于|大于|至少|最少|\b(?:no less than|not less than|more than|at least|over|above)\b"
_ABOUT = r"\b(?:about|around|for|with|from)\b"
_YUAN = r"块钱|元钱|元|块|人民币|(?:yuan|rmb|cny)(?![a-z])"
_SUM = re.compile(
    rf"(?:(?:(?P<at_most>{_AT_MOST})|(?P<at_least>{_AT_LEAST})|(?P<about>{_ABOUT})|(?P<between>\bbetween\b))\s*)?"
    rf"(?:(?P<sign>¥|rmb|cny)\s*)?(?<![a-z\d])(?<!\d[.,])(?P<low>{NUMBER})(?:\s*(?P<low_said>{_YUAN}))?"
    rf"(?:\s*(?(between)and|(?:到|至|-|~|to\b))\s*¥?(?P<high>{NUMBER})(?:\s*(?P<high_said>{_YUAN}))?)?"
    r"(?P<downward>以内|以下|之内|左右|上下|\s+or less\b)?(?P<upward>以上|往上|\+|\s+or more\b|\s+and up\b)?"
)
# What is counted or measured is no money: area, distance, weight, heads, pieces. Some signs begin other words, too: "5万户外店".
_COUNTED = re.compile(
    r"\s*(?:平方|平米|m2|公里|公斤|公顷|小时|粉丝|关注|播放|%)|"
    r"的?(?:[亩斤克吨岁株棵件次步位]|粉(?![\u3400-\u9fff])|平(?![湖台价时])|米(?![线粉饭酒])|人(?!民币)|名(?![牌片])|"
    r"个(?![人体性])|户(?!外)|台(?![州球])|单(?![干人独身]))|"
    r"\s*(?:sq|sqm|square|m|met(?:er|re)s?|km|kg|kilos?|kilo(?:gram|met(?:er|re))s?|miles?|tons?|tonnes?|acres?|mu|hours?|"
    r"people|persons?|users?|followers?|fans|subscribers?|views?|likes?|students?|customers?|visitors?|households?|pieces?|orders?|"
    r"words|steps)(?![a-z])"
)
# What somebody earns is not what she has to begin with.
_EARNED_BEFORE = re.compile(
    r"(?:[月年日]入|[赚挣]|(?<!低)收入|[月年]薪|工资|薪水|利润)(?:大?约|有|能|了|近|达到?|到|过|超过|至少|最少|不少于|不低于|不到|最多)*\s*$|"
    r"\b(?:earn(?:s|ed|ing|ings)?|income|salary|wages?|profits?)"
    r"(?:\s+(?:of|is|about|around|over|above|under|up to|more than|less than|at least|at most|rmb|cny))*\s*¥?\s*$"
)
_EARNED_AFTER = re.compile(r"\s*的?(?:收入|[月年]薪|工资|利润)|\s+(?:(?:a|per|every) (?:month|year|week|day)|salary|income|profit)\b")
_FIGURES = re.compile(r"[\d一二两三四五六七八九十]")


class Amount(NamedTuple):
    """Yuan to begin with, from ``low`` to ``high`` (None for no limit), and where in the folded text that was said."""

    low: float | None
    high: float | None
    start: int
    end: int


def amount_in(text: str) -> Amount | None:
    """The first amount of money in a text; None if there is none.

    >>> amount_in("两三万块钱开店")
    Amount(low=None, high=30000.0, start=0, end=5)
    >>> amount_in("over 100k")
    Amount(low=100000.0, high=None, start=0, end=9)
    """
    # As ``text.fold`` does, sign for sign, but a hyphen stands between two sums here.
    folded = unicodedata.normalize("NFKC", text).lower()
    if not _FIGURES.search(folded):
        return None
    return next((amount for said in _SUM.finditer(folded) if _is_money(said) and (amount := _amount(said))), None)


def _is_money(said: re.Match[str]) -> bool:
    """Whether a number is a sum to begin with: nothing earned, and with a word for money, or in thousands, or bounded."""
    if _is_earned(said):
        return False
    if said["sign"] or said["low_said"] or said["high_said"]:
        return True
    if _COUNTED.match(said.string, said.end()):
        return False
    # "3d", "1688" and "55 years" are no money; "50k" and "5万" are.
    return _is_scaled(said) or (not _is_year(said) and _is_bounded(said))


def _is_earned(said: re.Match[str]) -> bool:
    before = _EARNED_BEFORE.search(said.string, 0, said.start("low"))
    return bool(before or _EARNED_AFTER.match(said.string, said.end()))


def _is_scaled(said: re.Match[str]) -> bool:
    return any(scale_of(number) > 1 for number in _numbers(said))


def _is_year(said: re.Match[str]) -> bool:
    return any(value_of(number) in YEARS for number in _numbers(said))


def _is_bounded(said: re.Match[str]) -> bool:
    return any(said[bound] for bound in ("at_most", "at_least", "about", "between", "downward", "upward"))


def _numbers(said: re.Match[str]) -> list[str]:
    return [number for number in (said["low"], said["high"]) if number]


def _amount(said: re.Match[str]) -> Amount | None:
    """The sum, or None if it is too small."""
    low, high = value_of(said["low"]), value_of(said["high"] or said["low"])
    if said["high"] and scale_of(said["low"]) == 1 and not said["low_said"]:
        # "3到5万": the first of two numbers leaves its 万 to the second.
        low *= scale_of(said["high"])
    if max(low, high) < SMALLEST:
        return None
    if low < high:
        return Amount(low, high, *said.span())
    # "50k to 20k" is no range.
    is_least = said["at_least"] or said["upward"]
    return Amount(low, None, *said.span()) if is_least else Amount(None, low, *said.span())
