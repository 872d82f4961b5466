"""What an evaluation says, as plain frozen values."""

from dataclasses import dataclass

from matching import Estimate, Kind

Measures = dict[str, Estimate]


@dataclass(frozen=True)
class Comparison:
    """How each way to rank did on the same cases.

    ``cut`` names the first day that was held out; ``before`` and ``after`` count pairs, ``cases`` people. Of the pairs held
    out, ``closed`` were kept from the person by a hard constraint, so that no way could find them. ``learnt`` tells whether
    a learnt model took the place of the weights: only where it won on pairs before the cut.
    """

    kind: Kind
    cut: str
    before: int
    after: int
    closed: int
    cases: int
    learnt: bool
    ways: dict[str, Measures]


@dataclass(frozen=True)
class Foretelling:
    """How a chance of a yes held on later answers: the error of its calibration, and the Brier score."""

    way: str
    calibration: Estimate
    brier: Estimate


@dataclass(frozen=True)
class FairLine:
    """One county or target group.

    ``fit`` is the NDCG of the people who said it, None where nobody was held out; ``entries`` are meant for it, and
    ``exposure`` is the attention they get over an even share, None where none could be shown.
    """

    key: str
    persons: int
    fit: Estimate | None
    entries: int
    exposure: Estimate | None


@dataclass(frozen=True)
class Evaluation:
    """Everything that was measured on one body of data."""

    comparisons: tuple[Comparison, ...]
    chances: tuple[Foretelling, ...] = ()
    by_county: tuple[FairLine, ...] = ()
    by_group: tuple[FairLine, ...] = ()
    synthetic: bool = False
