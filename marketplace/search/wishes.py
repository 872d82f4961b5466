"""What somebody wishes, said in phrases that no entry has: "at home", "after work", "5万以内"; from ``wishes.txt``.

A wish is fulfilled by facts: numbers and facets of a document. It is read when a query is read, never in the index.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from marketplace.search.money import amount_in
from marketplace.search.text import fold, wish_lines

Ways = tuple[tuple["Fact", ...], ...]
Sign = Literal["<=", ">=", "="]
# What a wish for money is called, and the number it bounds.
MONEY, CAPITAL = "money", "capital"
_FACT = re.compile(r"(\w+) (<=|>=|=) ([\w.]+)")
# Who says 不想加盟 or "not part time" wishes for something else; 有没有 and 能不能 only ask.
_NEGATED = re.compile(
    r"(?:[不别没](?:太|再|想|要|愿意?|用|需要|是|有|能|会|喜欢|考虑)*[做搞去干找当]?|"
    r"\b(?:no|non|(?<!why )not|never|without|(?:don['’]?t|do not|doesn['’]?t|didn['’]?t) (?:want|like|need))"
    r"(?:\s+(?:a|an|any|the|to be|to do|to work|as|for|in|working))*\s+)$"
)
_ASKED = re.compile(r"([有能要是想会用可])[不没]\1")


@dataclass(frozen=True)
class Fact:
    """A number within a limit, or a facet with a value."""

    name: str
    sign: Sign
    value: float | str


@dataclass(frozen=True)
class Wish:
    """A wish: its name, the ways to fulfil it (all facts of any of them), and how it was said.

    ``at_most`` and ``at_least`` are yuan where the wish is for money, None for no limit.
    """

    name: str
    ways: Ways
    said: str
    at_most: float | None = None
    at_least: float | None = None


class Understood(NamedTuple):
    """The wishes of a text, and the text without the phrases."""

    wishes: tuple[Wish, ...]
    rest: str


class Wishes:
    """Phrases and what they wish for."""

    def __init__(self, lines: Iterable[Sequence[str]]) -> None:
        self._ways: dict[str, list[tuple[Fact, ...]]] = {}
        self._name_of: dict[str, str] = {}
        for name, facts, *phrases in lines:
            self._ways.setdefault(name, []).append(_facts(facts))
            self._name_of |= dict.fromkeys(map(fold, phrases), name)
        longest_first = sorted(self._name_of, key=len, reverse=True)
        self._phrases = re.compile("|".join(map(_pattern, longest_first))) if longest_first else None

    def understand(self, text: str, can_be: Callable[[Ways], bool] = lambda ways: True) -> Understood:
        """The wishes of a text that ``can_be`` fulfilled, each once; the phrases of others and negated ones stay words."""
        rest, money = _without_money(text)
        if money and not can_be(money.ways):
            rest, money = fold(text), None
        found = {money.name: money} if money else {}

        def taken(said: re.Match[str]) -> str:
            name = self._name_of[said.group()]
            ways = tuple(self._ways[name])
            if _is_negated(said) or not can_be(ways):
                return said.group()
            found.setdefault(name, Wish(name, ways, said.group()))
            return " "

        rest = self._phrases.sub(taken, rest) if self._phrases else rest
        return Understood(tuple(found.values()), " ".join(rest.split())) if found else Understood((), text)


def _without_money(text: str) -> tuple[str, Wish | None]:
    """A text folded, with no amount of money in it, and the wish for that."""
    amount, folded = amount_in(text), fold(text)
    if amount is None:
        return folded, None
    limits: tuple[tuple[Sign, float | None], ...] = (("<=", amount.high), (">=", amount.low))
    facts = tuple(Fact(CAPITAL, sign, limit) for sign, limit in limits if limit is not None)
    wish = Wish(MONEY, (facts,), folded[amount.start : amount.end], amount.high, amount.low)
    return f"{folded[: amount.start]} {folded[amount.end :]}", wish


def _is_negated(said: re.Match[str]) -> bool:
    before = said.string[: said.start()]
    return _NEGATED.search(_ASKED.sub(" ", before)) is not None


def _facts(written: str) -> tuple[Fact, ...]:
    return tuple(Fact(name, sign, _value(sign, value)) for name, sign, value in map(_parts, written.split(",")))


def _parts(written: str) -> tuple[str, Sign, str]:
    found = _FACT.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} is no fact.")
    name, sign, value = found.groups()
    return name, sign, value  # type: ignore[return-value]


def _value(sign: Sign, value: str) -> float | str:
    return float(value) if sign != "=" or value.isdigit() else value


def _pattern(phrase: str) -> str:
    # English phrases are words: "mum" is not the beginning of another.
    return rf"(?<![a-z0-9]){re.escape(phrase)}(?![a-z0-9])" if phrase.isascii() else re.escape(phrase)


@cache
def known_wishes() -> Wishes:
    """The wishes of the house."""
    return Wishes(wish_lines())
