"""Judges' score sheets: what a judge gave an entry on each criterion, and the weighted total of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, isfinite

Sheet = dict[str, float]
Sheets = dict[int, dict[int, Sheet]]


@dataclass(frozen=True, slots=True)
class Score:
    """The mark one judge gave one entry on one criterion."""

    entry_id: int
    judge_id: int
    criterion: str
    value: float


def read_sheets(scores: Iterable[Score], weights: Mapping[str, float]) -> Sheets:
    """Lay the marks out by entry and judge, both in the order of their ids.

    Raises
    ------
    ValueError
        For weights that are not positive and for a sheet that is incomplete, doubled or not a number.
    """
    if not weights or not all(isfinite(weight) and weight > 0 for weight in weights.values()):
        raise ValueError("every criterion needs a positive weight")
    found = _by_entry(scores)
    sheets = {entry_id: dict(sorted(found[entry_id].items())) for entry_id in sorted(found)}
    for entry_id, of_entry in sheets.items():
        for judge_id, sheet in of_entry.items():
            _check_sheet(entry_id, judge_id, sheet, weights)
    return sheets


def weighted_total(sheet: Sheet, weights: Mapping[str, float]) -> float:
    """The weighted mean of the marks of one sheet, on the scale of the marks."""
    # fsum does not depend on the order of its input.
    return fsum(weight * sheet[name] for name, weight in weights.items()) / fsum(weights.values())


def _by_entry(scores: Iterable[Score]) -> Sheets:
    entries: Sheets = defaultdict(lambda: defaultdict(dict))
    for score in scores:
        sheet = entries[score.entry_id][score.judge_id]
        if score.criterion in sheet:
            raise ValueError(f"judge {score.judge_id} marked {score.criterion} of entry {score.entry_id} twice")
        sheet[score.criterion] = score.value
    return entries


def _check_sheet(entry_id: int, judge_id: int, sheet: Sheet, weights: Mapping[str, float]) -> None:
    whose = f"sheet of judge {judge_id} on entry {entry_id}"
    if missing := sorted(weights.keys() - sheet.keys()):
        raise ValueError(f"{whose} lacks {', '.join(missing)}")
    if unknown := sorted(sheet.keys() - weights.keys()):
        raise ValueError(f"{whose} marks unknown criteria: {', '.join(unknown)}")
    if not all(map(isfinite, sheet.values())):
        raise ValueError(f"{whose} holds a mark that is not a number")
