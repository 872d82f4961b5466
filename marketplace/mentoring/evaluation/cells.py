"""Cells of a CSV file: each is understood, or noted as a problem with its file, row and column."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date

from matching.profiles import HIGHEST_LEVEL

SKILL = re.compile(r"^([^:;\s]+):(\d+)$")
ANSWERS = {"": None, "yes": True, "no": False}


class Row:
    """One row of a file; what is wrong in a cell goes to ``problems`` and the cell counts as empty."""

    def __init__(self, file: str, number: int, cells: dict[str, str], problems: list[str]) -> None:
        self._file, self._number, self._cells, self._problems = file, number, cells, problems

    def refuse(self, column: str, why: str) -> None:
        """Note what is wrong."""
        self._problems.append(f"{self._file}, row {self._number}, column {column}: {why}")

    def text(self, column: str) -> str:
        """What stands there, without spaces around it; "" where nothing does."""
        return self._cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """The same; an empty cell is a problem."""
        if not (found := self.text(column)):
            self.refuse(column, "is empty")
        return found

    def words(self, column: str) -> frozenset[str]:
        """``JX05;JX07``."""
        return frozenset(word.strip() for word in self.text(column).split(";") if word.strip())

    def skills(self, column: str = "skills") -> dict[str, int]:
        """``SK401:3;SK902:2``."""
        found: dict[str, int] = {}
        for word in sorted(self.words(column)):
            match = SKILL.match(word)
            if match is None or int(match[2]) > HIGHEST_LEVEL:
                self.refuse(column, f"'{word}' is not a skill with a level from 0 to {HIGHEST_LEVEL}; write SK401:3;SK902:2")
            elif match[1] in found:
                self.refuse(column, f"'{match[1]}' stands there twice")
            else:
                found[match[1]] = int(match[2])
        return found

    def amount(self, column: str) -> int | None:
        """A whole number that is not negative."""
        found = self.text(column)
        if found and not re.fullmatch(r"\d{1,12}", found):
            self.refuse(column, f"'{found}' is not a whole number of at least 0, in digits only")
            return None
        return int(found) if found else None

    def answer(self, column: str) -> bool | None:
        """``yes`` or ``no``."""
        found = self.text(column).lower()
        if found not in ANSWERS:
            self.refuse(column, f"'{self.text(column)}' is neither yes nor no")
        return ANSWERS.get(found)

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """One of the words."""
        found = self.needed(column)
        if found and found not in allowed:
            self.refuse(column, f"'{found}' is not one of {', '.join(allowed)}")
        return found

    def day(self, column: str) -> date:
        """``2025-03-31``; 1 January of the year 1 stands for what could not be understood."""
        found = self.needed(column)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found):
            try:
                return date.fromisoformat(found)
            except ValueError:
                pass
        if found:
            self.refuse(column, f"'{found}' is not a day; write it as 2025-03-31")
        return date.min


def rows_of(file: str, content: str, needed: Sequence[str], known: Sequence[str], problems: list[str]) -> Iterator[Row]:
    """The rows below the header, numbered as a spreadsheet does. A header with missing or unknown columns gives none."""
    reader = csv.reader(io.StringIO(content), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if wrong := _wrong_header(header, needed, known):
            problems.extend(f"{file}, row 1: {one}" for one in wrong)
            return
        for number, cells in enumerate(reader, start=2):
            if len(cells) == len(header):
                yield Row(file, number, dict(zip(header, cells, strict=True)), problems)
            elif cells:
                problems.append(f"{file}, row {number}: {len(cells)} cells under {len(header)} columns")
    except csv.Error as error:
        problems.append(f"{file}, line {reader.line_num}: not CSV ({error})")


def _wrong_header(header: Sequence[str], needed: Sequence[str], known: Sequence[str]) -> list[str]:
    if not header:
        return ["the file is empty; the first row names the columns"]
    wrong = [f"column {name} is missing" for name in needed if name not in header]
    wrong += [f"there is no column '{name}'; known are {', '.join(known)}" for name in header if name not in known]
    return wrong + [f"column {name} stands there twice" for name in sorted({name for name in header if header.count(name) > 1})]
