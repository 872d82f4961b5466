"""From judges' sheets to a ranking of contest entries."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import fsum
from statistics import stdev

import numpy as np

from matching.cutline import cut_line, top_chances
from matching.judge_records import judge_records
from matching.judges import assign_judges
from matching.links import TooFewJudges, UnconnectedPanels, parts_of
from matching.marks import Score, Sheet, Sheets, read_sheets, weighted_total
from matching.rankings import Basis, RankedEntry, Ranking, Variances
from matching.severity import Fit, Table, fit_severity

__all__ = ["ADDITIVE", "PLAIN_MEAN", "Score", "TooFewJudges", "UnconnectedPanels", "assign_judges", "rank_by_mean", "rank_entries"]

# What `rank_entries` and `rank_by_mean` do, by name and version. Whoever changes an order that they give raises the number,
# and keeps the old way under the old name for as long as results by it are to be worked out again.
ADDITIVE, PLAIN_MEAN = "additive-reml-1", "plain-mean-1"


def rank_entries(scores: Iterable[Score], weights: Mapping[str, float], places: int | None = None) -> Ranking:
    """Rank entries by the judges' weighted totals, corrected for how strict each judge is.

    The model is total = mu + quality + severity + chance, with quality and severity random, by REML (see `severity.py`).
    The corrected value of an entry is mu + its predicted quality. Where the correction cannot change or cannot improve
    the order the plain mean is used instead, and `Ranking.basis` says so.

    Parameters
    ----------
    scores : iterable of Score
        Every sheet (one judge on one entry) must mark every criterion exactly once; not every judge has to see every
        entry, but the entries must be linked by common judges.
    weights : mapping of criterion to float
        Positive; they are scaled to sum to one, so values are on the scale of the marks.
    places : int, optional
        How many win; at least 1. Without it there is no cut line and no `top_chance`.

    Returns
    -------
    Ranking
        Values have two decimals. Equal values share a rank and the next rank is skipped (1, 2, 2, 4); within a rank by id.

    Raises
    ------
    UnconnectedPanels
        Where the entries fall into groups without a common judge: their values could not be compared.
    ValueError
        For weights that are not positive, for a sheet that is incomplete, doubled or not a number, for places under 1.
    """
    if places is not None and places < 1:
        raise ValueError("at least one place must win")
    sheets = read_sheets(scores, weights)
    parts = parts_of((entry_id, judge_id) for entry_id, of_entry in sheets.items() for judge_id in of_entry)
    if len(parts) > 1:
        raise UnconnectedPanels(parts)
    judge_ids = sorted({judge_id for of_entry in sheets.values() for judge_id in of_entry})
    table = _table(sheets, judge_ids, weights)
    fit = fit_severity(table) if table.can_tell and np.ptp(table.totals[table.read > 0]) > 0 else None
    rows = _rows(sheets, weights, table, fit, places)
    cut = cut_line([row.value for row in rows], places) if places else None
    return Ranking(
        rows=_ranked(rows, cut),
        basis=_basis(table, fit),
        judges=judge_records(judge_ids, table, fit),
        variances=_variances(fit) if fit else None,
        cut=cut,
    )


def rank_by_mean(scores: Iterable[Score], weights: Mapping[str, float], basis: Basis = Basis.plain) -> Ranking:
    """Rank entries by the plain mean of the judges' weighted totals, linked or not; strictness stays in it.

    Parameters
    ----------
    scores, weights
        As in `rank_entries`; the entries need not be linked.
    basis : Basis
        Why the plain mean decides.

    Returns
    -------
    Ranking
        Values have nine decimals, so that only means which are equal share a rank. No cut, errors or judge records.

    Raises
    ------
    ValueError
        For weights that are not positive, for a sheet that is incomplete, doubled or not a number.
    """
    rows = [_plain_row(entry_id, of_entry, weights) for entry_id, of_entry in read_sheets(scores, weights).items()]
    return Ranking(_ranked(sorted(rows, key=_best_first), None), basis)


def _table(sheets: Sheets, judge_ids: list[int], weights: Mapping[str, float]) -> Table:
    read, totals = np.zeros((len(sheets), len(judge_ids))), np.zeros((len(sheets), len(judge_ids)))
    column = {judge_id: number for number, judge_id in enumerate(judge_ids)}
    for row, of_entry in enumerate(sheets.values()):
        for judge_id, sheet in of_entry.items():
            read[row, column[judge_id]], totals[row, column[judge_id]] = 1.0, weighted_total(sheet, weights)
    return Table(read, totals)


def _basis(table: Table, fit: Fit | None) -> Basis:
    if not table.can_tell:
        return Basis.too_few
    if fit is None or fit.ratios[0] == 0:
        return Basis.alike
    return Basis.all_by_all if table.is_full else Basis.corrected


def _rows(sheets: Sheets, weights: Mapping[str, float], table: Table, fit: Fit | None, places: int | None) -> list[RankedEntry]:
    """Rows in the order of their values, not ranked yet."""
    corrected = fit.mean + fit.quality if fit and _basis(table, fit) == Basis.corrected else None
    errors = np.sqrt(fit.quality_variance(table)) if fit else None
    chances = top_chances(table, fit, places) if fit and places else None
    rows = []
    for number, (entry_id, of_entry) in enumerate(sheets.items()):
        plain = _plain_row(entry_id, of_entry, weights)
        row = replace(
            plain,
            # Equal as printed is equal.
            value=round(plain.mean if corrected is None else float(corrected[number]), 2),
            error=None if errors is None else float(errors[number]),
            top_chance=None if chances is None else float(chances[number]),
        )
        rows.append(row)
    return sorted(rows, key=_best_first)


def _plain_row(entry_id: int, of_entry: Mapping[int, Sheet], weights: Mapping[str, float]) -> RankedEntry:
    totals = [weighted_total(sheet, weights) for sheet in of_entry.values()]
    mean = _mean(totals)
    return RankedEntry(
        entry_id=entry_id,
        rank=0,
        value=mean,
        mean=mean,
        n_judges=len(totals),
        spread=stdev(sorted(totals)) if len(totals) > 1 else None,
        criteria={name: _mean([sheet[name] for sheet in of_entry.values()]) for name in sorted(weights)},
    )


def _best_first(row: RankedEntry) -> tuple[float, int]:
    return (-row.value, row.entry_id)


def _mean(values: list[float]) -> float:
    # fsum does not depend on the order of its input; rounding lets 85.1 and 85.10000000000001 be the same.
    return round(fsum(values) / len(values), 9)


def _ranked(rows: list[RankedEntry], cut: float | None) -> tuple[RankedEntry, ...]:
    values = [row.value for row in rows]
    return tuple(replace(row, rank=values.index(row.value) + 1, is_near_cut=_is_near(row, cut)) for row in rows)


def _is_near(row: RankedEntry, cut: float | None) -> bool:
    return cut is not None and row.error is not None and abs(row.value - cut) < row.error


def _variances(fit: Fit) -> Variances:
    return Variances(fit.ratios[0] * fit.noise, fit.ratios[1] * fit.noise, fit.noise)
