"""The frozen sheet of a contest: a CSV file with all points and the name of the rule, without names of people.

Judges are numbered in the order of their registration. The same sheets give the same bytes.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO

from marketplace.competitions.models import Contest, Score
from marketplace.competitions.terms import CRITERIA

METHOD, WEIGHTS, PLACES = "method", "weights", "places"
# Files from before the rule was named in them went by this one.
UNNAMED = "additive-reml-1"


class NoSheetFile(ValueError):
    """A text that is no such file, or not all of one."""


@dataclass(frozen=True)
class SheetFile:
    """Points as (entry, number of the judge, criterion, points), the weights, how many places win, and by which rule."""

    points: tuple[tuple[int, int, str, int], ...]
    weights: dict[str, int]
    places: int
    method: str

    @property
    def text(self) -> str:
        """The file: a head, the rule, the weights, the places, then one line for each sheet."""
        sheets: dict[tuple[int, int], dict[str, int]] = {}
        for entry, judge, criterion, points in sorted(self.points):
            sheets.setdefault((entry, judge), {})[criterion] = points
        out = StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["entry", "judge", *CRITERIA])
        rows.writerow([METHOD, "", self.method])
        rows.writerow([WEIGHTS, "", *(self.weights[criterion] for criterion in CRITERIA)])
        rows.writerow([PLACES, "", self.places])
        rows.writerows([entry, judge, *(sheet[criterion] for criterion in CRITERIA)] for (entry, judge), sheet in sheets.items())
        return out.getvalue()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.text.encode()).hexdigest()


def sheet_file(contest: Contest, scores: Iterable[Score], method: str) -> SheetFile:
    """The file of a contest's counting scores."""
    rows = list(scores)
    number = {judge: place for place, judge in enumerate(sorted({row.judge_id for row in rows}), start=1)}
    points = ((row.entry_id, number[row.judge_id], row.criterion, row.points) for row in rows)
    return SheetFile(tuple(sorted(points)), contest.weights, contest.winners, method)


def read_sheet_file(text: str) -> SheetFile:
    """Read such a file again. Raises NoSheetFile."""
    try:
        return _read(list(csv.DictReader(StringIO(text))))
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise NoSheetFile from error


def _read(rows: list[dict[str, str]]) -> SheetFile:
    rule = {row["entry"]: row for row in rows if row["entry"] in (METHOD, WEIGHTS, PLACES)}
    sheets = [row for row in rows if row["entry"] not in rule]
    if not sheets:
        raise NoSheetFile
    points = ((int(row["entry"]), int(row["judge"]), criterion, int(row[criterion])) for row in sheets for criterion in CRITERIA)
    weights = {criterion: int(rule[WEIGHTS][criterion]) for criterion in CRITERIA}
    method = rule[METHOD][CRITERIA[0]] if METHOD in rule else UNNAMED
    return SheetFile(tuple(sorted(points)), weights, int(rule[PLACES][CRITERIA[0]]), method)
