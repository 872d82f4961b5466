"""What the sheets say of each judge: strictness, agreement with the others, strays. Flags, never verdicts."""

from dataclasses import replace

import numpy as np

from matching.rankings import JudgeFlag, JudgeRecord
from matching.severity import Fit, Floats, Table, fit_at

# Below eight sheets nothing can be told. At 18 to 30 sheets for each judge the two limits together caught 88-90 % of judges
# who marked at random in simulated panels, at 5-14 % false alarms.
FEWEST_SHEETS = 8
LOWEST_AGREEMENT = 0.2
HIGHEST_OUTFIT = 1.6


def judge_records(ids: list[int], table: Table, fit: Fit | None) -> tuple[JudgeRecord, ...]:
    """One record for each judge, in the order of the columns; without a fit only the number of sheets is known."""
    plain = [JudgeRecord(judge_id, int(n)) for judge_id, n in zip(ids, table.read.sum(axis=0), strict=True)]
    if fit is None:
        return tuple(_flagged(record, 0.0) for record in plain)
    typical = float(np.sqrt(fit.ratios[1] * fit.noise))
    return tuple(_flagged(_compared(record, column, table, fit), typical) for column, record in enumerate(plain))


def _compared(record: JudgeRecord, column: int, table: Table, fit: Fit) -> JudgeRecord:
    severity = float(fit.severity[column])
    others = table.without(column)
    rows = (table.read[:, column] > 0) & (others.read.sum(axis=1) > 0)
    if rows.sum() < FEWEST_SHEETS:
        return replace(record, severity=severity)
    # The consensus is that of the others alone, at the ratios of all.
    consensus = fit_at(others, *fit.ratios)
    own, theirs = table.totals[rows, column], consensus.quality[rows]
    return replace(
        record,
        severity=severity,
        agreement=_correlation(own, theirs),
        outfit=_outfit(own - theirs, fit.noise + fit.noise / consensus.noise * consensus.quality_variance(others)[rows]),
    )


def _correlation(own: Floats, theirs: Floats) -> float | None:
    a, b = own - own.mean(), theirs - theirs.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    # Rounding leaves a little of what is all the same.
    return None if size <= 1e-9 * (1 + float(own @ own)) else float(np.clip(a @ b / size, -1, 1))


def _outfit(deviations: Floats, variances: Floats) -> float:
    # The judge's own strictness is not a stray: deviations are taken around their mean.
    return float(((deviations - deviations.mean()) ** 2 / variances).sum() / (deviations.size - 1))


def _flagged(record: JudgeRecord, typical: float) -> JudgeRecord:
    signs = {
        JudgeFlag.few: record.n_sheets < FEWEST_SHEETS,
        JudgeFlag.off_track: record.agreement is not None and record.agreement < LOWEST_AGREEMENT,
        JudgeFlag.noisy: record.outfit is not None and record.outfit > HIGHEST_OUTFIT,
        JudgeFlag.severe: record.severity is not None and record.severity < -2 * typical,
        JudgeFlag.lenient: record.severity is not None and record.severity > 2 * typical,
    }
    return replace(record, flags=tuple(flag for flag, raised in signs.items() if raised))
