"""What was learnt from pairs: a fit for each kind, and the chance of a yes."""

from dataclasses import dataclass

from matching.pairmodel import PairModel


@dataclass(frozen=True, slots=True)
class Models:
    """Learnt models; None where the weights set by hand still win."""

    project: PairModel | None = None
    mentor: PairModel | None = None
    course: PairModel | None = None
    acceptance: PairModel | None = None
