"""What a panel of judges comes to: the ranking with its uncertainty, and what it says of the judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What entries are ranked by, and why.

    corrected: the additive model. Otherwise the plain mean: all_by_all, where every judge read every entry and strictness
    cancels; alike, where the sheets show no difference between entries; too_few, where they cannot tell strictness from chance;
    unlinked, where groups of entries have no judge in common; plain, where the plain mean was the rule whatever the sheets say.
    """

    corrected = "corrected"
    all_by_all = "all_by_all"
    alike = "alike"
    too_few = "too_few"
    unlinked = "unlinked"
    plain = "plain"


class JudgeFlag(StrEnum):
    """What is worth a look; nothing follows from it by itself.

    few: under 8 sheets, too few to tell more. off_track: hardly follows the other judges. noisy: strays further from them
    than chance does. severe, lenient: information only, the correction has taken it out.
    """

    few = "few"
    off_track = "off_track"
    noisy = "noisy"
    severe = "severe"
    lenient = "lenient"


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """One entry of a contest; what counts is `value`.

    `value` is on the scale of the marks: the corrected value or the plain mean (see `Basis`), with two decimals; by
    `rank_by_mean` with nine.
    `mean` and `spread` (sample sd, None for one judge) are those of the judges' weighted totals.
    `error` is the standard error of the entry's quality, `top_chance` the probability in [0, 1] that it belongs to the best
    `places`; both None while the sheets cannot tell, `top_chance` also while there is no cut.
    `is_near_cut` says that the value lies within one standard error of the cut line.
    """

    entry_id: int
    rank: int
    value: float
    mean: float
    n_judges: int
    spread: float | None
    criteria: Mapping[str, float]
    error: float | None = None
    top_chance: float | None = None
    is_near_cut: bool = False


@dataclass(frozen=True, slots=True)
class JudgeRecord:
    """One judge among the others.

    `severity` is what the judge gives above (lenient) or below (strict) the others, in marks, shrunken towards 0.
    `agreement` is the correlation with the consensus of the others, in [-1, 1]; `outfit` the mean square of the standardised
    deviations from it, 1 when only chance is at work. Each is None where it cannot be told.
    """

    judge_id: int
    n_sheets: int
    severity: float | None = None
    agreement: float | None = None
    outfit: float | None = None
    flags: tuple[JudgeFlag, ...] = ()


@dataclass(frozen=True, slots=True)
class Variances:
    """Variance components of the marks: between entries, between judges, and what is left."""

    quality: float
    severity: float
    noise: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entries from the best to the last; equal values share a rank and the next is skipped (1, 2, 2, 4).

    `cut` is the middle between the last value among the best `places` and the first after them, None where there is none.
    """

    rows: tuple[RankedEntry, ...]
    basis: Basis = Basis.too_few
    judges: tuple[JudgeRecord, ...] = ()
    variances: Variances | None = None
    cut: float | None = None


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """Who reads what: (entry id, judge id) in order, `loads` by judge.

    `extra` are readings beyond the wanted number, added only where nothing else would link the entries.
    `connectivity` is the second smallest eigenvalue of the Laplacian of the graph of judges, weighted by common entries
    (Fiedler 1973): 0 means that they fall apart, more is better.
    """

    pairs: tuple[tuple[int, int], ...]
    loads: Mapping[int, int]
    extra: tuple[tuple[int, int], ...]
    connectivity: float
