"""Short notations of a sheet: codes and names, lines of costs, levels of skills, yes and no. Both ways."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from marketplace.errors import N_, Refusal
from marketplace.places.queries import dictionary

YES, NO = {"yes", "y", "true", "1", "是", "√"}, {"no", "n", "false", "0", "否", "×"}
MOST_LINES = 24
LONGEST_LINE = 120
_BETWEEN = re.compile(r"[;；、\n]+")
_BETWEEN_LINES = re.compile(r"[;；\n]+")
_SUM = r"-?\d[\d,，]*"
_LINE = re.compile(rf"(?P<what>.+?)\s*[:：]\s*(?P<low>{_SUM})\s*(?:[-–—~～至]\s*(?P<high>{_SUM}))?\s*元?", re.DOTALL)


class Misread(Refusal):
    """A cell whose notation is not understood."""


class Codes:
    """The dictionaries of a session, found by code or by name."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._known: dict[str, dict[str, str]] = {}

    def code(self, name: str, text: str) -> str:
        """The code that ``text`` stands for: a code, a name in either language, or both with the code first."""
        known = self._words(name)
        found = known.get(_bare(text)) or known.get(_bare(text.partition(" ")[0]))
        if found is None:
            raise Misread(N_("“%(value)s” is not among the codes or names. The template has a sheet of them."), value=text[:60])
        return found

    def codes(self, name: str, text: str) -> list[str]:
        """Several, each once, in the order of the cell."""
        return list(dict.fromkeys(self.code(name, piece) for piece in pieces(text)))

    def shown(self, name: str, code: str | None) -> str:
        """Code and Chinese name: readable, and recognised again."""
        term = dictionary(self.session, name).get(code or "")
        return (code or "") if term is None or term.name_zh == code else f"{code} {term.name_zh}"

    def _words(self, name: str) -> dict[str, str]:
        if name not in self._known:
            terms = [term for term in dictionary(self.session, name).values() if term.active]
            # Codes last: where a name of one is the code of another, the code is meant.
            words = [(getattr(term, word), term.code) for word in ("name_en", "name_zh", "code") for term in terms]
            self._known[name] = {_bare(word): code for word, code in words if word}
        return self._known[name]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def pieces(text: str) -> list[str]:
    """The values of a cell that holds several."""
    return [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]


def yes_or_no(text: str) -> bool:
    """A yes or a no, in either language."""
    word = text.strip().casefold()
    if word not in YES | NO:
        raise Misread(N_("Write yes or no."))
    return word in YES


def tidy_number(text: str) -> str:
    """A number without the signs that people put around it."""
    return re.sub(r"[,，¥￥元\s]", "", text)


def cost_lines(text: str) -> list[dict[str, str]]:
    """``item:low-high; item:low`` as answers of the form's lines; the form says what is wrong with the sums."""
    return [_line(piece) for piece in _lines(text)]


def _line(piece: str) -> dict[str, str]:
    found = _LINE.fullmatch(piece) if len(piece) <= LONGEST_LINE else None
    if found is None:
        raise Misread(N_("“%(value)s” cannot be read. Write item:sum, or item:least-most, and ; between the items."), value=piece[:60])
    return {name: tidy_number(value) if name != "what" else value for name, value in found.groupdict().items() if value}


def monthly_lines(text: str) -> list[dict[str, str]]:
    """``item:sum; item:sum`` as answers of the form's lines."""
    lines = cost_lines(text)
    if any("high" in line for line in lines):
        raise Misread(N_("A monthly cost is one sum: write item:sum."))
    return [{"what": line["what"], "amount": line["low"]} for line in lines]


def skill_levels(codes: Codes, text: str) -> list[dict[str, str]]:
    """``skill=level; skill=level`` as answers of the form's lines."""
    found = []
    for piece in _lines(text):
        skill, sign, level = re.sub("[＝:：]", "=", piece).partition("=")
        if not sign:
            raise Misread(N_("“%(value)s”: how well? Write skill=level, with a level from 1 to 4."), value=piece[:60])
        found.append({"skill": codes.code("skill", skill.strip()), "level": level.strip()})
    return found


def _lines(text: str) -> list[str]:
    lines = [piece.strip() for piece in _BETWEEN_LINES.split(text) if piece.strip()]
    if len(lines) > MOST_LINES:
        raise Misread(N_("These are more than %(most)s items."), most=MOST_LINES)
    return lines


def line_name(words: str) -> str:
    """The name of an item, as it can stand in a cell of several."""
    return re.sub(r"\s*[;；\n]+\s*", "，", words).strip()


def shown_costs(lines: Iterable[Mapping[str, Any]]) -> str:
    """Opening costs as a cell."""
    return "; ".join(
        f"{line_name(line['zh'])}:{line['low']}" + (f"-{line['high']}" if line["high"] != line["low"] else "") for line in lines
    )


def shown_monthly(lines: Iterable[Mapping[str, Any]]) -> str:
    """Monthly costs as a cell."""
    return "; ".join(f"{line_name(line['zh'])}:{line['amount']}" for line in lines)
