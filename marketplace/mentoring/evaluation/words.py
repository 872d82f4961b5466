"""An evaluation as lines of text, for a terminal."""

from collections.abc import Iterator, Sequence

from marketplace.mentoring.evaluation.results import Comparison, Evaluation, Foretelling
from matching import Estimate

SYNTHETIC = (
    "The people are synthetic and were drawn from what the recommender looks at: this says that it works, not that people are helped."
)


def said(evaluation: Evaluation) -> str:
    """Tables of all comparisons and chances, each number with its 95 % bootstrap interval."""
    blocks = ["\n".join(_comparison(one)) for one in evaluation.comparisons]
    if evaluation.chances:
        blocks.append("\n".join(_chances(evaluation.chances)))
    if evaluation.synthetic:
        blocks.append(SYNTHETIC)
    return "\n\n".join(blocks)


def _comparison(one: Comparison) -> Iterator[str]:
    yield (
        f"{one.kind}s: {one.before} pairs before {one.cut}, {one.after} held out of {one.cases} people, "
        f"of these {one.closed} closed by a hard constraint"
    )
    names = list(next(iter(one.ways.values())))
    yield f"{'':<16}" + "".join(f"{name:>22}" for name in names)
    for way, measures in one.ways.items():
        yield f"{way:<16}" + "".join(f"{interval(measure):>22}" for measure in measures.values())
    yield "a learnt model ranks: it won before the cut" if one.learnt else "weights set by hand rank: no learnt model won before the cut"


def _chances(chances: Sequence[Foretelling]) -> Iterator[str]:
    yield f"chance of a yes: {chances[0].calibration.n} later answers"
    yield f"{'':<16}{'calibration error':>22}{'Brier score':>22}"
    for one in chances:
        yield f"{one.way:<16}{interval(one.calibration):>22}{interval(one.brier):>22}"


def interval(one: Estimate) -> str:
    """``0.553 [0.494, 0.590]``."""
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"
