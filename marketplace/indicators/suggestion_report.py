"""An evaluation of suggestions as plain data that can be stored and shown: no person, and no group that one could recognise."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from marketplace.indicators.figures import FEWEST
from marketplace.indicators.groups import hidden_keys
from marketplace.mentoring.evaluation.results import Comparison, Evaluation, FairLine
from matching import Estimate

RIVALS = ("cosine", "popularity")


def report_of(evaluation: Evaluation) -> dict[str, Any]:
    """The report, as JSON can hold it."""
    return {
        "synthetic": evaluation.synthetic,
        "comparisons": [_comparison(one) for one in evaluation.comparisons],
        "chances": [
            {"way": one.way, "calibration": _plain(one.calibration), "brier": _plain(one.brier), "n": one.calibration.n}
            for one in evaluation.chances
        ],
        "by_county": _lines(evaluation.by_county),
        "by_group": _lines(evaluation.by_group),
    }


def cuts(report: Mapping[str, Any]) -> dict[str, date]:
    """The first day that was held out, by kind."""
    return {one["kind"]: date.fromisoformat(one["cut"]) for one in report["comparisons"]}


def _comparison(one: Comparison) -> dict[str, Any]:
    counts = {"cut": one.cut, "before": one.before, "after": one.after, "closed": one.closed, "cases": one.cases}
    ways = [{"way": way, "measures": [_plain(measure) for measure in measures.values()]} for way, measures in one.ways.items()]
    names = list(next(iter(one.ways.values())))
    return {"kind": one.kind, "learnt": one.learnt, "names": names, "ways": ways, "wins": _wins(one), **counts}


def _wins(one: Comparison) -> bool:
    """Whether the recommender's NDCG lies above that of cosine and popularity, with intervals that do not touch."""
    ndcg = {way: next(iter(measures.values())) for way, measures in one.ways.items()}
    return all(ndcg["recommender"].low > ndcg[rival].high for rival in RIVALS)


def _lines(lines: Sequence[FairLine]) -> list[dict[str, Any]]:
    """People of hidden groups are not even stored; entries are no people, but of a few nothing can be said."""
    hidden = hidden_keys({line.key: line.persons for line in lines})
    return [
        {
            "key": line.key,
            "hidden": line.key in hidden,
            "persons": None if line.key in hidden else line.persons,
            "fit": None if line.key in hidden or line.fit is None else _plain(line.fit),
            "entries": line.entries,
            "exposure": None if line.exposure is None or line.entries < FEWEST else _plain(line.exposure),
        }
        for line in lines
    ]


def _plain(one: Estimate) -> list[float]:
    """Value, low, high; five digits are more than the interval bears."""
    return [round(one.value, 5), round(one.low, 5), round(one.high, 5)]
