"""From judges' sheets to a ranking of contest entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, isfinite
from statistics import stdev

from matching.results import RankedEntry, Ranking

Sheet = dict[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """The mark one judge gave one entry on one criterion."""

    entry_id: int
    judge_id: int
    criterion: str
    value: float


def rank_entries(scores: Iterable[Score], weights: Mapping[str, float]) -> Ranking:
    """Rank entries by the mean over judges of their weighted totals.

    Parameters
    ----------
    scores : iterable of Score
        Every sheet (one judge on one entry) must mark every criterion exactly once;
        not every judge has to see every entry.
    weights : mapping of criterion to float
        Positive; they are scaled to sum to one, so a mean is on the scale of the marks.

    Returns
    -------
    Ranking
        Equal means share a rank and the next rank is skipped (1, 2, 2, 4); within a rank by id.

    Raises
    ------
    ValueError
        For weights that are not positive and for a sheet that is incomplete, doubled or not a number.
    """
    _check_weights(weights)
    entries = _sheets(scores)
    for entry_id, sheets in sorted(entries.items()):
        for judge_id, sheet in sorted(sheets.items()):
            _check_sheet(entry_id, judge_id, sheet, weights)
    rows = [_row(entry_id, list(sheets.values()), weights) for entry_id, sheets in entries.items()]
    return Ranking(_ranked(rows))


def _check_weights(weights: Mapping[str, float]) -> None:
    if not weights or not all(isfinite(weight) and weight > 0 for weight in weights.values()):
        raise ValueError("every criterion needs a positive weight")


def _sheets(scores: Iterable[Score]) -> dict[int, dict[int, Sheet]]:
    entries: dict[int, dict[int, Sheet]] = defaultdict(lambda: defaultdict(dict))
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


def _row(entry_id: int, sheets: list[Sheet], weights: Mapping[str, float]) -> RankedEntry:
    whole = fsum(weights.values())
    totals = [fsum(weight * sheet[name] for name, weight in weights.items()) / whole for sheet in sheets]
    return RankedEntry(
        entry_id=entry_id,
        rank=0,
        mean=_mean(totals),
        n_judges=len(sheets),
        spread=stdev(sorted(totals)) if len(totals) > 1 else None,
        criteria={name: _mean([sheet[name] for sheet in sheets]) for name in sorted(weights)},
    )


def _mean(values: list[float]) -> float:
    # fsum does not depend on the order of its input; rounding lets 85.1 and 85.10000000000001 tie.
    return round(fsum(values) / len(values), 9)


def _ranked(rows: list[RankedEntry]) -> tuple[RankedEntry, ...]:
    ordered = sorted(rows, key=lambda row: (-row.mean, row.entry_id))
    means = [row.mean for row in ordered]
    return tuple(RankedEntry(row.entry_id, means.index(row.mean) + 1, row.mean, row.n_judges, row.spread, row.criteria) for row in ordered)
